from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase

from ..tools.figures import (
    BLOCK_OF,
    COUNTS,
    RATES,
    SMALL,
    Figures,
    is_withheld,
    withhold,
)

PRIME = 2_147_483_647
CLASSES = ("stable", "basic", "unstable", "unvisited")
STATES = (*CLASSES, "lost", "apart", "ended")
SINGLE = ("high", "eligible", "agreed", "rewarded", "standard", "faced")
SUMS = {
    "managed": CLASSES,
    "registered": (*CLASSES, "lost", "apart"),
    "ever": STATES,
}
"""What a figure is the sum of."""
NUMBER = st.sampled_from([0, 0, 0, 1, 2, 3, 4, 5, 6, 20]) | st.integers(0, 40)


@st.composite
def places(draw):
    """Figures of somewhere small, which hold together."""
    numbers = {name: draw(NUMBER) for name in STATES}
    ended = numbers.pop("ended")
    managed = sum(numbers[name] for name in CLASSES)
    registered = managed + numbers["lost"] + numbers["apart"]
    share = {name: draw(st.integers(0, registered)) for name in SINGLE}
    share["agreed"] = min(share["agreed"], share["eligible"])
    share["rewarded"] = min(share["rewarded"], share["agreed"])
    return Figures(
        ever=registered + ended,
        registered=registered,
        managed=managed,
        **numbers,
        **share,
    )


TREES = st.recursive(
    places(), lambda below: st.lists(below, min_size=1, max_size=3), max_leaves=7
)


def total(parts):
    return Figures(*(sum(getattr(part, name) for part in parts) for name in COUNTS))


class City:
    """A territory, what its tables show, and who tries to work out the rest."""

    def __init__(self, tree):
        self.leaves = []
        self.nodes = []  # pairs of figures and the places of its leaves
        self.below = {}
        self.grow(tree)
        self.withheld = {0: withhold([self.nodes[0][0]])[0]}
        for at in range(len(self.nodes)):
            parts = self.below.get(at, [])
            found = withhold([self.nodes[p][0] for p in parts], self.withheld[at])
            self.withheld.update(zip(parts, found, strict=True))

    def grow(self, tree):
        """The node of a tree comes before those below it."""
        at = len(self.nodes)
        self.nodes.append(None)
        if isinstance(tree, Figures):
            self.leaves.append(tree)
            self.nodes[at] = tree, [len(self.leaves) - 1]
            return at
        self.below[at] = [self.grow(each) for each in tree]
        parts = [self.nodes[part] for part in self.below[at]]
        leaves = [leaf for _figures, places in parts for leaf in places]
        self.nodes[at] = total([figures for figures, _places in parts]), leaves
        return at

    def equation(self, at, name):
        """A figure as the sum of numbers of leaves, each of which is unknown."""
        return {
            (leaf, part): 1
            for leaf in self.nodes[at][1]
            for part in SUMS.get(name, (name,))
        }

    def known(self, names):
        """All that the tables show or say, with what follows of a zero."""
        for at, (figures, _leaves) in enumerate(self.nodes):
            for name in names:
                if name == "ended" or is_withheld(name, self.withheld[at]):
                    continue
                equation = self.equation(at, name)
                yield equation
                if not getattr(figures, name):
                    yield from ({unknown: 1} for unknown in equation)

    def hidden(self, names):
        for at, (figures, _leaves) in enumerate(self.nodes):
            for name in names:
                if 0 < getattr(figures, name) < SMALL:
                    yield at, name


class Solver:
    """Whether a sum follows from other sums by adding and subtracting."""

    def __init__(self, equations):
        self.rows = {}
        for equation in equations:
            if rest := self.reduce(equation):
                pivot = min(rest)
                factor = pow(rest[pivot], -1, PRIME)
                self.rows[pivot] = {k: v * factor % PRIME for k, v in rest.items()}

    def reduce(self, equation):
        rest = dict(equation)
        for pivot in sorted(self.rows):
            factor = rest.get(pivot)
            if factor:
                for key, value in self.rows[pivot].items():
                    rest[key] = (rest.get(key, 0) - factor * value) % PRIME
        return {key: value for key, value in rest.items() if value}


class TestWithhold(BaseCase):
    @settings(max_examples=150)
    @given(TREES)
    def test_nothing_small_can_be_worked_out(self, tree):
        city = City(tree)
        for names in [(*SUMS, *STATES), *([name] for name in SINGLE)]:
            solver = Solver(city.known(names))
            for at, name in city.hidden(names):
                rest = solver.reduce(city.equation(at, name))
                self.assertTrue(rest, (name, city.nodes[at], city.withheld))

    @given(TREES)
    def test_a_small_figure_is_never_shown_nor_a_rate_of_it(self, tree):
        city = City(tree)
        for at, name in city.hidden(COUNTS):
            keys = city.withheld[at]
            self.assertTrue(is_withheld(name, keys))
            for rate in (rate for rate, of in RATES.items() if name in of):
                self.assertTrue(is_withheld(rate, keys))

    def test_the_solver_does_find_what_can_be_worked_out(self):
        solver = Solver([{"a": 1, "b": 1, "c": 1}, {"a": 1}, {"b": 1}])
        self.assertFalse(solver.reduce({"c": 1}))
        self.assertTrue(Solver([{"a": 1, "b": 1}]).reduce({"b": 1}))

    def test_one_gap_makes_another(self):
        parts = [Figures(high=number) for number in (3, 0, 12, 7)]
        withheld = withhold(parts)
        self.assertEqual(
            ["high" in keys for keys in withheld], [True, False, False, True]
        )

    def test_two_gaps_are_enough(self):
        parts = [Figures(high=number) for number in (3, 2, 12)]
        self.assertEqual(
            ["high" in keys for keys in withhold(parts)], [True, True, False]
        )

    def test_what_is_withheld_above_does_not_come_out_below(self):
        parts = [Figures(high=number) for number in (6, 12)]
        self.assertEqual(withhold(parts), [set(), set()])
        self.assertEqual(withhold(parts, {"high"}), [{"high"}, set()])

    def test_a_whole_takes_its_parts_with_it(self):
        """Or it would be their sum, and another gap in the parts would not help."""
        small = Figures(ever=3, registered=3, managed=3, unvisited=3)
        states = {"managed": 10, "lost": 10, "stable": 10}
        second = Figures(ever=20, registered=20, **states)
        states = {"managed": 8, "lost": 6, "apart": 7, "stable": 8}
        third = Figures(ever=21, registered=21, **states)
        withheld = withhold([small, second, third])
        self.assertLessEqual({"registered", "states", "classes"}, withheld[1])

    def test_large_figures_are_shown(self):
        part = Figures(ever=40, registered=40, managed=20, stable=20, lost=20, high=5)
        self.assertEqual(withhold([part, part]), [set(), set()])

    def test_every_count_belongs_to_a_block(self):
        self.assertEqual(BLOCK_OF.keys(), {*COUNTS, "ended"})


class TestRates(BaseCase):
    def test_rates(self):
        figures = Figures(
            registered=40,
            managed=30,
            stable=10,
            standard=20,
            eligible=8,
            agreed=6,
            population=10_000,
        )
        self.assertEqual(figures.rate("standard_rate"), 0.5)
        self.assertEqual(figures.rate("managed_rate"), 0.75)
        self.assertEqual(figures.rate("stable_rate"), 0.25)
        self.assertEqual(figures.rate("agreed_rate"), 0.75)
        self.assertEqual(figures.rate("detected_rate"), 0.004)

    def test_of_nobody_and_of_nothing_known(self):
        self.assertEqual(Figures().rate("managed_rate"), 0)
        self.assertIsNone(Figures(registered=3).rate("detected_rate"))
