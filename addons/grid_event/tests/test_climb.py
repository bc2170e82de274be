from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import TransactionCase, new_test_user
from odoo.tools import SQL

from odoo.addons.grid_base.tests import properties  # noqa: F401
from odoo.addons.grid_base.tests.common import GridCase

from ..tools.climb import climb, path

DISPATCHER = "grid_event.group_event_dispatcher"
SUPERIORS = st.dictionaries(st.integers(1, 12), st.integers(0, 12))


class TestClimb(TransactionCase):
    """The pure climb: whatever the superiors are, it ends and repeats nobody."""

    @given(SUPERIORS, st.integers(1, 12))
    def test_path_ends_and_repeats_nobody(self, superiors, start):
        way = path(start, superiors.get)
        self.assertEqual(way[0], start)
        self.assertEqual(len(way), len(set(way)))
        for below, above in zip(way, way[1:], strict=False):
            self.assertEqual(superiors[below], above)
        # it ends at the top or where a circle closes, never before
        after = superiors.get(way[-1])
        self.assertTrue(not after or after in way)

    @given(SUPERIORS, st.integers(1, 12), st.sets(st.integers(1, 12)))
    def test_climb_keeps_who_accepts_in_order(self, superiors, start, able):
        found = climb(start, superiors.get, able.__contains__)
        self.assertNotIn(start, found)
        above = path(start, superiors.get)[1:]
        self.assertEqual(found, [node for node in above if node in able])

    @given(st.lists(st.booleans(), min_size=1, max_size=12))
    def test_first_able_is_found_past_any_hole(self, able):
        superiors = {number: number + 1 for number in range(1, len(able) + 1)}
        found = climb(1, superiors.get, lambda node: able[node - 2])
        first = next((n + 2 for n, is_able in enumerate(able) if is_able), None)
        self.assertEqual(found[0] if found else None, first)

    def test_nobody_and_himself(self):
        self.assertEqual(path(None, {}.get), [])
        self.assertEqual(climb(1, {1: 1}.get, bool), [])


class TestSuperior(GridCase):
    """The next grid or organization where somebody else can act."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town_user = cls.make_user("town", cls.town_a, "town_officer")
        cls.city_user = cls.make_user("city", cls.city, "city_officer")

    def circle(self, table, *records):
        """Make a real circle of superiors, as only SQL can."""
        records[0].flush_model()
        for below, above in zip(records, records[1:] + records[:1], strict=True):
            self.env.execute_query(
                SQL(
                    "UPDATE %s SET parent_id = %s WHERE id = %s RETURNING id",
                    SQL.identifier(table),
                    above.id,
                    below.id,
                )
            )
        records[0].invalidate_model()
        self.env["grid.grid"]._event_territory_changed()

    def test_staffed(self):
        grids = self.community_a1 | self.town_a | self.city
        self.assertEqual(grids._event_staffed(DISPATCHER), self.town_a | self.city)
        self.assertEqual(
            grids._event_users(DISPATCHER), self.town_user | self.city_user
        )
        self.assertEqual(self.town_a._event_users(DISPATCHER), self.town_user)
        self.assertFalse(self.community_a1._event_users(DISPATCHER))

    def test_staffed_takes_one_query_for_any_number(self):
        grids = self.env["grid.grid"].search([("id", "child_of", self.city.id)])
        grids._event_staffed(DISPATCHER)
        for some in (grids[:1], grids):
            with self.assertQueryCount(1):
                some._event_staffed(DISPATCHER)

    def test_a_worker_does_not_staff_the_desk(self):
        self.make_user("worker", self.grid_a11, "grid_worker")
        self.assertFalse(self.grid_a11._event_staffed(DISPATCHER))
        self.assertTrue(self.grid_a11._event_staffed("grid_base.group_grid_worker"))

    def test_staffed_goes_by_posting_staff_and_login(self):
        staff = self.town_user.grid_staff_ids
        posting = staff.posting_ids
        yesterday = self.today - timedelta(days=1)
        tomorrow = self.today + timedelta(days=1)
        for record, values in (
            (posting, {"date_from": yesterday, "date_to": yesterday}),
            (posting, {"date_from": tomorrow}),
            (staff, {"active": False}),
            (self.town_user, {"active": False}),
            (staff, {"user_id": False}),
        ):
            with self.subTest(values), self.env.cr.savepoint() as savepoint:
                record.write(values)
                self.assertFalse(self.town_a._event_staffed(DISPATCHER))
                savepoint.rollback()
            self.assertTrue(self.town_a._event_staffed(DISPATCHER))

    def test_climbs_past_the_unstaffed(self):
        superior = self.grid_a11._event_superior(DISPATCHER)
        self.assertEqual(superior, self.town_a)
        # nobody in the county
        self.assertEqual(superior._event_superior(DISPATCHER), self.city)

    def test_climb_begins_with_the_grid_itself(self):
        for grid, found in (
            (self.grid_a11, self.town_a),
            (self.town_a, self.town_a),
            (self.county, self.city),
            (self.grid_b11, self.city),
        ):
            self.assertEqual(grid._event_climb(DISPATCHER), found)
        nowhere = self.env["grid.grid"]._event_climb(DISPATCHER)
        self.assertFalse(nowhere.parent_id)
        self.assertTrue(nowhere)

    def test_himself_is_climbed_past(self):
        superior = self.grid_a11._event_superior(DISPATCHER, self.town_user)
        self.assertEqual(superior, self.city)
        self.make_user("second", self.town_a, "town_officer")
        superior = self.grid_a11._event_superior(DISPATCHER, self.town_user)
        self.assertEqual(superior, self.town_a)

    def test_archived_grid_is_climbed_past(self):
        self.env.execute_query(
            SQL(
                "UPDATE grid_grid SET active = FALSE WHERE id = %s RETURNING id",
                self.town_a.id,
            )
        )
        self.env["grid.grid"]._event_territory_changed()
        self.assertEqual(self.grid_a11._event_superior(DISPATCHER), self.city)

    def test_ends_at_the_city_even_if_nobody_is_there(self):
        everybody = self.town_user | self.city_user
        for grid in self.grid_a11, self.town_a, self.city:
            self.assertEqual(grid._event_superior(DISPATCHER, everybody), self.city)

    def test_circle_of_grids_ends_at_the_city(self):
        self.circle("grid_grid", self.community_a1, self.county)
        self.assertEqual(self.grid_a11._event_superior(DISPATCHER), self.city)
        self.circle("grid_grid", self.county)
        self.assertEqual(self.town_a._event_superior(DISPATCHER), self.city)

    def test_circle_with_somebody_in_it(self):
        self.circle("grid_grid", self.community_a1, self.town_a)
        self.assertEqual(self.grid_a11._event_superior(DISPATCHER), self.town_a)
        self.assertEqual(self.town_a._event_superior(DISPATCHER), self.city)

    def make_organization(self, name, grid, parent=None, users=None):
        return self.env["grid.organization"].create(
            {
                "name": name,
                "kind_id": self.env["grid.organization.kind"].search([], limit=1).id,
                "grid_id": grid.id,
                "parent_id": parent and parent.id,
                "user_ids": users and users.ids,
            }
        )

    def test_organization_to_what_it_is_part_of(self):
        boss = new_test_user(self.env, "boss", "base.group_user")
        bureau = self.make_organization("Bureau", self.county, users=boss)
        office = self.make_organization("Office", self.town_a, bureau)
        branch = self.make_organization("Branch", self.town_a, office, boss)
        self.assertEqual(branch._event_superior(DISPATCHER), bureau)
        # himself there, too: the centre of the seat
        self.assertEqual(branch._event_superior(DISPATCHER, boss), self.town_a)
        self.assertEqual(bureau._event_superior(DISPATCHER), self.city)
        self.assertEqual((bureau | office | branch)._event_acting(), bureau | branch)
        boss.active = False
        self.assertEqual(branch._event_superior(DISPATCHER), self.town_a)
        self.assertFalse((bureau | office | branch)._event_acting())

    def test_archived_organization_is_climbed_past(self):
        boss = new_test_user(self.env, "boss", "base.group_user")
        bureau = self.make_organization("Bureau", self.county, users=boss)
        office = self.make_organization("Office", self.town_a, bureau)
        bureau.active = False
        self.assertEqual(office._event_superior(DISPATCHER), self.town_a)

    def test_circle_of_organizations_ends_in_the_territory(self):
        bureau = self.make_organization("Bureau", self.town_b)
        office = self.make_organization("Office", self.town_a, bureau)
        self.circle("grid_organization", office, bureau)
        self.assertEqual(office._event_superior(DISPATCHER), self.town_a)
        self.assertEqual(bureau._event_superior(DISPATCHER), self.city)
