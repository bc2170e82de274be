from base64 import b64encode
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.fields import Command

from odoo.addons.grid_base.tests import properties  # noqa: F401

from .intake_common import NOW, IntakeCase
from .test_media import picture


class TestIntake(IntakeCase):
    """Submitted is as if created and reported: every column of every row."""

    def test_plain(self):
        rows = self.assertTaken(self.plain)
        (event,), (task,) = rows["grid.event"], rows["grid.event.task"]
        self.assertEqual(event["state"], "reported")
        self.assertEqual(event["accept_due"], task["deadline"])
        self.assertTrue(event["accept_task_id"])
        self.assertEqual(len(rows["grid.workflow.step"]), 1)

    def test_plain_values(self):
        unit = self.grid_a11
        for values in (
            {"title": "A title"},
            {"grid_id": unit.id},
            {"grid_id": self.grid_b11.id},
            {"house_id": self.house.id},
            {"house_id": self.house.id, "grid_id": self.grid_b11.id},
            {"latitude": 1.5, "longitude": 2.5},
            {"contact_name": "Zhang San", "contact_phone": "13800138000"},
            {"contact_name": "", "contact_phone": False},
            {"informant_name": False, "media_ids": [], "answer_ids": False},
            {"plate": "X1", "solving": True, "spot_result": "Nothing"},
            {"report_key": "k1"},
            {"happened_at": "2026-03-01 00:00:00"},
            {"urgency_id": self.code("urgency", "03")},
            {"people_count": 3, "amount": 1.005, "impact_id": self.code("impact", "1")},
            {"state": "draft", "number": False, "reporter_id": self.worker.id},
            {"supervision_count": 0, "card": False},
            {"category_id": self.category.parent_id.id},
            {"category_id": self.curious.id},
        ):
            with self.subTest(values):
                self.assertTaken({**self.plain, **values})

    def test_address_of_the_house(self):
        values = dict(self.plain, house_id=self.house.id)
        del values["address"]
        rows = self.assertTaken(values)
        self.assertEqual(rows["grid.event"][0]["address"], "No. 8")

    def test_users_and_contexts(self):
        self.grid_a11.name = "Renamed"
        for user in (self.station, self.town, self.city_officer, self.handler):
            with self.subTest(user=user.login):
                self.assertTaken(self.plain, user=user)
        for context in (
            {"lang": "en_US"},
            {"grid_event_phone": True, "grid_event_report": False},
            {"default_people_count": 4, "default_contact_phone": "13800138000"},
            {"default_informant_phone": "13800138000"},
            {"default_media_ids": [self.photograph()]},
            {"default_watcher_ids": [Command.link(self.worker.id)]},
            {"default_state": "archived", "default_reported_at": str(NOW)},
            {"allowed_company_ids": self.env.company.ids},
        ):
            with self.subTest(context):
                self.assertTaken(self.plain, context=context)

    def test_place_between_grids(self):
        """Where the grid is not certain the level above arbitrates."""
        events = self.env.registry["grid.event"]
        place = self.community_a1, False
        with patch.object(events, "_locate", lambda event: place):
            rows = self.assertTaken(dict(self.plain, latitude=1.5))
        self.assertEqual(rows["grid.event.task"][0]["kind"], "arbitrate")

    def test_without_time_limits(self):
        self.env["grid.time.limit"].search([]).active = False
        rows = self.assertTaken(self.plain)
        self.assertFalse(rows["grid.event"][0]["deadline"])

    def test_rule_to_a_station(self):
        self.make_rule(node_id=self.town_a.id, target_kind="node")
        rows = self.assertTaken(self.plain)
        self.assertEqual(rows["grid.event"][0]["holder_id"], self.town_a.id)
        self.assertTrue(rows["grid.event"][0]["route_rule_id"])

    def make_rule(self, **values):
        rule = self.env["grid.routing.rule"].create({"name": "Rule", **values})
        rule.state = "in_force"

    def test_several(self):
        self.assertTaken(self.plain, dict(self.plain, title="Another"))
        media = dict(self.plain, media_ids=[self.photograph()])
        self.assertTaken(self.plain, media, at_once=False)

    def photograph(self):
        return Command.create({"name": "a.png", "file": b64encode(picture())})

    # -- by steps ----------------------------------------------------------------

    def test_begins_as_a_draft(self):
        where = self.asking.question_ids[1]
        lines = [Command.create({"question_id": where.id, "value": "There"})]
        for values in (
            {"answer_ids": lines, "category_id": self.asking.id},
            {"media_ids": [self.photograph()]},
            {"informant_name": "Li Si"},
            {"watcher_ids": [Command.link(self.worker.id)]},
        ):
            with self.subTest(values):
                self.assertTaken({**self.plain, **values}, at_once=False)

    def test_rule_to_a_department(self):
        self.make_rule(target_kind="organization", organization_id=self.police.id)
        rows = self.assertTaken(self.plain, at_once=False)
        self.assertEqual(rows["grid.event"][0]["state"], "dispatched")

    def test_superuser(self):
        vals = dict(self.plain, reporter_id=self.worker.id)
        self.assertTaken(vals, su=True, at_once=False)

    def test_recorded_once(self):
        vals = dict(self.plain, report_key="k1")
        events = self.env["grid.event"].with_user(self.worker)
        draft = events.create(vals)
        self.assertEqual(events.submit([vals]), draft.ids)
        self.assertEqual(draft.state, "reported")
        self.assertEqual(events.submit([vals]), draft.ids)
        self.assertEqual(draft.sudo().step_ids.mapped("move"), ["report"])
        other, again = events.submit([dict(self.plain, report_key="k2"), vals])
        self.assertEqual(again, draft.id)
        self.assertEqual(events.browse(other).state, "reported")
        self.assertEqual(events.submit([dict(vals, report_key="k2")]), [other])

    # -- anything ----------------------------------------------------------------

    @settings(max_examples=40)
    @given(data=st.data())
    def test_any_values(self, data):
        choices = {
            "category_id": [self.category.id, self.asking.id, self.curious.id, False],
            "description": ["Broken", "", False],
            "address": ["There", False],
            "title": ["Title", "", False],
            "grid_id": [self.grid_a11.id, self.grid_b11.id, self.town_a.id, False],
            "house_id": [self.house.id, self.far_house.id, False],
            "latitude": [0, 1.5, 26.5],
            "longitude": [0, 2.5, 117.9],
            "happened_at": ["2026-03-01 00:00:00", "2030-01-01 00:00:00", False],
            "contact_phone": ["13800138000", "x", "", False],
            "informant_name": ["Li Si", False],
            "people_count": [0, 5, -1],
            "report_key": ["k", False],
            "state": ["draft", "reported", False],
            "limit_value": [0, 3],
            "urgency_id": [self.code("urgency", "03"), False],
        }
        names = data.draw(st.sets(st.sampled_from(sorted(choices)), max_size=5))
        vals = dict(self.plain)
        for name in sorted(names):
            vals[name] = data.draw(st.sampled_from(choices[name]))
        user = data.draw(
            st.sampled_from([self.worker, self.worker_b, self.town, self.handler])
        )
        self.assertSame(vals, user=user)
