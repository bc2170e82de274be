from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from .common import EventCase


class SupervisionCase(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.leader = cls.make_user(
            "event_leader", cls.county, "leader", category="official"
        )

    def supervise(self, user, records, kind="supervise", card=None, remark="Hurry up."):
        """What the wizard does for a user, from an event or some tasks."""
        records.invalidate_recordset()
        wizard = (
            self.env["grid.event.supervise"]
            .with_user(user)
            .with_context(active_model=records._name, active_ids=records.ids)
            .create({"kind": kind, "remark": remark})
        )
        if card:
            wizard.card = card
        before = self.env["grid.event.supervision"].search([])
        wizard.action_confirm()
        self.env.flush_all()
        return self.env["grid.event.supervision"].search([]) - before

    def notices(self, user, event):
        return (
            self.env["mail.message"]
            .sudo()
            .search(
                [
                    ("model", "=", "grid.event"),
                    ("res_id", "=", event.id),
                    ("partner_ids", "in", user.partner_id.id),
                ]
            )
        )


class TestSupervision(SupervisionCase):
    def test_red_card_by_default(self):
        event = self.dispatched()
        record = self.supervise(self.town_head, event)
        self.assertEqual((record.kind, record.card), ("supervise", "red"))
        self.assertEqual(record.task_id, event.order_ids)
        self.assertEqual(record.organization_id, self.police)
        self.assertEqual(record.issuer_id, self.town_head)
        self.assertEqual(record.issuer_node_id, self.town_a)
        self.assertEqual(record.grid_id, event.grid_id)
        self.assertEqual((event.card, event.supervision_count), ("red", 1))
        self.assertTrue(event.supervised)
        self.assertIn("Hurry up.", self.notices(self.handler, event)[:1].body)

    def test_reminder_has_no_card_and_ends_with_the_task(self):
        event = self.dispatched()
        record = self.supervise(self.station, event, "remind")
        self.assertEqual(record.card, "none")
        self.assertEqual((event.remind_count, event.supervision_count), (1, 0))
        self.assertFalse(event.card)
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.assertEqual(record.state, "closed")
        self.assertFalse(event.supervised)

    def test_answered_and_closed(self):
        event = self.dispatched()
        record = self.supervise(self.town_head, event)
        waiting = [("waits_for_me", "=", True)]
        records = self.env["grid.event.supervision"]
        self.assertEqual(records.with_user(self.handler).search(waiting), record)
        self.assertFalse(records.with_user(self.handler_2).search(waiting))
        with self.assertRaises(UserError):
            self.move(record, self.town_head, "close")
        with self.assertRaises(AccessError):
            self.move(record, self.handler_2, "answer", answer="Not mine.")
        with self.assertRaises(AccessError):
            self.move(record, self.town_head, "answer", answer="My own.")
        with self.assertRaises(UserError):
            self.move(record, self.handler, "answer", answer=" ")
        self.move(record, self.handler, "answer", answer="Tomorrow.")
        self.assertEqual(
            (record.state, record.answered_by_id), ("answered", self.handler)
        )
        self.assertIn("Tomorrow.", self.notices(self.town_head, event)[:1].body)
        with self.assertRaises(AccessError):
            self.move(record, self.station, "close")
        self.move(record, self.town_head, "ask_again", reason="When exactly?")
        self.assertEqual(record.state, "open")
        self.move(record, self.handler, "answer", answer="At noon.")
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        self.assertEqual(
            record.state, "answered", "it was by hand: who issued it closes it"
        )
        self.move(record, self.town_head, "close")
        self.assertEqual(record.state, "closed")
        self.assertFalse(event.card)
        self.assertEqual(event.supervision_count, 1)

    def test_the_issuer_changes_the_card(self):
        event = self.dispatched()
        record = self.supervise(self.town_head, event, card="yellow")
        self.assertEqual(event.card, "yellow")
        with self.assertRaises(AccessError):
            self.move(record, self.handler, "change_card", card="none")
        with self.assertRaises(AccessError):
            record.with_user(self.town_head).card = "none"
        self.move(record, self.town_head, "change_card", card="black")
        self.assertEqual((record.card, event.card), ("black", "black"))
        self.assertEqual(record.step_ids.move, "change_card")

    def test_worst_card_of_several_desks(self):
        event = self.dispatched(
            self.order(self.police), self.order(self.works, kind="assist")
        )
        first, second = event.order_ids.sorted("id")
        self.supervise(self.town_head, first, card="red")
        mild = self.supervise(self.town_head, second, card="yellow")
        self.assertEqual(event.card, "red")
        self.assertEqual(event.supervision_count, 2)
        self.assertEqual(mild.organization_id, self.works)

    def test_instruction_is_a_leaders(self):
        event = self.dispatched()
        for user, kind in (
            (self.town_head, "instruction"),
            (self.leader, "supervise"),
            (self.leader, "remind"),
        ):
            with self.assertRaises(AccessError):
                self.supervise(user, event, kind)
        kinds = self.env["grid.event.supervise"]
        offered = dict(kinds.with_user(self.leader)._selection_kind())
        self.assertEqual(list(offered), ["instruction"])
        offered = dict(kinds.with_user(self.town_head)._selection_kind())
        self.assertEqual(list(offered), ["remind", "supervise"])
        record = self.supervise(self.leader, event, "instruction")
        self.assertEqual((record.card, record.issuer_node_id), ("none", self.county))

    def test_who_may_not(self):
        event = self.dispatched()
        for user in (self.town, self.worker, self.handler):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.supervise(user, event)
        other = self.make_user("event_town_b", self.town_b, "town_head")
        with self.assertRaises(AccessError):
            self.supervise(other, event)
        with self.assertRaises(AccessError):
            self.env["grid.event.supervision"].with_user(self.town_head).create(
                {"event_id": event.id, "task_id": event.order_ids.id, "remark": "x"}
            )

    def test_nobody_supervises_upwards(self):
        event = self.reported()
        self.move(event, self.station, "report_up")
        with self.assertRaises(AccessError):
            self.supervise(self.station, event)
        self.assertTrue(self.supervise(self.station, event, "remind"))

    def test_highest_office_counts(self):
        event = self.dispatched()
        self.make_posting(
            self.station.sudo().grid_staff_ids, self.county, "county_head"
        )
        record = self.supervise(self.station, event)
        self.assertEqual(record.issuer_node_id, self.county)
        self.assertEqual(record.level, 1, "the department sits in the town")

    def test_not_twice_the_same_nor_when_done(self):
        event = self.dispatched()
        self.supervise(self.town_head, event)
        with self.assertRaises(UserError):
            self.supervise(self.town_head, event)
        self.assertTrue(self.supervise(self.county_officer, event))
        self.move(event.order_ids, self.handler, "answer", result="Done.")
        with self.assertRaises(UserError):
            self.supervise(self.town_head, event.order_ids)

    def test_one_card_of_two_at_the_same_instant(self):
        event = self.dispatched()
        record = self.supervise(self.town_head, event)
        # what the other one has checked before the first was saved
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            record.copy({"remark": "Me too."})

    def test_batch(self):
        events = self.dispatched() | self.reported()
        records = self.supervise(self.town_head, events, card="yellow")
        self.assertEqual(records.event_id, events)
        self.assertEqual(set(records.mapped("task_id.kind")), {"accept", "main"})

    def test_who_reads_it(self):
        event = self.dispatched()
        record = self.supervise(self.town_head, event)
        for user in (self.worker, self.station, self.town, self.handler, self.leader):
            self.assertEqual(record.with_user(user).remark, "Hurry up.", user.login)
        for user in (self.worker_b, self.handler_2):
            found = record.with_user(user).search([("id", "=", record.id)])
            self.assertFalse(found, user.login)

    def test_counters_are_searched(self):
        event = self.dispatched()
        self.supervise(self.town_head, event)
        events = self.env["grid.event"].with_user(self.town_head)
        domain = [("id", "=", event.id)]
        self.assertTrue(events.search([*domain, ("card", "=", "red")]))
        self.assertTrue(events.search([*domain, ("supervised", "=", True)]))

    def test_counters_are_not_written(self):
        event = self.reported()
        for vals in ({"card": "red"}, {"supervision_count": 9}, {"supervised": True}):
            with self.assertRaises(AccessError):
                event.with_user(self.station).write(vals)
            with self.assertRaises(AccessError):
                self.make_event(**vals)
        trick = self.env["grid.event"].with_context(default_card="red")
        fresh = trick.with_user(self.worker).create({"description": "x"})
        self.assertFalse(fresh.card)
