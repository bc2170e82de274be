"""The published case of Zhenhai, with invented people (DOMAIN 5.6).

Treated in a psychiatric hospital, stable, taken home by the family. One record becomes
five notices: the family is handed its own, four are pushed. The health centre visits,
the community police look in regularly, the governance centre leads a team and signs an
agreement with the guardian for a reward, the community collects hardships and helps.
What the report does not tell (days, classes, amounts) is invented.
"""

from datetime import timedelta

from ..tools.guardianship import HALF, half_of, quarter_of

HOME = 345
"""Days since the person came home."""
VISITS = (
    # days ago, risk, symptoms, insight, social function
    (338, "3", "obvious", "none", "poor"),
    (325, "3", "some", "partial", "poor"),
    (312, "2", "some", "partial", "fair"),
    (298, "1", "some", "partial", "fair"),
    (268, "1", "gone", "partial", "fair"),
    (239, "0", "gone", "full", "fair"),
    (150, "0", "gone", "full", "good"),
    (62, "0", "gone", "full", "good"),
)
POLICE_EVERY = 29
"""Days between two visits of the police; the last one a fortnight ago."""
TEAM = (
    ("leader", "officer"),
    ("police", "police"),
    ("doctor", "health"),
    ("cadre", "community"),
)


class CareStory:
    """Played with the real moves by who makes them, each on its own day."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.words = city.care_words["story"]
        self.community = people.communities[people.story_town][0]
        self.unit = self.community.child_ids.sorted("code")[:1] or self.community
        self.users = people.carers(self.community)

    def load(self):
        self._come_home()
        self._receive()
        self._form_team()
        self._look_after()
        self._help()
        agreement = self._agree()
        self._look_after(agreement)
        self._check(agreement)

    def _at(self, days_ago, hour=9.0):
        """A moment on a day of the past."""
        return self.city.at_daytime(days_ago, hour, hour + 0.2)

    def _part(self, kind, model, values, days_ago=None):
        """A part of the file, entered by one of the carers."""
        parts = self.env[model].with_user(self.users[kind])
        part = parts.create({"case_id": self.case.id, **values}).sudo()
        part = part.with_env(self.env)
        if days_ago:
            self.city.set_back(part, self._at(days_ago))
        return part

    # -- the five notices ----------------------------------------------------------

    def _come_home(self):
        city, clinician = self.city, self.users["family"]
        patient = self.env["grid.patient"].create(
            {
                **city.patient_values(self.unit),
                "hospital_id": self.people.hospital.id,
            }
        )
        record = (
            self.env["grid.medical.record"]
            .with_user(clinician)
            .create(
                {
                    "patient_id": patient.id,
                    "admitted_on": city.day(HOME + 63),
                    "discharged_on": city.day(HOME),
                    "diagnosis_id": city.care_code("care_diagnosis", "F20"),
                    "risk": "3",
                    "treatment": self.words["treatment"],
                    "medication": self.words["medication"],
                    "advice": self.words["advice"],
                    "next_visit_on": city.day(HOME - 30),
                }
            )
            .sudo()
            .with_env(self.env)
        )
        home = self._at(HOME)
        city.move(record, clinician, "issue", home)
        self.case = patient.case_ids
        self.notices = {notice.kind: notice for notice in record.notice_ids}
        city.set_back(self.case, home)
        for notice in self.notices.values():
            city.set_back(notice, home)
            notice.step_ids.date = home
        city.move(
            self.notices["family"],
            clinician,
            "hand_over",
            self._at(HOME, 9.5),
            signer=patient.guardian_true,
            proof=city.signature(),
        )

    def _receive(self):
        """Everybody answers within days, and the community late."""
        for at, kind in enumerate(("health", "police", "centre", "community")):
            notice, user = self.notices[kind], self.users[kind]
            answered = HOME - 22 if kind == "community" else HOME
            answer = self.words["answers"][kind]
            self.city.move(notice, user, "receive", self._at(HOME, 10 + at / 2))
            moment = self._at(answered, 16)
            self.city.move(notice, user, "answer", moment, answer=answer)
            self.city.move(notice, user, "finish", moment + timedelta(minutes=20))

    # -- months of care ------------------------------------------------------------

    def _form_team(self):
        town = self.people.story_town
        staff = {
            duty: self.people.staff[key, self.community if duty == "cadre" else town]
            for duty, key in TEAM
        }
        staff["worker"] = self.people.worker(self.unit)
        for duty, one in staff.items():
            values = {"staff_id": one.id, "duty": duty}
            self._part("centre", "grid.care.member", values, HOME - 3)

    def _look_after(self, agreement=None):
        """The visits of health centre and police, before the agreement and after."""
        signed = 330
        for days_ago, risk, symptoms, insight, function in VISITS:
            if (days_ago < signed) == bool(agreement):
                visits = self.env["grid.followup"].with_user(self.users["health"])
                visits.create(
                    {
                        "notice_id": self.notices["health"].id,
                        "visited_on": self.city.day(days_ago),
                        "risk": risk,
                        "symptoms": symptoms,
                        "insight": insight,
                        "function": function,
                        "compliance": "1",
                        "needs": self.words["needs"] if risk == "3" else False,
                    }
                )
        for days_ago in range(14 + 11 * POLICE_EVERY, 0, -POLICE_EVERY):
            if (days_ago < signed) == bool(agreement):
                values = {
                    "visited_on": self.city.day(days_ago),
                    "note": self.words["looked_in"],
                }
                self._part("police", "grid.care.visit", values)

    def _help(self):
        for code, found, done, words in self.words["hardships"]:
            part = self._part(
                "community",
                "grid.care.help",
                {
                    "hardship_id": self.city.care_code("care_hardship", code),
                    "description": words[0],
                    "found_on": self.city.day(found),
                },
            )
            user = self.users["community"]
            part.with_user(user).write({"help": words[1], "outcome": "solved"})
            part.done_on = self.city.day(done)

    # -- the agreement -------------------------------------------------------------

    def _agree(self):
        agreement = self._part(
            "community", "grid.guardianship", {"able": True, "note": self.words["able"]}
        )
        for name, kind, days_ago in (
            ("nominate", "community", 337),
            ("publish", "centre", 336),
            ("approve", "centre", 330),
        ):
            self.city.move(agreement, self.users[kind], name, self._at(days_ago))
        self.city.move(
            agreement,
            self.users["centre"],
            "sign",
            self._at(330, 15),
            signer=agreement.guardian_true,
            proof=self.city.signature(),
        )
        return agreement

    def _check(self, agreement):
        """A look in each quarter, this one too."""
        checks = self.env["grid.guardianship.check"].with_user(self.users["community"])
        days = {
            quarter_of(day): day
            for day in map(self.city.day, range(329, -1, -1))
            # before the end of a quarter, and never after today
            if day.day <= 20
        }
        for day in days.values():
            checks.create(
                {
                    "guardianship_id": agreement.id,
                    "checked_on": day,
                    "note": self.words["checked"],
                }
            )

    def pay(self):
        """The last half-year in the town: collected, approved by another, paid."""
        officer, second = self.users["centre"], self.people.second
        runs = self.env["grid.guardianship.run"].with_user(officer)
        half = half_of(self.city.today)
        day = min(half + timedelta(days=9), self.city.today)
        run = runs.create({"grid_id": self.people.story_town.id, "day": half - HALF})
        run.action_collect()
        run = run.sudo().with_env(self.env)
        moment = self._at((self.city.today - day).days)
        self.city.move(run, second, "approve", min(moment, self.city.now))
        self.city.move(run, officer, "pay", min(moment, self.city.now))
