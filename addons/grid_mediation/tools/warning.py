"""Which grade of warning a dispute has, by rules that an office sets (DOMAIN 4.6)."""

from dataclasses import dataclass, field

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

ORDER = ("red", "orange", "yellow", "blue")
"""The gravest first."""

WHO = [
    ("mediator", "The Mediators"),
    ("desk", "The Nearest Mediation Desk"),
    ("town", "The Desk of the Town"),
    ("county", "The Desk of the County"),
    ("city", "The Desk of the City"),
    ("leader", "The Leaders of the Area"),
]
DUTY_STATES = [("open", "To Be Done"), ("done", "Done"), ("dropped", "Fell Away")]
DUTY_MOVES = table(
    Move("done", ("open",), ("done",), "addressee", (), ("reason",)),
    Move("drop", ("open",), ("dropped",), SYSTEM),
)

OVERSIGHT_STATES = [
    ("open", "To Be Answered"),
    ("answered", "Answered"),
    ("closed", "Closed"),
]
OVERSIGHT_MOVES = table(
    Move("answer", ("open",), ("answered",), "handler", ("reason",)),
    Move("back", ("answered",), ("open",), "issuer", ("reason",)),
    Move("close", ("answered",), ("closed",), "issuer"),
)


@dataclass(frozen=True)
class Facts:
    """What rules look at."""

    kind: int = 0
    intensity: int = 0
    scale: int = 0
    people: int = 0
    amount: float = 0
    repeated: int = 0


@dataclass(frozen=True)
class Rule:
    """All that is given must hold; what is left out does not matter."""

    grade: str
    kinds: frozenset = field(default_factory=frozenset)
    intensities: frozenset = field(default_factory=frozenset)
    scales: frozenset = field(default_factory=frozenset)
    people: int = 0
    amount: float = 0
    repeated: int = 0
    key: int = 0

    def matches(self, facts):
        return (
            (not self.kinds or facts.kind in self.kinds)
            and (not self.intensities or facts.intensity in self.intensities)
            and (not self.scales or facts.scale in self.scales)
            and facts.people >= self.people
            and facts.amount >= self.amount
            and facts.repeated >= self.repeated
        )


def gravest(rules, facts):
    """The rule that matches with the gravest grade, the first of several; or None."""
    matching = [rule for rule in rules if rule.matches(facts)]
    return min(matching, key=lambda rule: ORDER.index(rule.grade), default=None)


def graver(one, other):
    """Whether a grade is graver than another; none is the least."""
    places = {grade: place for place, grade in enumerate(ORDER)}
    return places.get(one, len(ORDER)) < places.get(other, len(ORDER))
