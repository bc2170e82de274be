from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .common import EventCase

HERE = {"latitude": 25.43, "longitude": 119.0}
NEAR = {"latitude": 25.4305, "longitude": 119.0}
FAR = {"latitude": 25.44, "longitude": 119.0}


@tagged("post_install", "-at_install")
class TestSimilar(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.category_2 = cls.env["grid.event.category"].search(
            [
                ("parent_id", "=", cls.category.parent_id.id),
                ("id", "!=", cls.category.id),
            ],
            limit=1,
        )
        cls.category_3 = cls.env["grid.event.category"].search(
            [
                ("parent_id", "not in", [False, cls.category.parent_id.id]),
                ("question_ids", "=", False),
                ("parent_id.question_ids", "=", False),
            ],
            limit=1,
        )

    def sent(self, user=None, **values):
        event = self.make_event(user, **values)
        # where it lies does not matter here, but that it was reported
        event.sudo().write(
            {
                "state": "reported",
                "reported_at": fields.Datetime.now(),
                "grid_id": values.get("grid_id", self.grid_a11.id),
            }
        )
        return event.sudo()

    def similar(self, event, user=None):
        event.invalidate_recordset()
        return event.with_user(user or self.worker).similar_ids

    def test_near_in_place_and_alike(self):
        near = self.sent(**NEAR)
        alike = self.sent(category_id=self.category_2.id, **HERE)
        self.sent(**FAR)
        self.sent(category_id=self.category_3.id, **HERE)
        self.make_event(**HERE)  # a draft is nobody's business
        event = self.make_event(**HERE)
        self.assertEqual(self.similar(event), near | alike)
        self.assertEqual(self.similar(event)[0], alike, "the nearest comes first")
        self.assertEqual(event.similar_count, 2)

    def test_near_in_time(self):
        old = self.sent(happened_at=fields.Datetime.now() - timedelta(hours=80), **HERE)
        event = self.make_event(**HERE)
        self.assertFalse(self.similar(event))
        old.happened_at = fields.Datetime.now() - timedelta(hours=70)
        self.assertEqual(self.similar(event), old)

    def test_settings_decide(self):
        near = self.sent(**NEAR)
        event = self.make_event(**HERE)
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("grid_event.similar_metres", "20")
        self.assertFalse(self.similar(event))
        parameters.set_param("grid_event.similar_metres", "1500")
        self.assertEqual(self.similar(event), near)

    def test_without_coordinates_the_grid_counts(self):
        same = self.sent()
        self.sent(grid_id=self.grid_a12.id)
        self.assertEqual(self.similar(self.make_event()), same)

    def test_the_same_house_counts_whatever_the_position(self):
        house = self.env["grid.house"].create(
            {"address": "Test Street 1", "grid_id": self.grid_a11.id}
        )
        there = self.sent(house_id=house.id, **FAR)
        event = self.make_event(house_id=house.id, **HERE)
        self.assertEqual(self.similar(event), there)

    def test_merged_ones_are_left_out(self):
        main = self.sent(**HERE)
        duplicate = self.reported(**{})
        duplicate.sudo().write({"grid_id": self.grid_a11.id, **HERE})
        self.move(duplicate, self.station, "merge", main_event_id=main.id)
        self.assertEqual(self.similar(self.make_event(**HERE)), main)

    def test_who_may_not_read_learns_the_number(self):
        hidden = self.sent(self.worker_b, grid_id=self.grid_b11.id, **HERE)
        event = self.make_event(**HERE)
        self.assertFalse(self.similar(event))
        event = event.with_user(self.worker)
        self.assertEqual(event.similar_count, 1)
        self.assertEqual(event.similar_hidden_count, 1)
        sent = self.sent(**HERE)
        self.assertEqual(self.similar(sent, self.county_officer), hidden)

    def test_merge_from_the_screen(self):
        main, duplicate = self.reported(), self.reported()
        self.assertIn(main, self.similar(duplicate, self.station))
        main.with_user(self.station).with_context(
            duplicate_id=duplicate.id
        ).action_merge_here()
        self.assertEqual(duplicate.state, "void")
        self.assertEqual(duplicate.main_event_id, main)

    def test_shown_while_a_report_is_written(self):
        near = self.sent()
        draft = (
            self.env["grid.event"]
            .with_user(self.worker)
            .new({"category_id": self.category.id, "grid_id": self.grid_a11.id})
        )
        self.assertEqual(draft.similar_ids._origin, near)

    def test_one_query_however_many(self):
        event = self.make_event(**HERE)
        for _number in range(30):
            self.sent(**HERE)
        event._find_similar()
        self.env.flush_all()
        with self.assertQueryCount(1):
            found = event._find_similar()
        self.assertEqual(len(found), 20)
