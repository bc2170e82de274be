"""The five notices of each of the crowd, with the trace of who took them over."""

from dateutil.relativedelta import relativedelta

from ..tools.notices import (
    ANSWER,
    ANSWERED,
    DONE,
    ENDED,
    FAMILY,
    ISSUED,
    KINDS,
    PUSHED,
    RECALLED,
    RECEIVE,
    RECEIVED,
    RETURNED,
)

ERASED = (ENDED, RECALLED)
"""States in which a notice says nothing any more."""
SLOW = 0.06
"""Share of notices that were answered late."""
COURSE = {
    ISSUED: (),
    PUSHED: ("push",),
    RECEIVED: ("push", "receive"),
    RETURNED: ("push", "send_back"),
    ANSWERED: ("push", "receive", "answer"),
    DONE: ("push", "receive", "answer", "finish"),
    ENDED: ("push", "receive", "answer", "finish", "expire"),
    RECALLED: ("push", "receive", "answer", "finish", "recall"),
}
"""The moves on the way to each state."""
TARGETS = {
    "push": PUSHED,
    "receive": RECEIVED,
    "send_back": RETURNED,
    "answer": ANSWERED,
    "finish": DONE,
    "expire": ENDED,
    "recall": RECALLED,
    "hand_over": DONE,
}
STAMPS = {
    "push": "pushed_at",
    "receive": "received_at",
    "answer": "answered_at",
    "finish": "done_at",
}
ENDINGS = ("answer", "send_back", "expire", "recall")
"""Moves that stop the clock."""
BY_ISSUER = ("push", "hand_over", "expire", "recall")


class CareRelay:
    """Makes them in one batch; who receives them and what they say is asked for."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.chance = city.random
        self.signature, self.receivers = city.signature(), {}
        limits = self.env["grid.care.limit"].search([])
        self.limits = {(limit.kind, limit.stage): limit for limit in limits}
        self.grounds = self.env["grid.care.basis"].search([]).grouped("kind")

    def load(self, persons):
        """:return: values of the steps"""
        rows = [
            (person, kind, self._course(person, kind))
            for person in persons
            for kind, _label in KINDS
        ]
        notices = self.env["grid.care.notice"].create(
            [self._values(*row) for row in rows]
        )
        steps = []
        for (person, kind, course), notice in zip(rows, notices, strict=True):
            person.notices[kind] = notice
            steps += self._steps(person, course, notice)
        return steps

    def _course(self, person, kind):
        """(move, moment) on the way to the state that is planned."""
        state = person.states[kind]
        if kind == FAMILY:
            handed = [("hand_over", person.home)] * (state != ISSUED)
            ends = [("recall", self._ended(person))] * (state == RECALLED)
            return handed + ends
        if person.carers[kind] is None:
            return [("recall", self._ended(person))] * (state == RECALLED)
        moment, course = person.home, []
        for name in COURSE[state]:
            if name in ("expire", "recall"):
                moment = self._ended(person)
            elif name != "push":
                moment = self._later(moment, name)
            course.append((name, moment))
        return course

    def _later(self, moment, name):
        """When the next move follows; never after now."""
        hours = {"receive": (1, 20), "send_back": (2, 20), "finish": (1, 5)}
        shortest, longest = hours.get(name, (3, 60))
        if name == "answer" and self.chance.random() < SLOW:
            shortest, longest = 400, 500
        return min(self.city.later(moment, shortest, longest), self.city.now)

    def _ended(self, person):
        return self.city.at_daytime(max(person.left, 2), 9, 17)

    # -- what is stored --------------------------------------------------------------

    def _values(self, person, kind, course):
        notices, state = self.env["grid.care.notice"], person.states[kind]
        values = {
            "record_id": person.record.id,
            "patient_id": person.patient.id,
            "case_id": person.case.id,
            "hospital_id": self.people.hospital.id,
            "grid_id": person.unit.id,
            "number": person.patient.number,
            "guardian_relation_id": person.patient.guardian_relation_id.id,
            "kind": kind,
            "state": state,
            "payload": state not in ERASED and notices._payload(person.record, kind),
        }
        if kind == FAMILY:
            return values | self._handed(person, course)
        if not course:
            trouble = notices.new({"kind": kind})._no_receiver()
            return {**values, "trouble": trouble}
        return values | self._delivered(person, kind, state, dict(course))

    def _handed(self, person, course):
        """What is known of a family that signed."""
        if not course:
            return {}
        names = ("pushed_at", "received_at", "done_at")
        return {
            "signer": person.patient.guardian_true,
            "proof": self.signature,
            "received_by_id": person.carers[FAMILY].id,
            **dict.fromkeys(names, person.home),
        }

    def _delivered(self, person, kind, state, moments):
        """Who received it and when, and the clock that runs or has stopped."""
        ground = self.grounds[kind]
        until = self.city.local(person.home).date() + relativedelta(
            months=ground.months
        )
        stage = ANSWER if "receive" in moments else RECEIVE
        limit = self.limits[kind, stage]
        ends = [moments[name] for name in ENDINGS if name in moments]
        values = {
            "basis": ground.basis,
            "shared_until": ground.months and until,
            "limit_value": limit.limit_value,
            "limit_unit": limit.limit_unit,
            "deadline_start": moments["receive" if stage == ANSWER else "push"],
            "deadline_done_at": ends and ends[0],
            **{STAMPS[name]: at for name, at in moments.items() if name in STAMPS},
        }
        if state == RETURNED:
            return {**values, "trouble": self.city.care_words["returned"]}
        if "receive" in moments:
            values["received_by_id"] = person.carers[kind].id
        if "answer" in moments and state not in ERASED:
            values["answer"] = self.city.random.choice(
                self.city.care_words["answers"][kind]
            )
        return values | self._receiver(person, kind)

    def _receiver(self, person, kind):
        """Asked for once for each community."""
        key = kind, person.community
        if key not in self.receivers:
            notices = self.env["grid.care.notice"]
            self.receivers[key] = notices._receiver_of(kind, person.unit)
        return self.receivers[key]

    def _steps(self, person, course, notice):
        """Values of the trace of its moves."""
        city, before, issuer = self.city, ISSUED, person.carers[FAMILY]
        for name, moment in course:
            user = issuer if name in BY_ISSUER else person.carers[notice.kind]
            reason = city.care_words["returned"] if name == "send_back" else False
            after = TARGETS[name]
            yield city.step(notice, name, before, after, user, moment, reason)
            before = after
