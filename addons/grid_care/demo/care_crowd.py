"""Three hundred others, in all states and classes: made in batches, not played."""

from datetime import timedelta
from itertools import cycle

from ..tools.notices import (
    FAMILY,
    HEALTH,
    KINDS,
    POLICE,
    TAKEN,
    WITH_RECEIVER,
)
from .care_plan import SEEN, CarePlan
from .care_relay import CareRelay

MOVES = {
    "lost": ("lose", "health"),
    "apart": ("set_apart", "centre"),
    "moved": ("leave", "centre"),
    "dead": ("die", "health"),
    "closed": ("close", "family"),
}
"""The move to a state, and who made it."""
ENDS = ("moved", "dead", "closed")
DIAGNOSES = ("F20", "F20", "F20", "F31", "F25", "F22", "G40", "F70")
PAUSE = 30
"""Days from which on a visit of the police is due."""
POLICE_DUE = (0.12, 0.3)
"""Share of people whom the police have to visit; in the town of the logins more."""


class CareCrowd:
    """Who else is cared for in the towns of the demo."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.chance = city.random
        self.steps = []

    def load(self):
        """:return: the persons of the plan, with their records"""
        self.persons = CarePlan(self.city, self.people).persons()
        self._patients()
        self._records()
        self._cases()
        self.steps += CareRelay(self.city, self.people).load(self.persons)
        self.env["grid.workflow.step"].create(self.steps)
        self._followups()
        self._police()
        return self.persons

    def _step(self, record, name, before, after, user, moment, reason=False):
        step = self.city.step(record, name, before, after, user, moment, reason)
        self.steps.append(step)

    # -- patients, records, files ----------------------------------------------------

    def _patients(self):
        hospital = {"hospital_id": self.people.hospital.id}
        patients = self.env["grid.patient"].create(
            [
                {**self.city.patient_values(person.unit), **hospital}
                for person in self.persons
            ]
        )
        for person, patient in zip(self.persons, patients, strict=True):
            person.patient = patient

    def _records(self):
        records = self.env["grid.medical.record"].create(
            [self._record_values(person) for person in self.persons]
        )
        for person, record in zip(self.persons, records, strict=True):
            person.record = record
            clinician = person.carers[FAMILY]
            self._step(record, "issue", "draft", "issued", clinician, person.home)

    def _record_values(self, person):
        city = self.city
        home_on = city.local(person.home).date()
        first = person.visits[0][1] if person.visits else "basic"
        return {
            "patient_id": person.patient.id,
            "state": "issued",
            "issued_at": person.home,
            "admitted_on": home_on - timedelta(days=self.chance.randint(25, 90)),
            "discharged_on": home_on,
            "diagnosis_id": city.care_code(
                "care_diagnosis", self.chance.choice(DIAGNOSES)
            ),
            "risk": SEEN[first][0][0],
            "treatment": city.pick("treatment"),
            "medication": city.pick("medication"),
            "advice": city.pick("advice"),
            "next_visit_on": home_on + timedelta(days=14),
        }

    def _cases(self):
        reasons = cycle(self.city.care_words["lost"])
        cases = self.env["grid.care.case"].create(
            [
                {
                    "patient_id": person.patient.id,
                    "number": person.patient.number,
                    "registered_on": self.city.local(person.home).date(),
                    "risk": person.record.risk,
                    **self._state_values(person, reasons),
                }
                for person in self.persons
            ]
        )
        for person, case in zip(self.persons, cases, strict=True):
            person.case = case
            if person.state in MOVES:
                name, kind = MOVES[person.state]
                moment = self.city.at_daytime(person.left, 9, 17)
                self._step(
                    case,
                    name,
                    "managed",
                    case.state,
                    person.carers[kind],
                    moment,
                    self.city.pick("apart") if person.state == "apart" else False,
                )

    def _state_values(self, person, reasons):
        """What a file says of how it stands with somebody."""
        city, day = self.city, self.city.day(person.left)
        if person.managed:
            return {"state": "managed"}
        values = {"state": person.state, "ended_on": person.state in ENDS and day}
        if person.state == "lost":
            values["lost_reason_id"] = city.care_code("care_lost", next(reasons))
        elif person.state == "moved":
            values["destination"] = city.pick("gone_to")
        elif person.state == "dead":
            values |= {"died_on": day, "death_cause": city.pick("died_of")}
        return values

    # -- visits ------------------------------------------------------------------------

    def _followups(self):
        """All visits in the order of their days, as each counts from the one before."""
        rows = [
            (days_ago, person, klass)
            for person in self.persons
            if person.notices[HEALTH].state in TAKEN
            for days_ago, klass in person.visits
        ]
        rows.sort(key=lambda row: -row[0])
        self.env["grid.followup"].create([self._followup_values(*row) for row in rows])

    def _followup_values(self, days_ago, person, klass):
        chance = self.chance
        risk, symptoms, insight, function = chance.choice(SEEN[klass])
        return {
            "notice_id": person.notices[HEALTH].id,
            "visited_on": self.city.day(days_ago),
            "way": chance.choice("1223"),
            "risk": risk,
            "symptoms": symptoms,
            "insight": insight,
            "function": function,
            "reaction": chance.choice(("none", "none", "mild")),
            "compliance": "2" if klass == "unstable" else "1",
            "exam_consent": chance.random() < 0.3,
            "needs": klass != "stable" and self.city.pick("needs"),
        }

    def _police(self):
        """The last visit of the police and the one before; some are due again."""
        rows = []
        for person in self.persons:
            if not person.visits or person.notices[POLICE].state not in WITH_RECEIVER:
                continue
            share = POLICE_DUE[person.town == self.people.town]
            due = self.chance.random() < share
            last = self.chance.randint(
                *((PAUSE, PAUSE + 20) if due else (1, PAUSE - 2))
            )
            home = (self.city.today - self.city.local(person.home).date()).days
            days = (
                person.left + last,
                person.left + last + self.chance.randint(26, 30),
            )
            rows += [(person, ago) for ago in days if ago < home]
        self.env["grid.care.visit"].create(
            [
                {
                    "case_id": person.case.id,
                    "visited_on": self.city.day(ago),
                    "met": self.chance.choice(
                        ("met", "met", "met", "family", "absent")
                    ),
                    "danger": self.chance.choice("0000000001"),
                    "note": self.city.pick("looked_in"),
                }
                for person, ago in rows
            ]
        )
