"""Some come home these weeks to the town of the logins; all with the real moves."""

from datetime import timedelta

PATIENTS = 9
ALL_ANSWERED = 6
"""Whose notices are all answered, the one to the police late."""


class CareHome:
    """What waits for those who log in: each notice in another state."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.users = people.logins

    def load(self):
        notices = [self._come_home(number) for number in range(PATIENTS)]
        for number, by_kind in enumerate(notices):
            self._go_on(number, by_kind)

    def _come_home(self, number):
        """A patient with a record, issued; the notices by kind."""
        city = self.city
        # one lives in a community that nobody is posted to
        units = (self.people.home if number else self.people.unstaffed).child_ids
        patient = self.env["grid.patient"].create(
            {
                **city.patient_values(units[number % len(units)]),
                "hospital_id": self.people.hospital.id,
            }
        )
        # the last one is about to be discharged: still a draft
        is_draft = number == PATIENTS - 1
        home_on = city.day(0 if is_draft else 3 * number + 1)
        record = (
            self.env["grid.medical.record"]
            .with_user(self.users["clinician"])
            .create(
                {
                    "patient_id": patient.id,
                    "admitted_on": home_on - timedelta(days=40),
                    "discharged_on": home_on,
                    "diagnosis_id": city.care_code("care_diagnosis", "F20"),
                    "risk": str(number % 5),
                    "next_visit_on": home_on + timedelta(days=14),
                    **{
                        name: city.care_words[name][0]
                        for name in ("treatment", "medication", "advice")
                    },
                }
            )
        )
        if is_draft:
            return {}
        record = record.sudo().with_env(self.env)
        home = self._at(number, 9)
        city.move(record, self.users["clinician"], "issue", home)
        notices = {notice.kind: notice for notice in record.notice_ids}
        for part in (patient.case_ids, *notices.values()):
            city.set_back(part, home)
            part.step_ids.date = home
        return notices

    def _at(self, number, hour, days_later=0):
        """An hour of the day on which somebody came home, or of a later one."""
        return self.city.at_daytime(3 * number + 1 - days_later, hour, hour + 0.9)

    def _go_on(self, number, notices):
        """One case is answered by all, one of them late; others are on the way."""
        if not notices:
            return
        if number not in (0, PATIENTS - 2):
            self.city.move(
                notices["family"],
                self.users["clinician"],
                "hand_over",
                self._at(number, 10),
                signer=notices["family"].patient_id.guardian_true,
                proof=self.city.signature(),
            )
        for at, kind in enumerate(("health", "police", "centre", "community")):
            notice = notices[kind]
            if notice.state != "pushed":
                continue
            if number == 4 and kind == "health":
                user, reason = self.users[kind], self.city.care_words["returned"]
                moment = self._at(number, 15)
                self.city.move(notice, user, "send_back", moment, reason=reason)
            elif number == ALL_ANSWERED or (number + at) % 3 == 0:
                self._answer(number, notice)
            elif (number + at) % 3 == 1:
                self.city.move(
                    notice, self._user(kind), "receive", self._at(number, 14)
                )

    def _answer(self, number, notice):
        kind = notice.kind
        user, answer = self._user(kind), self.city.care_words["answers"][kind][0]
        self.city.move(notice, user, "receive", self._at(number, 14))
        late = 17 * (number == ALL_ANSWERED and kind == "police")
        moment = self._at(number, 15, late)
        self.city.move(notice, user, "answer", moment, answer=answer)
        if kind != "centre":
            self.city.move(notice, user, "finish", self._at(number, 16, late))

    def _user(self, kind):
        return self.users["officer" if kind == "centre" else kind]
