"""Reward instead of subsidy: how a guardian comes to it, and loses it.

Central opinions of 2016 on rewards for guardians (DOMAIN 5.7): the family applies, the
community nominates, the nomination is public for some days, the town audits, the
guardian signs; the community checks every quarter, and half-years are paid. An incident
that comes of neglect costs the reward.
"""

from datetime import date

from dateutil.relativedelta import relativedelta

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

DRAFT = "draft"
NOMINATED = "nominated"
PUBLISHED = "published"
APPROVED = "approved"
ACTIVE = "active"
REFUSED = "refused"
FORFEITED = "forfeited"
ENDED = "ended"

AGREEMENT_STATES = [
    (DRAFT, "Applied For"),
    (NOMINATED, "Nominated"),
    (PUBLISHED, "Made Public"),
    (APPROVED, "Audited"),
    (ACTIVE, "In Force"),
    (REFUSED, "Refused"),
    (FORFEITED, "Forfeited"),
    (ENDED, "Ended"),
]
PENDING = (DRAFT, NOMINATED, PUBLISHED, APPROVED)
LIVE = (*PENDING, ACTIVE)

AGREEMENT_MOVES = table(
    Move("nominate", (DRAFT,), (NOMINATED,), "community"),
    Move("publish", (NOMINATED,), (PUBLISHED,), "officer"),
    Move("approve", (PUBLISHED,), (APPROVED,), "officer"),
    Move("sign", (APPROVED,), (ACTIVE,), "officer", ("signer", "proof")),
    Move("refuse", PENDING, (REFUSED,), "officer", ("reason",)),
    Move("forfeit", (ACTIVE,), (FORFEITED,), "officer", ("reason",)),
    Move("end", (ACTIVE,), (ENDED,), "officer", ("reason",)),
    # the person moves away, dies, or the year is over
    Move("lapse", LIVE, (ENDED,), SYSTEM),
)

RUN_DRAFT, RUN_APPROVED, RUN_PAID, RUN_VOID = "draft", "approved", "paid", "void"
RUN_STATES = [
    (RUN_DRAFT, "Draft"),
    (RUN_APPROVED, "Approved"),
    (RUN_PAID, "Paid Out"),
    (RUN_VOID, "Void"),
]
RUN_MOVES = table(
    Move("approve", (RUN_DRAFT,), (RUN_APPROVED,), "second"),
    Move("pay", (RUN_APPROVED,), (RUN_PAID,), "officer"),
    Move("cancel", (RUN_DRAFT, RUN_APPROVED), (RUN_VOID,), "officer", ("reason",)),
)

QUARTER = relativedelta(months=3)
HALF = relativedelta(months=6)
DAY = relativedelta(days=1)


def quarter_of(day):
    """The first day of the quarter in which a day lies."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def half_of(day):
    """The first day of the half-year in which a day lies."""
    return date(day.year, 1 if day.month < 7 else 7, 1)


def quarters_of(half):
    """The two quarters of a half-year, by their first days."""
    return (half, half + QUARTER)


def earned(half, begun, ended, kept):
    """Quarters of a half-year for which a reward is paid.

    A quarter counts if the agreement was in force on its last day, and a check in it
    found that the guardian kept the duties.

    :param half: first day of the half-year
    :param begun: day from which the agreement is in force
    :param ended: last day in force, or nothing
    :param kept: first days of the quarters that were checked and in order
    """
    return [
        quarter
        for quarter in quarters_of(half)
        for last in [quarter + QUARTER - DAY]
        if begun <= last and (not ended or ended >= last) and quarter in kept
    ]
