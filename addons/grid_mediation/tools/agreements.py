"""The table of moves of a mediation agreement, and when it is in force.

People's Mediation Law (2010) art. 28-31: written, in force when the parties and the
mediator have signed and the committee's seal is set; or oral, in force on the day it
is reached and recorded by the mediator.
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

DRAFT = "draft"
SIGNING = "signing"
IN_FORCE = "in_force"
VOID = "void"

AGREEMENT_STATES = [
    (DRAFT, "Draft"),
    (SIGNING, "Being Signed"),
    (IN_FORCE, "In Force"),
    (VOID, "Void"),
]

FORMS = [("written", "Written"), ("oral", "Oral")]
PERFORMANCES = [("open", "To Be Performed"), ("kept", "Kept"), ("default", "Default")]

AGREEMENT_MOVES = table(
    Move("present", (DRAFT,), (SIGNING,), "handler"),
    Move("rework", (SIGNING,), (DRAFT,), "handler", ("reason",)),
    Move("seal", (SIGNING,), (SIGNING, IN_FORCE), "handler"),
    Move("record_oral", (DRAFT,), (IN_FORCE,), "handler"),
    Move("perform", (IN_FORCE,), (IN_FORCE,), "handler"),
    Move("annul", (DRAFT, SIGNING, IN_FORCE), (VOID,), "handler", ("reason",)),
    # the last signature came after the seal
    Move("enter", (SIGNING,), (IN_FORCE,), SYSTEM),
)


def complete(parties, signed, mediator_signed, sealed):
    """Whether a written agreement is in force (art. 29).

    :param parties: ids of all who are parties
    :param signed: ids of those of them that signed
    """
    return bool(parties) and set(parties) <= set(signed) and mediator_signed and sealed


def performance(dues, performed):
    """Kept, in default or still open, from its instalments.

    :param dues: for each instalment whether it was paid and whether it was missed
    :param performed: the mediator recorded the performance as a whole
    """
    if any(missed and not paid for paid, missed in dues):
        return "default"
    if performed or (dues and all(paid for paid, _missed in dues)):
        return "kept"
    return "open"
