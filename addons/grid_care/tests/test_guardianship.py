from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase
from odoo.tools import mute_logger

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import earned, half_of, quarter_of, quarters_of
from .common import CareCase

DAYS = st.dates(date(2024, 1, 1), date(2027, 12, 31))
SIGNATURE = {"signer": "Guardian Q", "proof": "AAAA"}


class TestEarned(BaseCase):
    @given(DAYS)
    def test_quarters_and_halves(self, day):
        quarter, half = quarter_of(day), half_of(day)
        self.assertTrue(quarter <= day < quarter + relativedelta(months=3))
        self.assertTrue(half <= day < half + relativedelta(months=6))
        self.assertIn(quarter, quarters_of(half))

    @given(DAYS, DAYS, st.none() | DAYS, st.sets(st.sampled_from(range(2))))
    def test_paid_for_quarters_in_force_and_in_order(self, day, begun, ended, kept):
        half = half_of(day)
        quarters = [quarters_of(half)[at] for at in kept]
        found = earned(half, begun, ended, quarters)
        for quarter in quarters_of(half):
            last = quarter + relativedelta(months=3, days=-1)
            in_force = begun <= last and (ended is None or last <= ended)
            self.assertEqual(quarter in found, in_force and quarter in quarters)


class TestGuardianship(CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.case = cls.issued()["police"].case_id
        cls.today = local_today(cls.env)
        cls.env["grid.guardianship.rate"].create(
            {"valid_from": "2026-01-01", "amount": 2400, "basis": "A decision"}
        )
        role = "grid_care.grid_role_care_officer"
        cls.officer_2 = cls.make_user("care_officer_a2", cls.town_a, role)

    def apply(self, user=None, **values):
        agreements = self.env["grid.guardianship"].with_user(user or self.community)
        values = {"case_id": self.case.id, "able": True, **values}
        # one lives at a time: the database looks at each insert
        self.env.flush_all()
        return agreements.create(values).sudo()

    def signed(self, days_ago=0):
        agreement = self.apply()
        for move in ("nominate", "publish"):
            agreement._make_move(move)
        agreement.public_until = self.today - timedelta(days=1)
        agreement._make_move("approve")
        agreement._make_move("sign", SIGNATURE)
        if days_ago:
            begun = self.today - timedelta(days=days_ago)
            agreement.write(
                {
                    "signed_on": begun,
                    "ends_on": begun + relativedelta(years=1, days=-1),
                }
            )
        return agreement

    # -- conditions ----------------------------------------------------------------

    def test_risk_or_incident(self):
        self.case.risk = "2"
        with self.assertRaises(ValidationError):
            self.apply()
        self.env["grid.care.visit"].with_user(self.police).create(
            {"case_id": self.case.id, "danger": "2"}
        )
        self.apply()

    def test_the_guardian_is_that_of_the_patient_and_masked(self):
        agreement = self.apply()
        self.assertEqual(agreement.guardian_true, "Guardian Q")
        self.assertNotEqual(agreement.with_user(self.community).guardian, "Guardian Q")

    def test_one_at_a_time(self):
        self.apply()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self.apply()

    # -- the way -------------------------------------------------------------------

    def test_from_application_to_signature(self):
        agreement = self.apply()
        with self.assertRaises(AccessError):
            self.move(agreement, self.officer, "nominate")
        self.move(agreement, self.community, "nominate")
        with self.assertRaises(AccessError):
            self.move(agreement, self.community, "publish")
        self.move(agreement, self.officer, "publish")
        self.assertEqual(agreement.public_until, self.today + timedelta(days=5))
        with self.assertRaisesRegex(UserError, "public until"):
            self.move(agreement, self.officer, "approve")
        agreement.public_until = self.today - timedelta(days=1)
        self.move(agreement, self.officer, "approve")
        with self.assertRaises(UserError):
            self.move(agreement, self.officer, "sign", signer="Guardian Q")
        self.move(agreement, self.officer, "sign", **SIGNATURE)
        self.assertEqual(agreement.state, "active")
        self.assertEqual(agreement.amount, 2400)
        last = self.today + relativedelta(years=1, days=-1)
        self.assertEqual(agreement.ends_on, last)

    def test_only_who_is_able_is_nominated(self):
        agreement = self.apply(able=False)
        with self.assertRaisesRegex(UserError, "able"):
            self.move(agreement, self.community, "nominate")

    def test_no_reward_is_configured(self):
        self.env["grid.guardianship.rate"].search([]).unlink()
        with self.assertRaisesRegex(UserError, "No reward"):
            self.signed()

    def test_what_was_nominated_is_not_changed(self):
        agreement = self.apply()
        agreement.with_user(self.community).note = "Lives next door"
        self.move(agreement, self.community, "nominate")
        with self.assertRaises(UserError):
            agreement.with_user(self.community).able = False
        for name in ("amount", "signed_on", "state"):
            with self.assertRaises(UserError):
                agreement.with_user(self.officer).write({name: False})

    def test_others_have_no_part_in_it(self):
        agreement = self.apply()
        for user in (self.nurse, self.police, self.doctor, self.worker, self.officer_b):
            with self.assertRaises(AccessError):
                agreement.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                self.apply(user=user)

    def test_ends_with_the_person_and_with_the_year(self):
        agreement = self.signed()
        self.move(self.case, self.officer, "leave", destination="Fuzhou")
        self.assertEqual(agreement.state, "ended")
        self.assertEqual(agreement.ends_on, self.today)
        self.move(self.case, self.officer, "rejoin")
        agreement = self.signed()
        with freeze_time(f"{agreement.ends_on} 04:00:00"):
            agreement._cron_lapse()
            self.assertEqual(agreement.state, "active")
        with freeze_time(f"{agreement.ends_on + timedelta(days=1)} 04:00:00"):
            agreement._cron_lapse()
            self.assertEqual(agreement.state, "ended")

    # -- checks --------------------------------------------------------------------

    def check(self, agreement, user=None, **values):
        checks = self.env["grid.guardianship.check"].with_user(user or self.community)
        return checks.create({"guardianship_id": agreement.id, **values}).sudo()

    def test_a_check_each_quarter(self):
        agreement = self.signed()
        self.assertTrue(agreement.check_due)
        due = [("id", "=", agreement.id), ("check_due", "=", True)]
        self.assertTrue(agreement.search_count(due))
        with self.assertRaises(ValidationError):
            self.check(agreement, kept=False)
        self.check(agreement)
        self.assertFalse(agreement.check_due)
        self.assertFalse(agreement.search_count(due))
        with freeze_time(f"{self.today + relativedelta(months=3)} 04:00:00"):
            agreement.invalidate_recordset()
            self.assertTrue(agreement.search_count(due))

    def test_a_check_is_of_what_is_in_force_and_stays(self):
        with self.assertRaisesRegex(UserError, "in force"):
            self.check(self.apply())
        self.env["grid.guardianship"].search([])._make_move("lapse")
        check = self.check(self.signed())
        with self.assertRaises(AccessError):
            check.with_user(self.community).write({"kept": False})
        with self.assertRaises(AccessError):
            self.check(check.guardianship_id, user=self.police)

    # -- payment -------------------------------------------------------------------

    def run_of(self, day, user=None):
        runs = self.env["grid.guardianship.run"].with_user(user or self.officer)
        run = runs.create({"grid_id": self.town_a.id, "day": day})
        run.action_collect()
        return run.sudo()

    def half_year_ago(self, agreement, *kept):
        """Checks of the two quarters of the half-year before this one."""
        half = half_of(half_of(self.today) - timedelta(days=1))
        for quarter, in_order in zip(quarters_of(half), kept, strict=False):
            day = quarter + timedelta(days=20)
            note = False if in_order else "Left alone for days"
            self.check(agreement, checked_on=day, kept=in_order, note=note)
        return half

    def test_paid_by_quarters_in_order(self):
        for kept, amount in (
            ((True, True), 1200),
            ((True, False), 600),
            ((False, False), 0),
            ((), 0),
        ):
            with self.subTest(kept), self.cr.savepoint() as point:
                agreement = self.signed(days_ago=364)
                half = self.half_year_ago(agreement, *kept)
                run = self.run_of(half)
                self.assertEqual(run.payment_ids.guardianship_id, agreement)
                self.assertEqual(run.total, amount)
                self.assertEqual(bool(run.payment_ids.remark), amount < 1200)
                point.rollback()

    def test_a_reward_that_was_forfeited_is_not_paid(self):
        agreement = self.signed(days_ago=364)
        half = self.half_year_ago(agreement, True, True)
        run = self.run_of(half)
        self.move(run, self.officer_2, "approve")
        reason = {"reason": "Left alone, and somebody was hurt"}
        self.move(agreement, self.officer, "forfeit", **reason)
        with self.assertRaisesRegex(UserError, "forfeited meanwhile"):
            self.move(run, self.officer, "pay")
        self.move(run, self.officer, "cancel", reason="Collect again")
        again = self.run_of(half)
        self.assertEqual(again.total, 0)
        self.assertIn("forfeited", again.payment_ids.remark)

    def test_whoever_collects_does_not_approve(self):
        agreement = self.signed(days_ago=364)
        run = self.run_of(self.half_year_ago(agreement, True, True))
        with self.assertRaises(AccessError):
            self.move(run, self.officer, "approve")
        self.move(run, self.officer_2, "approve")
        with self.assertRaises(UserError):
            run.with_user(self.officer).action_collect()
        with self.assertRaises(UserError):
            run.with_user(self.officer).day = self.today
        self.move(run, self.officer, "pay")
        self.assertEqual(run.paid_on, self.today)

    def test_nobody_is_paid_twice(self):
        agreement = self.signed(days_ago=364)
        half = self.half_year_ago(agreement, True, True)
        self.assertEqual(self.run_of(half).total, 1200)
        self.assertFalse(self.run_of(half).payment_ids)

    def test_payments_are_made_by_the_system(self):
        run = self.run_of(self.today)
        with self.assertRaises(AccessError):
            self.env["grid.guardianship.payment"].with_user(self.officer).create(
                {
                    "run_id": run.id,
                    "guardianship_id": self.signed().id,
                    "half_on": self.today,
                    "amount": 9999,
                }
            )
