from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import EventCase


@tagged("post_install", "-at_install")
class TestScreens(EventCase):
    """Which buttons whom: the moves a screen offers are those the table allows."""

    def moves(self, record, user):
        record.invalidate_recordset()
        return set(record.with_user(user).allowed_moves) - {"read"}

    def test_moves_of_each_role(self):
        event = self.make_event()
        self.assertEqual(self.moves(event, self.worker), {"report", "solve", "discard"})
        self.move(event, self.worker, "report")
        self.assertEqual(self.moves(event, self.worker), {"withdraw"})
        self.assertEqual(
            self.moves(event, self.station),
            {"accept", "reject", "report_up", "hand_down", "invalidate", "merge"},
        )
        # a centre above may step in, but does not see it on its list
        self.assertIn("accept", self.moves(event, self.town))
        self.move(event, self.station, "accept")
        self.assertIn("dispatch", self.moves(event, self.station))
        self.assertFalse(self.moves(event, self.worker))

    def test_a_move_offered_is_a_move_allowed(self):
        event = self.dispatched(self.order(self.police))
        order = event.order_ids
        for record in (event, order):
            for user in (self.worker, self.station, self.town, self.handler):
                record.invalidate_recordset()
                mine = record.with_user(user)
                for name in self.moves(record, user):
                    self.assertEqual(mine._may_move(name), mine)
        mine = {"take", "answer", "return"}
        self.assertLessEqual(mine, self.moves(order, self.handler))
        self.assertIn("recall", self.moves(order, self.station))
        self.assertFalse(mine & self.moves(order, self.station))

    def test_what_would_be_refused_has_no_button(self):
        event = self.dispatched(
            self.order(self.police), self.order(self.works, kind="assist")
        )
        self.assertIn("take_back", self.moves(event, self.station))
        order = event.order_ids.filtered(lambda o: o.organization_id == self.police)
        self.move(order, self.handler, "take")
        self.assertNotIn("take_back", self.moves(event, self.station))
        done = self.move(self.make_event(), self.worker, "solve", result="Done.")
        self.assertIn("reopen", self.moves(done, self.worker))
        done.sudo().archived_at = "2020-01-01 00:00:00"
        self.assertNotIn("reopen", self.moves(done, self.worker))

    def test_who_edits(self):
        event = self.make_event()
        self.assertTrue(event.with_user(self.worker).can_edit)
        self.assertTrue(event.with_user(self.worker).can_name_informant)
        self.move(event, self.worker, "report")
        self.assertFalse(event.with_user(self.worker).can_edit)
        self.assertTrue(event.with_user(self.station).can_edit)
        self.assertFalse(event.with_user(self.station).can_name_informant)
        self.move(event, self.station, "accept")
        self.assertFalse(event.with_user(self.station).can_edit)

    def test_my_order(self):
        event = self.dispatched(self.order(self.police))
        mine = event.with_user(self.handler)
        self.assertEqual(mine.my_order_id, event.order_ids)
        self.assertIn("take", mine.my_order_moves)
        self.assertFalse(event.with_user(self.station).my_order_id)
        mine.action_order_step("take")
        self.assertEqual(event.order_ids.state, "accepted")

    def test_work_list_buttons(self):
        event = self.reported()
        task = event._desk().with_user(self.station)
        self.assertIn("accept", task.desk_moves)
        self.assertFalse(task.can_dispatch)
        self.assertEqual(event._desk().with_user(self.worker).desk_moves, ["read"])
        task.action_desk_step("accept")
        self.assertEqual(event.state, "accepted")
        task = event._desk().with_user(self.station)
        self.assertTrue(task.can_dispatch)
        action = task.action_dispatch()
        self.assertEqual(action["res_model"], "grid.event.dispatch")
        self.assertEqual(action["context"]["default_move"], "dispatch")

    def test_questions_come_with_the_category(self):
        category = self.env["grid.event.category"].create(
            {
                "name": "Floods",
                "code": "XF",
                "question_ids": [
                    (0, 0, {"name": "How deep?", "kind": "number", "required": True})
                ],
            }
        )
        event = self.make_event(category_id=category.id)
        self.assertEqual(event.answer_ids.question_id, category.question_ids)
        event.with_user(self.worker).category_id = self.category
        self.assertFalse(event.answer_ids)
        event.with_user(self.worker).category_id = category
        event.answer_ids.value = "2"
        event.with_user(self.worker).category_id = self.category
        # what somebody wrote is not thrown away
        self.assertEqual(event.answer_ids.value, "2")

    def test_informant_opens_for_those_who_may_know(self):
        event = self.make_event(informant_name="Lin Yu")
        knowing = self.make_user("event_knowing", self.community_a1, "station_head")
        self.env.ref("grid_base.grid_role_station_head").group_ids += self.env.ref(
            "grid_event.group_event_informant"
        )
        self.move(event, self.worker, "report")
        action = event.with_user(knowing).action_open_informant()
        informant = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(informant.event_id, event)
        self.assertNotIn("Lin Yu", informant.with_user(knowing).name)
        with self.assertRaises(AccessError):
            event.with_user(self.worker).action_open_informant()
        other = self.reported()
        with self.assertRaisesRegex(UserError, "No informant"):
            other.with_user(knowing).action_open_informant()
