"""Some come home these weeks to the town of the logins; all with the real moves."""

from datetime import timedelta

from odoo import fields

PATIENTS = 9


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
        home_on = city.day(3 * number + 1)
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
        if number == PATIENTS - 1:
            # still a draft: somebody is about to be discharged
            return {}
        record.action_issue()
        return {notice.kind: notice.sudo() for notice in record.notice_ids}

    def _go_on(self, number, notices):
        """One case is answered by all, one of them late; others are on the way."""
        if not notices:
            return
        if number < PATIENTS - 3:
            self._move(
                notices["family"],
                "clinician",
                "hand_over",
                signer=notices["family"].patient_id.guardian_true,
                proof=self.city.signature(),
            )
        for at, kind in enumerate(("health", "police", "centre", "community")):
            notice = notices[kind]
            if notice.state != "pushed":
                continue
            if number == 4 and kind == "health":
                reason = self.city.care_words["returned"]
                self._move(notice, "health", "send_back", reason=reason)
            elif number == 1 or (number + at) % 3 == 0:
                self._answer(notice, kind, late=number == 1 and kind == "police")
            elif (number + at) % 3 == 1:
                self._move(notice, self._key(kind), "receive")
            else:
                # nobody has looked for three days
                notice.deadline_start = fields.Datetime.now() - timedelta(days=3)

    def _answer(self, notice, kind, late):
        self._move(notice, self._key(kind), "receive")
        if late:
            notice.deadline_start = fields.Datetime.now() - timedelta(days=20)
        answer = self.city.care_words["answers"][kind][0]
        self._move(notice, self._key(kind), "answer", answer=answer)
        if kind != "centre":
            self._move(notice, self._key(kind), "finish")

    @staticmethod
    def _key(kind):
        return "officer" if kind == "centre" else kind

    def _move(self, notice, key, name, **values):
        self.city.move(notice, self.users[key], name, **values)
