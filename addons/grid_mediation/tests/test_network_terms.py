from contextlib import contextmanager
from datetime import time

from psycopg2 import IntegrityError

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .network_common import NetworkCase

FIRST, LAST = "2026-03-01", "2029-02-28"


@tagged("post_install", "-at_install")
class TestTerms(NetworkCase):
    """Art. 9: three years. In office on the last day, not on the day after."""

    def state(self, seat):
        self.env.invalidate_all()
        found = seat.search([("id", "=", seat.id), ("state", "=", seat.state)])
        self.assertEqual(found, seat, "the search disagrees")
        return seat.state

    def test_three_years(self):
        seat = self.seat(date_from=FIRST)
        self.assertEqual(str(seat.date_to), LAST)
        self.assertFalse(self.seat(1, "retained", date_from=FIRST).date_to)
        leap = self.seat(2, date_from="2028-02-29")
        self.assertEqual(str(leap.date_to), "2031-02-27")

    def test_a_seat_begins_by_the_clock_of_the_city(self):
        with self.on("2026-03-01", time(0, 30)):
            # it is still February in Greenwich
            self.assertEqual(str(self.seat().date_from), FIRST)

    def test_last_day_and_day_after(self):
        seats = self.fill(3, date_from=FIRST)
        self.people[:2].full_time = True
        with self.on("2026-02-28", time(23, 59)):
            self.assertEqual(self.state(seats[0]), "planned")
            self.assertFalse(self.body.chair_id)
        with self.on(FIRST, time(0, 1)):
            self.assertEqual(self.state(seats[0]), "current")
            self.assertEqual(self.body.chair_id, self.people[0])
            self.assertFalse(self.body.has_warnings)
        with self.on(LAST, time(23, 59)):
            self.assertEqual(self.state(seats[0]), "ending")
            self.assertEqual(self.body.chair_id, self.people[0])
            self.assertEqual(self.body.warnings, "terms end soon")
            self.assertFalse(self.body.lacks_members)
        with self.on("2029-03-01", time(0, 1)):
            self.assertEqual(self.state(seats[0]), "over")
            self.assertFalse(self.body.chair_id)
            self.assertTrue(self.body.terms_over)
            self.assertFalse(self.body.terms_ending)
            self.assertTrue(self.body.lacks_members)
            self.assertIn(self.body, self.body.search([("terms_over", "=", True)]))

    def test_soon_is_a_setting(self):
        seat = self.seat(date_from=FIRST)
        with self.on("2029-01-29"):
            # 30 days are not over on the 28th of February
            self.assertEqual(self.state(seat), "ending")
        with self.on("2029-01-28"):
            self.assertEqual(self.state(seat), "current")
            self.assertFalse(self.body.terms_ending)
            self.env["ir.config_parameter"].set_param(
                "grid_mediation.term_notice_days", "31"
            )
            self.assertEqual(self.state(seat), "ending")
            self.assertTrue(self.body.terms_ending)

    def test_reelection_is_a_new_term(self):
        seat = self.seat(0, "chair", date_from=FIRST)
        with self.on("2029-02-10"):
            seat.with_user(self.officer).action_reelect()
            second = self.body.member_ids - seat
            self.assertEqual(
                (second.position, str(second.date_from), str(second.date_to)),
                ("chair", "2029-03-01", "2032-02-29"),
            )
            self.assertFalse(self.body.terms_ending, "elected already")
        with self.on("2029-03-01"):
            self.assertEqual(self.state(seat), "over")
            self.assertEqual(self.state(second), "current")
            self.assertFalse(self.body.terms_over)
            self.assertEqual(self.body.chair_id, self.people[0])
        self.assertEqual(str(seat.date_to), LAST, "who sat when stays known")

    def test_late_reelection_leaves_the_gap(self):
        seat = self.seat(date_from=FIRST)
        with self.on("2029-05-01"):
            seat.action_reelect()
            second = self.body.member_ids - seat
            self.assertEqual(str(second.date_from), "2029-05-01")

    def test_leaving(self):
        seat = self.seat(date_from=FIRST)
        with self.on("2027-06-30"):
            seat.with_user(self.officer).action_leave()
            self.assertEqual(self.state(seat), "current", "until the day is over")
        with self.on("2027-07-01"):
            self.assertEqual(self.state(seat), "left")
            self.assertFalse(self.body.terms_over)
            with self.assertRaises(UserError):
                seat.action_reelect()
        other = self.seat(1, date_from=FIRST)
        with self.on("2030-01-01"):
            self.assertTrue(self.body.terms_over)
            other.action_leave()
            self.assertEqual(str(other.date_to), LAST)
            self.assertFalse(self.body.terms_over)

    @contextmanager
    def refused(self, text):
        """By the database, with a text for people."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
            self.env.cr.savepoint(),
        ):
            yield
        seats = self.env["grid.mediation.member"]
        self.assertIn(text, seats._sql_error_to_message(caught.exception))

    def test_one_chair_at_a_time(self):
        self.seat(0, "chair", date_from=FIRST)
        self.seat(1, "chair", date_from="2029-03-01")
        for values in (
            {"date_from": LAST},
            {"date_from": "2026-01-01"},
            {"date_from": "2020-01-01", "date_to": "2026-03-01"},
        ):
            with self.subTest(values), self.refused("one chair"):
                self.seat(2, "chair", **values)
        other = self.make_body(self.town_b, "Other", "01")
        self.seat(0, "chair", body_id=other.id, date_from=FIRST)
        self.seat(3, "deputy", date_from=FIRST)

    def test_one_seat_for_each(self):
        self.seat(date_from=FIRST)
        with self.refused("has a seat"):
            self.seat(0, "retained", date_from=LAST)

    def notices(self):
        return self.env["mail.message"].search(
            [("model", "=", "grid.mediation.body"), ("res_id", "=", self.body.id)]
        )

    def test_told_once_in_time(self):
        seats = self.fill(2, date_from=FIRST)
        mine = self.seat(date_from=FIRST, mediator_id=self.mediator.id)
        with self.on("2029-01-28"):
            self.run_cron("ir_cron_mediation_terms")
            self.assertFalse(self.notices())
        with self.on("2029-01-29"):
            self.run_cron("ir_cron_mediation_terms")
            notice = self.notices()
            self.assertEqual(len(notice), 1)
            self.assertIn(self.people[0].name, notice.body)
            self.assertIn(LAST, notice.body)
            told = self.officer.partner_id + self.mediator_user.partner_id
            self.assertEqual(notice.notified_partner_ids, told)
            self.run_cron("ir_cron_mediation_terms")
            self.assertEqual(self.notices(), notice)
        self.assertTrue(all((seats + mine).mapped("told_on")))

    def test_who_is_elected_already_needs_no_notice(self):
        seat = self.seat(date_from=FIRST)
        with self.on("2028-12-01"):
            seat.action_reelect()
        with self.on(LAST):
            self.run_cron("ir_cron_mediation_terms")
            self.assertFalse(self.notices())
            seat.date_to = "2029-02-20"
            self.assertFalse(seat.told_on, "another end, another notice")
