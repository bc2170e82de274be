"""The classes and intervals, in full, against a table written by hand."""

from datetime import date, timedelta
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.followup import (
    ANY,
    BEFORE,
    CLASSES,
    FUNCTIONS,
    INSIGHTS,
    REACTIONS,
    SYMPTOMS,
    UNITS,
    classify,
    fits,
    next_visit,
)

DAYS = {
    # class now: (class before was another one or none, it was the same), in days
    "unstable": (14, 14),
    "basic": (14, 31),
    "stable": (92, 92),
}
"""The longest that may pass until the next visit."""


def by_hand(risk, symptoms, insight, function, reaction, ill):
    """The criteria of the norms one by one, the gravest class first."""
    unstable = [
        risk in (3, 4, 5),
        symptoms == "obvious",
        insight == "none",
        reaction == "acute",
        ill,
    ]
    if any(unstable):
        return "unstable"
    basically = [
        risk in (1, 2),
        symptoms == "some",
        insight == "partial",
        function == "poor",
    ]
    return "basic" if any(basically) else "stable"


class TestTable(BaseCase):
    def test_every_class(self):
        values = [
            [value for value, _label in table]
            for table in (SYMPTOMS, INSIGHTS, FUNCTIONS, REACTIONS)
        ]
        for case in product(range(6), *values, (False, True)):
            with self.subTest(case):
                self.assertEqual(classify(*case), by_hand(*case))

    def test_rules_of_before_divide_all_cases(self):
        classes = [value for value, _label in CLASSES]
        for now, last in product(classes, [*classes, False]):
            fitting = [b for b, _label in BEFORE if b != ANY and fits(b, now, last)]
            self.assertEqual(fitting, ["same"] if now == last else ["other"])
            self.assertTrue(fits(ANY, now, last))

    @settings(max_examples=300, deadline=None, derandomize=True)
    @given(
        st.dates(date(2018, 6, 1), date(2040, 12, 31)),
        st.integers(1, 60),
        st.sampled_from([unit for unit, _label in UNITS]),
    )
    def test_four_visits_a_year_whatever_is_configured(self, day, value, unit):
        due = next_visit(day, value, unit)
        self.assertGreater(due, day)
        self.assertLessEqual(due - day, timedelta(days=92))
        # who is seen on the last day each time is seen four times in a year
        seen = [day]
        while seen[-1] < day + timedelta(days=368):
            seen.append(next_visit(seen[-1], value, unit))
        self.assertGreaterEqual(len(seen) - 1, 4)
