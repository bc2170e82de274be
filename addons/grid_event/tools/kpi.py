"""The formulas of the figures on events (DOMAIN 3.8): here and nowhere else.

A formula whose wording is confirmed by a platform in use says so; where the
denominator is not confirmed, that is said, too.
"""

from dataclasses import dataclass, fields


def rate(part, whole, empty=0.0):
    """A part of a whole, from 0 to 1.

    :param empty: the rate of nothing. 0 for events; the offices' page on disputes
        shows 100 % where there was none, so that report passes 1.
    """
    return part / whole if whole else empty


def change(now, before):
    """Growth against an earlier period: 环比 to last month, 同比 to last year.

    None where the earlier period has nothing to compare with.
    """
    return (now - before) / before if before else None


@dataclass(frozen=True)
class Figures:
    """Counts of events, and the rates that follow from them.

    What is counted is the event of the period in which it was reported, as it stands
    now. A report that is back with its reporter (rejected or withdrawn, a draft
    again) is not counted until it is reported anew.
    """

    reported: int = 0
    """上报总数: reported, valid or not."""
    valid: int = 0
    """有效事项: reported and not void."""
    duplicate: int = 0
    """重复事项: invalid, merged or declared a duplicate."""
    incomplete: int = 0
    """内容缺失: invalid for missing content."""
    own_work: int = 0
    """把工作当事项: invalid, own work passed off as a matter found."""
    done: int = 0
    """有效办结数: valid and closed, rated or waiting for the rating (codes 03, 04)."""
    in_time: int = 0
    """期限内办结: of those done, handled by the deadline; without a limit in time."""
    late_accept: int = 0
    """未按时受理: valid, taken up after the limit to accept, or not yet and past it."""
    late_handle: int = 0
    """未按时办理: valid, handled after the deadline, or not yet and past it."""
    overdue: int = 0
    """逾期数: valid and late in accepting or in handling; late in both counts once.
    What was late stays so when it is done: whether the platforms drop it then is
    not confirmed."""
    evaluated: int = 0
    """已评价: valid and rated, those found and solved on the spot included."""
    satisfied: int = 0
    """满意: rated with a code that counts as satisfied (the flag on the code)."""
    returned: int = 0
    """Returns of orders (退单), by any handler."""
    supervised: int = 0
    """督查量: events supervised or instructed on, once or more. A reminder (催办) is
    no supervision; whether the platforms count events or cards is not confirmed."""

    def __add__(self, other):
        return Figures(*(getattr(self, name) + getattr(other, name) for name in COUNTS))

    @property
    def invalid(self):
        """无效: void for whatever cause, the three named reasons or another."""
        return self.reported - self.valid

    @property
    def valid_rate(self):
        """有效率 = valid / reported. Confirmed."""
        return rate(self.valid, self.reported)

    @property
    def completion_rate(self):
        """办结率 = valid and done / valid. Confirmed."""
        return rate(self.done, self.valid)

    @property
    def closing_rate(self):
        """完成率 of collection and closing = done / reported. Not confirmed."""
        return rate(self.done, self.reported)

    @property
    def overdue_rate(self):
        """逾期率 = overdue / valid. Confirmed."""
        return rate(self.overdue, self.valid)

    @property
    def on_time_rate(self):
        """按期办结率 = done in time / done. Denominator not confirmed: some use due."""
        return rate(self.in_time, self.done)

    @property
    def satisfaction_rate(self):
        """满意率 = satisfied / evaluated. Confirmed; which codes count is set."""
        return rate(self.satisfied, self.evaluated)

    @property
    def supervision_rate(self):
        """督查率 = supervised / reported. Confirmed."""
        return rate(self.supervised, self.reported)


COUNTS = tuple(field.name for field in fields(Figures))
