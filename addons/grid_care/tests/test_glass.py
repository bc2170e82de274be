from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from .common import MEDICATION, NAME, CareCase

WHY = "Found at the bridge, nobody knows whom to call"


class TestGlass(CareCase):
    """Opening a file without a ground: what is refused, what is granted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.case = cls.notices["police"].case_id
        recipient = "grid_care.grid_role_care_recipient"
        cls.police_b = cls.make_user("care_police_b", cls.town_b, recipient)
        cls.station_b = cls.make_organization(
            "police_station", cls.town_b, cls.police_b
        )
        cls.log = cls.env["grid.access.log"]

    def ask(self, user=None, number=None, why=WHY, hours=1):
        glass = self.env["grid.care.glass"].with_user(user or self.police_b)
        number = self.case.number if number is None else number
        return glass.ask(number, why, hours).sudo()

    def may_read(self, user=None):
        self.env.flush_all()
        cases = self.env["grid.care.case"].with_user(user or self.police_b)
        return bool(cases.search_count([("id", "=", self.case.id)]))

    def assertRefused(self, cause, user=None, **values):
        before = self.log.search_count([("kind", "=", "refused")])
        glass = self.ask(user, **values)
        self.assertEqual(glass.state, "refused")
        self.assertEqual(glass.refused_because, cause)
        self.assertFalse(glass.until)
        self.assertFalse(glass.case_id)
        rows = self.log.search([("kind", "=", "refused")])
        self.assertEqual(len(rows), before + 1, "a refused attempt is on record")
        self.assertEqual(rows[0].detail, cause)
        self.assertEqual(rows[0].uid, glass.user_id.id)

    # -- refused -------------------------------------------------------------------

    def test_refused_without_a_care_role(self):
        self.assertRefused("no_role", self.worker)
        self.assertFalse(self.may_read(self.worker))

    def test_refused_without_a_posting(self):
        staff = self.env["grid.staff"].search([("user_id", "=", self.police_b.id)])
        now = fields.Datetime.now()
        staff.posting_ids.date_to = now + timedelta(days=1)
        with freeze_time(now + timedelta(days=3)):
            # the nightly job has not yet taken the group away
            self.assertTrue(self.police_b.has_group("grid_care.group_care_recipient"))
            self.assertRefused("no_post")

    def test_refused_without_a_reason(self):
        for why in (False, "", "urgent", " " * 40):
            self.assertRefused("reason", why=why)

    def test_refused_for_longer_than_three_hours(self):
        for hours in (0, 4, -1, 24, "2", None, 1.5):
            self.assertRefused("hours", hours=hours)

    def test_refused_for_nobody(self):
        for number in ("HZ000000000", "", False, "%", NAME):
            self.assertRefused("unknown", number=number)

    def test_refused_where_there_is_a_ground(self):
        for user in (
            self.police,
            self.nurse,
            self.officer,
            self.community,
            self.doctor,
        ):
            self.assertRefused("ground", user)

    def test_refused_while_it_is_open(self):
        self.ask()
        self.assertRefused("open_now")

    def test_refused_when_too_many_in_a_day(self):
        for _time in range(3):
            glass = self.ask()
            glass._make_move("justify", {"reason": "Was needed"})
            glass.until = fields.Datetime.now() - timedelta(minutes=1)
        self.assertRefused("too_many")

    def test_refused_while_earlier_ones_wait_for_review(self):
        for _time in range(3):
            self.ask().until = fields.Datetime.now() - timedelta(days=2)
        self.assertRefused("unreviewed")
        self.assertFalse(self.may_read())

    def test_refused_where_nobody_could_review(self):
        desks = self.officer | self.officer_b
        desks.write({"active": False})
        self.assertRefused("no_reviewer")

    def test_refused_from_outside(self):
        for user in (self.env.ref("base.public_user"),):
            with self.assertRaises(AccessError):
                self.ask(user)

    # -- granted -------------------------------------------------------------------

    def test_granted_is_told_and_logged(self):
        self.assertFalse(self.may_read())
        glass = self.ask(hours=3)
        self.assertEqual(glass.state, "opened")
        self.assertTrue(self.may_read())
        row = self.log.search([("kind", "=", "glass")], limit=1)
        self.assertEqual((row.uid, row.res_id), (self.police_b.id, self.case.id))
        self.assertEqual(row.reason, WHY)
        told = self.env["mail.message"].search(
            [("model", "=", "grid.care.glass"), ("res_id", "=", glass.id)]
        )
        self.assertEqual(told.notified_partner_ids.user_ids, self.officer)
        self.assertNotIn(NAME, "".join(told.mapped("body")))

    def test_every_care_role_from_elsewhere(self):
        community = self.make_user(
            "care_community_b", self.community_b1, "grid_care.grid_role_care_community"
        )
        for user in (self.police_b, self.officer_b, self.doctor_2, community):
            self.assertEqual(self.ask(user).state, "opened", user.login)
            self.assertTrue(self.may_read(user), user.login)

    def test_what_is_read_is_what_the_role_would_be_told(self):
        self.ask()
        content = self.case.with_user(self.police_b).content
        self.assertIn(NAME, content)
        self.assertNotIn(MEDICATION, content)
        self.ask(self.doctor_2)
        self.assertIn(MEDICATION, self.case.with_user(self.doctor_2).content)
        for model in ("grid.care.notice", "grid.patient", "grid.medical.record"):
            for user in (self.police_b, self.doctor_2):
                found = self.env[model].with_user(user)
                if found.has_access("read"):
                    self.assertFalse(found.search_count([]), model)

    def test_every_look_is_logged(self):
        self.ask()
        before = self.log.search_count([("uid", "=", self.police_b.id)])
        self.case.with_user(self.police_b).read(["number", "content"])
        rows = self.log.search([("uid", "=", self.police_b.id)])
        self.assertEqual(len(rows), before + 1)
        self.assertEqual((rows[0].kind, rows[0].res_id), ("read", self.case.id))

    def test_closed_after_its_hours(self):
        for hours in (1, 2, 3):
            with self.subTest(hours), self.cr.savepoint() as point:
                begun = fields.Datetime.now()
                self.ask(hours=hours)
                with freeze_time(begun + timedelta(hours=hours, seconds=-5)):
                    self.assertTrue(self.may_read())
                with freeze_time(begun + timedelta(hours=hours, seconds=5)):
                    self.env.invalidate_all()
                    self.assertFalse(self.may_read())
                    with self.assertRaises(AccessError):
                        self.case.with_user(self.police_b).read(["number"])
                point.rollback()

    def test_nothing_can_be_changed(self):
        self.ask()
        case = self.case.with_user(self.police_b)
        self.assertEqual(case.allowed_moves, ["read"])
        for move in ("miss", "die", "lose", "set_apart"):
            with self.assertRaises(AccessError):
                case.action_move(move, {"reason": "x"})
        with self.assertRaises(AccessError):
            case.write({"destination": "x"})
        for model, values in (
            ("grid.care.emergency", {"trigger": "self", "description": "x"}),
            ("grid.care.visit", {}),
        ):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.police_b).create(
                    {"case_id": self.case.id, **values}
                )

    def test_only_the_one_file_and_the_one_user(self):
        other = self.issued(patient=self.make_patient())["police"].case_id
        self.ask()
        cases = self.env["grid.care.case"].with_user(self.police_b).search([])
        self.assertEqual(cases, self.case)
        self.assertNotIn(other, cases)
        self.assertFalse(self.may_read(self.officer_b))

    # -- review --------------------------------------------------------------------

    def test_reviewed_by_another_with_words(self):
        glass = self.ask(self.officer_b)
        with self.assertRaises(AccessError):
            self.move(glass, self.officer_b, "justify", reason="I needed it")
        with self.assertRaises(UserError):
            self.move(glass, self.officer, "justify")
        self.move(glass, self.officer, "object", reason="There was no emergency")
        self.assertEqual(glass.state, "unjustified")
        self.assertEqual(glass.reviewer_id, self.officer)
        self.assertTrue(glass.deadline_kept)

    def test_rows_are_made_and_changed_by_the_system_alone(self):
        glass = self.ask()
        rows = self.env["grid.care.glass"]
        for user in (self.police_b, self.officer):
            with self.assertRaises(AccessError):
                rows.with_user(user).create({"why": WHY})
            with self.assertRaises(AccessError):
                glass.with_user(user).write({"until": "2030-01-01"})
            with self.assertRaises(AccessError):
                glass.with_user(user).unlink()

    def test_a_row_changed_in_sql_is_found(self):
        """The chain of the access log tells it."""
        self.ask()
        self.env.flush_all()
        seals = self.env["grid.access.seal"]
        seals._seal()
        self.assertFalse(seals._verify()[0])
        row = self.log.search([("kind", "=", "glass")], limit=1)
        self.cr.execute("ALTER TABLE grid_access_log DISABLE TRIGGER USER")
        self.cr.execute(
            SQL("UPDATE grid_access_log SET reason = 'x' WHERE id = %s", row.id)
        )
        self.env.invalidate_all()
        self.assertIn("altered", " ".join(seals._verify()[0]))
