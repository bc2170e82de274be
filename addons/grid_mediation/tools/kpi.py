"""The formulas of the figures on disputes (DOMAIN 3.8 and 7): here and nowhere else."""

from dataclasses import dataclass, fields

from odoo.addons.grid_event.tools.kpi import change, rate

__all__ = ["COUNTS", "Figures", "change", "rate"]


@dataclass(frozen=True)
class Figures:
    """Counts of disputes, and the rates that follow from them.

    What is counted is the dispute of the period in which it was registered or
    accepted, as it stands now; void ones and drafts never are.
    """

    registered: int = 0
    """All that were registered, those that were not accepted included."""
    accepted: int = 0
    settled: int = 0
    """An agreement is in force, whether the file is closed or not."""
    terminated: int = 0
    """Ended without an agreement."""
    refused: int = 0
    """Not accepted."""
    pending: int = 0
    """Neither settled nor ended."""
    overdue: int = 0
    """Pending past the deadline of the step it is in."""
    people: int = 0
    """People involved."""
    cents: int = 0
    """Amount of the agreements in force, in hundredths of a yuan: adds up exactly."""
    own: int = 0
    """Accepted on the body's own initiative, what the grids found included."""
    applied: int = 0
    """Accepted on application of a party."""
    entrusted: int = 0
    """Accepted on commission or transfer by a court, the police or others."""
    crime_cases: int = 0
    """Disputes that would have become a criminal case, as their mediators say."""
    crime_people: int = 0
    petition_cases: int = 0
    """Disputes that would have become a mass petition, as their mediators say."""
    petition_people: int = 0

    def __add__(self, other):
        return Figures(*(getattr(self, name) + getattr(other, name) for name in COUNTS))

    @property
    def amount(self):
        """Amount of the agreements in force, in yuan."""
        return self.cents / 100

    @property
    def settlement_rate(self):
        """Settled / registered. Confirmed, and so is that nothing at all is 100 %."""
        return rate(self.settled, self.registered, 1)

    @property
    def success_rate(self):
        """Settled / accepted. Nothing at all is 100 % as above; not confirmed here."""
        return rate(self.settled, self.accepted, 1)


COUNTS = tuple(field.name for field in fields(Figures))
