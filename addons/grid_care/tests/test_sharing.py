from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo.exceptions import AccessError

from odoo.addons.grid_base.tools.clock import local_today

from .common import CareCase


class TestSharing(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.case = cls.notices["police"].case_id
        cls.today = local_today(cls.env)

    def readable(self, user, kind):
        self.env.flush_all()
        notices = self.env["grid.care.notice"].with_user(user)
        return bool(notices.search_count([("id", "=", self.notices[kind].id)]))

    def test_every_notice_has_a_ground_and_an_end(self):
        for kind, months in (("police", 24), ("community", 24), ("health", 36)):
            notice = self.notices[kind]
            self.assertIn("Mental Health Law", notice.basis)
            end = self.today + relativedelta(months=months)
            self.assertEqual(notice.shared_until, end)
        self.assertFalse(self.notices["family"].shared_until)

    def test_sharing_stops_by_itself(self):
        end = self.notices["police"].shared_until
        with freeze_time(f"{end} 04:00:00"):
            self.assertTrue(self.readable(self.police, "police"))
        with freeze_time(f"{end + relativedelta(days=1)} 04:00:00"):
            self.assertFalse(self.readable(self.police, "police"))
            self.assertFalse(self.case.with_user(self.police).content)
            self.assertTrue(self.readable(self.nurse, "health"))
            self.env["grid.care.notice"]._cron_end_sharing()
            notice = self.notices["police"]
            self.assertEqual(notice.state, "ended")
            self.assertFalse(notice.payload)
            self.assertTrue(notice.number and notice.pushed_at, "the tombstone stays")
            self.assertTrue(self.notices["health"].payload)
            self.assertFalse(self.case.police_id)

    def test_a_legal_hold_keeps_what_is_there(self):
        hold = (
            self.env["grid.care.hold"]
            .with_user(self.officer)
            .create({"case_id": self.case.id, "reason": "A suit is pending"})
        )
        end = self.notices["police"].shared_until + relativedelta(days=1)
        with freeze_time(f"{end} 04:00:00"):
            self.env["grid.care.notice"]._cron_end_sharing()
            self.assertTrue(self.notices["police"].payload)
            self.assertFalse(self.readable(self.police, "police"))
            hold.action_end()
            self.env["grid.care.notice"]._cron_end_sharing()
            self.assertFalse(self.notices["police"].payload)

    def test_only_the_desk_holds(self):
        for user in (self.police, self.nurse, self.community, self.officer_b):
            with self.assertRaises(AccessError):
                self.env["grid.care.hold"].with_user(user).create(
                    {"case_id": self.case.id, "reason": "x"}
                )

    def test_the_words_of_an_ended_file_are_erased(self):
        hardship = {
            "case_id": self.case.id,
            "hardship_id": self.code("care_hardship", "1"),
            "description": "No money for the bus",
        }
        helped = self.env["grid.care.help"].with_user(self.community).create(hardship)
        self.env["grid.care.visit"].with_user(self.police).create(
            {"case_id": self.case.id, "note": "Calm, cooks for himself"}
        )
        self.move(self.case, self.officer, "leave", destination="Fuzhou")
        for months, erased in ((59, False), (61, True)):
            day = self.today + relativedelta(months=months)
            with freeze_time(f"{day} 04:00:00"):
                self.env["grid.care.case"]._cron_erase()
            self.assertEqual(bool(self.case.erased_on), erased)
            self.assertEqual(helped.sudo().description == "—", erased)
            self.assertEqual(not self.case.police_visit_ids.note, erased)
        self.assertEqual(self.case.state, "moved")
