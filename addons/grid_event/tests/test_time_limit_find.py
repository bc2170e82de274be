"""``grid.time.limit._find`` against a brute force oracle, and its cache."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import new_test_user

from odoo.addons.grid_base.tests import properties  # noqa: F401  (loads the profile)

from .test_time_limit import TimeLimitCase


def oracle(limits, category, urgency, level):
    """Read like a table of the office: the first line of this order that exists."""
    for wanted_category in (category, category.parent_id, category.browse()):
        for wanted_urgency in (urgency, urgency.browse()):
            for wanted_level in (level, level.browse()):
                for limit in limits:
                    if (
                        limit.active
                        and limit.category_id == wanted_category
                        and limit.urgency_id == wanted_urgency
                        and limit.level_id == wanted_level
                    ):
                        return limit
    return limits.browse()


class TestFind(TimeLimitCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        nothing = cls.big.browse(), cls.urgent.browse(), cls.town.browse()
        cls.categories = [cls.big, cls.small_a, cls.small_b, cls.other, nothing[0]]
        cls.urgencies = [cls.ordinary, cls.urgent, nothing[1]]
        cls.levels = [cls.town, cls.county, nothing[2]]
        cls.keys = list(product(cls.categories, cls.urgencies, cls.levels))

    def assert_all_found(self):
        everything = self.limits.with_context(active_test=False).search([])
        for key in self.keys:
            self.assertEqual(self.limits._find(*key), oracle(everything, *key))

    @given(
        st.sets(st.integers(0, 44), max_size=12),
        st.lists(
            st.tuples(
                st.sampled_from(["add", "remove", "archive", "move", "reparent"]),
                st.integers(0, 44),
            ),
            max_size=4,
        ),
    )
    def test_as_the_oracle_whatever_changes(self, chosen, changes):
        """Asked between the changes, so that an answer kept too long shows."""
        with self.env.cr.savepoint() as savepoint:
            for index in sorted(chosen):
                self.make(*self.keys[index])
            self.assert_all_found()
            for change, index in changes:
                getattr(self, f"change_{change}")(index)
                self.assert_all_found()
            savepoint.rollback()
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def at(self, index):
        category, urgency, level = self.keys[index]
        return self.limits.search(
            [
                ("category_id", "=", category.id),
                ("urgency_id", "=", urgency.id),
                ("level_id", "=", level.id),
            ]
        )

    def change_add(self, index):
        if not self.at(index):
            self.make(*self.keys[index])

    def change_remove(self, index):
        self.at(index).unlink()

    def change_archive(self, index):
        self.at(index).active = False

    def change_move(self, index):
        category, urgency, level = self.keys[index]
        if not self.at(index):
            self.limits.search([], limit=1).write(
                {
                    "category_id": category.id,
                    "urgency_id": urgency.id,
                    "level_id": level.id,
                }
            )

    def change_reparent(self, index):
        self.small_a.parent_id = (self.other, self.big, self.big.browse())[index % 3]

    def test_category_weighs_most(self):
        everything = self.make()
        level = self.make(level=self.town)
        urgency = self.make(urgency=self.urgent)
        big = self.make(self.big)
        key = self.small_a, self.urgent, self.town
        self.assertEqual(self.limits._find(*key), big)
        small = self.make(self.small_a)
        self.assertEqual(self.limits._find(*key), small)
        self.assertEqual(self.limits._find(self.small_b, *key[1:]), big)
        self.assertEqual(self.limits._find(self.other, *key[1:]), urgency)
        self.assertEqual(self.limits._find(self.other, self.ordinary, self.town), level)
        self.assertEqual(
            self.limits._find(self.other, self.ordinary, self.county), everything
        )

    def test_nothing_there(self):
        key = self.big, self.urgent, self.town
        self.assertEqual(self.limits._find(*key), self.limits)
        self.make(self.other)
        self.assertEqual(self.limits._find(*key), self.limits)

    def test_asked_once(self):
        self.make(self.big)
        key = self.small_a, self.urgent, self.town
        self.limits._find(*key)
        self.env.invalidate_all()
        with self.assertQueryCount(0):
            self.limits._find(*key)

    def test_archived_ones_do_not_count_in_any_context(self):
        limit = self.make(self.big)
        limit.active = False
        limits = self.limits.with_context(active_test=False)
        self.assertFalse(limits._find(self.big, self.urgent, self.town))

    def test_the_same_for_who_may_not_read(self):
        """Whoever asks first must not decide what all others get."""
        limit = self.make(self.big)
        portal = new_test_user(self.env, "limit_citizen", "base.group_portal")
        found = self.limits.with_user(portal)._find(self.big, self.urgent, self.town)
        self.assertEqual(found.ids, limit.ids)
        self.assertEqual(found.env.user, portal)

    def test_in_a_form_not_saved(self):
        limit = self.make(self.big)
        draft = self.big.new(origin=self.big)
        self.assertEqual(self.limits._find(draft, self.urgent, self.town), limit)
