"""What a settled case brings its mediator: a table of the office (DOMAIN 4.7)."""

from dataclasses import dataclass

from odoo.addons.grid_base.tools.moves import Move, table

SUBSIDY_STATES = [
    ("proposed", "To Be Approved"),
    ("approved", "To Be Paid"),
    ("paid", "Paid"),
    ("refused", "Refused"),
]
SUBSIDY_MOVES = table(
    Move("approve", ("proposed",), ("approved",), "approver"),
    Move("refuse", ("proposed",), ("refused",), "approver", ("reason",)),
    Move("pay", ("approved",), ("paid",), "approver"),
)


@dataclass(frozen=True)
class Rate:
    """A grade of difficulty; what is 0 is no condition, one that holds is enough."""

    key: int
    pay: float
    sessions: int = 0
    amount: float = 0
    people: int = 0

    def fits(self, sessions, amount, people):
        conditions = [
            (self.sessions, sessions),
            (self.amount, amount),
            (self.people, people),
        ]
        given = [(least, found) for least, found in conditions if least]
        return not given or any(found >= least for least, found in given)


def best(rates, sessions, amount, people):
    """The rate that pays most of those that fit, or None."""
    fitting = [rate for rate in rates if rate.fits(sessions, amount, people)]
    return max(fitting, key=lambda rate: (rate.pay, -rate.key), default=None)


def lowered(pay, percent):
    """What is paid where the agreement was not kept."""
    return round(pay * percent / 100, 2)
