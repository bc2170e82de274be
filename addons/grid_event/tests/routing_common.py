from types import SimpleNamespace

from odoo.tests import new_test_user

from odoo.addons.grid_base.tests.common import GridCase, as_after_a_commit
from odoo.addons.grid_base.tools import shared_cache


class RoutingCase(GridCase):
    """A territory with dispatchers in community A1, town A and the city.

    Nobody in the county, in town B and in communities A2 and B1.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.station_user = cls.make_user("station", cls.community_a1, "station_officer")
        cls.town_user = cls.make_user("town", cls.town_a, "town_officer")
        cls.city_user = cls.make_user("city", cls.city, "city_officer")
        cls.rules = cls.env["grid.routing.rule"]
        # rules that a city has in force would take the events of these tests
        cls.rules.search([]).active = False
        categories = cls.env["grid.event.category"]
        cls.big = categories.create({"name": "Big", "code": "T1"})
        cls.small = categories.create(
            {"name": "Small", "code": "T1A", "parent_id": cls.big.id}
        )
        cls.other = categories.create({"name": "Other", "code": "T2"})
        kinds = cls.env["grid.organization.kind"]
        cls.kind = kinds.create({"name": "Fire Brigade", "code": "T-fire"})
        cls.chief = new_test_user(cls.env, "chief", "base.group_user")

    @classmethod
    def make_organization(cls, name, grid, users=None, **values):
        return cls.env["grid.organization"].create(
            {
                "name": name,
                "kind_id": cls.kind.id,
                "grid_id": grid.id,
                "user_ids": users and users.ids,
                **values,
            }
        )

    @classmethod
    def make_rule(cls, target, in_force=True, **values):
        """A rule in force that sends to a level's code, grid, organization or kind."""
        if isinstance(target, str):
            target = cls.env.ref(f"grid_base.grid_level_{target}")
        kind, field = {
            "grid.level": ("level", "level_id"),
            "grid.grid": ("node", "node_id"),
            "grid.organization": ("organization", "organization_id"),
            "grid.organization.kind": ("organization_kind", "organization_kind_id"),
        }[target._name]
        values.setdefault("name", f"To {target.display_name}")
        rule = cls.rules.create({"target_kind": kind, field: target.id, **values})
        if in_force:
            rule.state = "in_force"
        return rule

    def event(self, grid=None, category=None, at="2026-03-04 02:00:00", **values):
        """What the rules ask of an event; reported on a Wednesday at ten."""
        codes = self.env["grid.code"]
        reported = self.rules._fields["tried_at"].to_datetime(at) if at else False
        return SimpleNamespace(
            grid_id=self.grid_a11 if grid is None else grid,
            category_id=category or self.small,
            urgency_id=values.get("urgency", codes),
            channel_id=values.get("channel", codes),
            reported_at=reported,
        )

    def route(self, *args, **values):
        return self.rules._route(self.event(*args, **values))

    def assertGoes(self, route, node, organization=None, rule=None):
        expected = (
            node,
            organization or self.env["grid.organization"],
            rule or self.rules.browse(),
        )
        self.assertEqual(route, expected)

    def warm(self):
        """As another transaction finds it after the commit: nothing of its own."""
        as_after_a_commit(self.env)
        self.addCleanup(self.env.registry.clear_cache, shared_cache.CACHE)
