from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form

from .common import MediationCase


class SessionCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispute = cls.mediating()
        cls.room = cls.env["grid.mediation.room"].create(
            {"name": "Room 1", "grid_id": cls.town_a.id}
        )
        cls.now = fields.Datetime.now()

    @classmethod
    def plan(cls, dispute=None, user=None, hours=-2, **values):
        """A session planned as from the button, with all parties on its list."""
        start = cls.now + timedelta(hours=hours)
        sessions = cls.env["grid.dispute.session"].with_user(user or cls.mediator_user)
        action = (dispute or cls.dispute).with_user(sessions.env.user)
        context = action.action_plan_session()["context"]
        vals = {"start_at": start, "stop_at": start + timedelta(hours=1), **values}
        return sessions.with_context(**context).create(vals).sudo()

    @classmethod
    def hold(cls, session, user=None, **values):
        """Everybody came and the record is written."""
        session.attendance_ids.came = True
        session.write({"minutes": "Both sides were heard.", **values})
        return cls.move(session, user or cls.mediator_user, "hold")


class TestSession(SessionCase):
    def test_all_parties_are_on_the_list(self):
        session = self.plan()
        self.assertEqual(session.attendance_ids.party_id, self.dispute.party_ids)
        self.assertEqual(session.mediator_ids, self.mediator)
        numbers = [session.sequence_number, self.plan().sequence_number]
        self.assertEqual(numbers, [1, 2])

    def test_held_with_its_record(self):
        session = self.plan()
        with self.assertRaisesRegex(UserError, "Write the record"):
            session.with_user(self.mediator_user).action_move("hold")
        session.minutes = "Both sides were heard."
        with self.assertRaisesRegex(UserError, "Say who came"):
            session.with_user(self.mediator_user).action_move("hold")
        session.attendance_ids[0].came = True
        with self.assertRaisesRegex(UserError, "Everybody is invited.*Works B"):
            session.with_user(self.mediator_user).action_move("hold")
        session.with_user(self.mediator_user).action_invite_all()
        self.move(session, self.mediator_user, "hold")
        self.assertEqual(session.state, "held")
        self.assertEqual(self.dispute.session_count, 1)
        self.assertTrue(self.dispute._file_of("07"))

    def test_a_party_that_is_not_on_the_list_was_not_invited(self):
        session = self.plan()
        session.attendance_ids[1].unlink()
        with self.assertRaisesRegex(UserError, "Everybody is invited.*Works B"):
            self.hold(session)
        visit = self.plan(kind="visit")
        visit.attendance_ids[1].unlink()
        self.assertEqual(self.hold(visit).state, "held")

    def test_not_held_before_it_begins(self):
        session = self.plan(hours=2)
        with self.assertRaisesRegex(UserError, "has not begun"):
            self.hold(session)

    def test_a_held_session_is_not_rewritten(self):
        session = self.hold(self.plan())
        for user in (self.mediator_user, self.officer):
            with self.assertRaises(AccessError):
                session.with_user(user).write({"minutes": "Otherwise."})
            with self.assertRaises(AccessError):
                session.attendance_ids.with_user(user).write({"came": False})
            with self.assertRaises(AccessError):
                session.with_user(user).unlink()

    def test_conflicts_are_shown(self):
        self.plan(hours=5, room_id=self.room.id)
        other = self.mediating()
        session = self.plan(dispute=other, hours=5, room_id=self.room.id)
        self.assertIn("mediates elsewhere", session.conflicts)
        self.assertIn("Room 1 is taken", session.conflicts)
        session.write(
            {
                "start_at": session.stop_at,
                "stop_at": session.stop_at + timedelta(hours=1),
            }
        )
        self.assertFalse(session.conflicts)

    def test_conflicts_are_shown_before_saving(self):
        self.plan(hours=5)
        other = self.mediating().with_user(self.mediator_user)
        context = other.action_plan_session()["context"]
        sessions = self.env["grid.dispute.session"].with_user(self.mediator_user)
        with Form(sessions.with_context(**context)) as form:
            form.start_at = self.now + timedelta(hours=5, minutes=30)
            self.assertIn("mediates elsewhere", form.conflicts)

    def test_only_who_handles_the_dispute(self):
        session = self.plan()
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError):
                session.with_user(user).read(["minutes"])
            with self.assertRaises(AccessError):
                self.plan(user=user)
        self.assertTrue(session.with_user(self.officer).read(["minutes"]))
        with self.assertRaisesRegex(UserError, "Only mediators of this dispute"):
            self.plan(mediator_ids=[(6, 0, self.mediator_2.ids)])

    def test_not_of_a_dispute_that_is_not_mediated(self):
        waiting = self.registered()
        with self.assertRaisesRegex(UserError, "while a dispute is mediated"):
            self.plan(dispute=waiting, user=self.officer)

    def test_the_calendar_tells_no_names(self):
        session = self.plan(hours=30, room_id=self.room.id)
        event = session.calendar_event_id
        self.assertIn(self.dispute.number, event.name)
        self.assertEqual(event.privacy, "private")
        self.assertEqual(event.partner_ids, self.mediator_user.partner_id)
        text = str(event.read())
        for secret in ("Applicant A", "Works B", self.dispute.title):
            self.assertNotIn(secret, text)
        session.start_at += timedelta(minutes=10)
        self.assertEqual(event.start, session.start_at)
        self.move(session, self.mediator_user, "cancel", reason="A party is ill.")
        self.assertFalse(event.exists())

    def test_reminded_once_the_day_before(self):
        near, far = self.plan(hours=23), self.plan(hours=25)
        self.run_cron("ir_cron_session_remind")
        self.assertTrue(near.reminded)
        self.assertFalse(far.reminded)
        told = [("model", "=", near._name), ("res_id", "=", near.id)]
        self.run_cron("ir_cron_session_remind")
        self.assertEqual(self.env["mail.message"].search_count(told), 1)

    def test_the_next_one_at_the_agreed_time(self):
        session = self.plan()
        session.next_at = self.now + timedelta(days=3)
        self.hold(session)
        context = session.with_user(self.mediator_user).action_plan_next()["context"]
        sessions = self.env["grid.dispute.session"].with_user(self.mediator_user)
        following = sessions.with_context(**context).create({})
        self.assertEqual(following.start_at, session.next_at)
        self.assertEqual(following.attendance_ids.party_id, self.dispute.party_ids)

    def test_measured_times_are_not_entered(self):
        line = self.plan().attendance_ids[0].with_user(self.mediator_user)
        line.write({"joined_at": self.now, "came": True})
        self.assertTrue(line.came)
        self.assertFalse(line.joined_at)
