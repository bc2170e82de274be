"""The formulas of the figures on people in care, and what of them is withheld.

The columns and rates are those that counties report (DOMAIN 5.9 and 7). Confirmed are
the rate of managing by the norms, standard / registered, and that of detection; of the
others the sources name no more than the numerator, and the denominators here are not
confirmed. Each figure says what is counted.

Who has no right to the files gets no figure from which somebody could be made out
(DOMAIN 5.8): see ``withhold``.
"""

from dataclasses import dataclass, fields
from typing import NamedTuple

from odoo.addons.grid_event.tools.kpi import rate

SMALL = 5
"""Fewer people than this can be made out by who knows the place."""
MARK = "*"
"""What stands for a figure that is withheld. There is one mark for small ones and for
those that would give them away: with two, some could be worked out."""


@dataclass(frozen=True)
class Figures:
    """Counts of people on file in an area, at the end of a day, and their rates.

    The state is that of the day and the class that of the last visit by then. Risk and
    place are those that the file names now: it keeps no history of them.
    """

    ever: int = 0
    """累计登记: everybody for whom a file was begun by then."""
    registered: int = 0
    """在册: managed, lost or not managed; who moved away, died or was closed is not."""
    managed: int = 0
    """在管"""
    stable: int = 0
    """稳定: managed, and stable at the last visit."""
    basic: int = 0
    """基本稳定: managed, and basically stable at the last visit."""
    unstable: int = 0
    """不稳定: managed, and unstable at the last visit."""
    unvisited: int = 0
    """未随访: managed, and not visited yet, so that it and the classes add up to those
    managed. Whether counties count who was not visited in a period is unconfirmed."""
    lost: int = 0
    """失访: lost to follow-up or missing, which the form names as one of its causes."""
    apart: int = 0
    """非在管: registered and not under management."""
    high: int = 0
    """3–5级: registered, at risk from 3 on."""
    agreed: int = 0
    """看护协议数: registered, with an agreement in force."""
    rewarded: int = 0
    """以奖代补数: registered, with a reward in an agreement in force, or paid one in
    the year of the day."""
    eligible: int = 0
    """Registered, and at risk from 3 on or with an incident on record: those for whom
    an agreement can be made (DOMAIN 5.7)."""
    standard: int = 0
    """规范管理: managed; every visit of the period was made by the day on which it was
    due, the first within two weeks of receiving the notice; and the next one is not
    overdue. As none is due later than three months after the last (DOMAIN 5.3), the
    last visit lies in the three months before."""
    faced: int = 0
    """面访: registered, and seen at the centre or at home in the period or in the three
    months before its end, in which everybody has to be seen once."""
    medicated: int = 0
    """服药: registered, and takes medication, regularly or not, by the last visit."""
    regular: int = 0
    """规律服药: registered, and takes medication regularly by the last visit."""
    incident: int = 0
    """肇事肇祸: registered, with an incident in the period, in an emergency or found by
    the police."""
    population: int = 0
    """常住人口: the residents on the register of the area now; 0 where none are."""

    def __sub__(self, other):
        return Figures(
            *(
                getattr(self, field.name) - getattr(other, field.name)
                for field in fields(self)
            )
        )

    @property
    def ended(self):
        """Once on file, not registered now: no column, but one subtraction away."""
        return self.ever - self.registered

    def rate(self, name):
        """A rate of ``RATES``; None where the population is not known."""
        part, whole = RATES[name]
        empty = None if whole == "population" else 0.0
        return rate(getattr(self, part), getattr(self, whole), empty)


COUNTS = tuple(field.name for field in fields(Figures) if field.name != "population")

RATES = {
    # 规范管理率: confirmed
    "standard_rate": ("standard", "registered"),
    # 管理率, 面访率, 服药率, 规律服药率, 稳定率, 肇事肇祸率, 失访率: not confirmed
    "managed_rate": ("managed", "registered"),
    "faced_rate": ("faced", "registered"),
    "medicated_rate": ("medicated", "registered"),
    "regular_rate": ("regular", "registered"),
    "stable_rate": ("stable", "registered"),
    "incident_rate": ("incident", "registered"),
    "lost_rate": ("lost", "registered"),
    # 看护协议签订率, 以奖代补落实率: of those with whom it can be done; not confirmed
    "agreed_rate": ("agreed", "eligible"),
    "rewarded_rate": ("rewarded", "eligible"),
    # 检出率: confirmed
    "detected_rate": ("registered", "population"),
}
"""Numerator and denominator of each rate."""


class Block(NamedTuple):
    """Figures that are shown or withheld together, as they add up to a whole."""

    names: tuple
    within: str = ""
    """The whole, or what a rate is based on: withheld, it takes the block with it."""


BLOCKS = {
    "registered": Block(("registered",)),
    "ever": Block(("ever", "ended")),
    "states": Block(("managed", "lost", "apart"), "registered"),
    "classes": Block(("stable", "basic", "unstable", "unvisited"), "states"),
    **{
        name: Block((name,), "registered")
        for name in ("high", "eligible", "standard", "faced", "medicated", "regular")
        + ("incident",)
    },
    "agreed": Block(("agreed",), "eligible"),
    "rewarded": Block(("rewarded",), "eligible"),
}
"""In this order: the whole before its parts."""
BLOCK_OF = {name: key for key, block in BLOCKS.items() for name in block.names}


def withhold(parts, above=frozenset()):
    """What is withheld of the parts of an area, so that no figure of 1 to 4 comes out.

    A block with a small figure is withheld. If that leaves one gap among the parts and
    their total, it would be the difference of the others: then the smallest other part
    that is not empty goes, too. The parts of an area whose own block is withheld have
    a gap for the same reason, or they would add up to it. Worked out from the top of
    the territory down (``above``), the answer is the same in every table that shows a
    place. Not kept from being worked out: what changed from one month to another, and
    what somebody knows who has the exact numbers of a part.

    :param parts: ``Figures`` of each part; together they are the area
    :param above: keys of the blocks that are withheld of the area itself
    :return: for each part the set of the keys of its withheld blocks
    """
    withheld = [set() for _part in parts]
    for key, block in BLOCKS.items():
        sizes = [[getattr(part, name) for name in block.names] for part in parts]
        for keys, numbers in zip(withheld, sizes, strict=True):
            small = any(0 < number < SMALL for number in numbers)
            if small or block.within in keys:
                keys.add(key)
        gaps = (key in above) + sum(key in keys for keys in withheld)
        others = [
            (max(numbers), place)
            for place, numbers in enumerate(sizes)
            if key not in withheld[place] and max(numbers)
        ]
        if gaps == 1 and others:
            _size, place = min(others)
            withheld[place].add(key)
    return withheld


def is_withheld(name, keys):
    """Whether a count or a rate is part of withheld blocks."""
    names = RATES.get(name, (name,))
    return any(BLOCK_OF.get(each) in keys for each in names)
