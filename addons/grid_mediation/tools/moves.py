"""The table of moves of a dispute.

States are those of public case systems of people's mediation (DOMAIN 4.4); what a
move needs follows the People's Mediation Law (2010), named beside it.
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

DRAFT = "draft"
REGISTERED = "registered"
ACCEPTED = "accepted"
MEDIATING = "mediating"
AGREED = "agreed"
TERMINATED = "terminated"
CLOSED = "closed"
REFUSED = "refused"
VOID = "void"

DISPUTE_STATES = [
    (DRAFT, "Draft"),
    (REGISTERED, "To Be Accepted"),
    (ACCEPTED, "To Be Mediated"),
    (MEDIATING, "In Mediation"),
    (AGREED, "Settled"),
    (TERMINATED, "Terminated"),
    (CLOSED, "Closed"),
    (REFUSED, "Not Accepted"),
    (VOID, "Void"),
]

STATE_CODES = {
    REGISTERED: "1",
    MEDIATING: "2",
    AGREED: "3",
    CLOSED: "4",
    TERMINATED: "5",
    ACCEPTED: "6",
    DRAFT: "8",
}
"""The codes under which other systems know these states (DOMAIN 4.4)."""

ENDS = (CLOSED, REFUSED, VOID)
WORKED_ON = (ACCEPTED, MEDIATING)
OPEN = (REGISTERED, ACCEPTED, MEDIATING, AGREED)
"""States in which somebody still has to do with the dispute itself."""

DISPUTE_MOVES = table(
    # who registers it, art. 17: on application of a party, or by the body itself
    Move("register", (DRAFT,), (REGISTERED,), "registrar"),
    Move("discard", (DRAFT,), (VOID,), "registrar"),
    # the mediation desk
    Move(
        "accept",
        (REGISTERED,),
        (ACCEPTED,),
        "desk",
        ("body_id",),
        ("mediator_ids", "partner_body_ids"),
    ),
    Move("refuse", (REGISTERED,), (REFUSED,), "desk", ("ground_id", "reason")),
    Move("annul", (REGISTERED, *WORKED_ON), (VOID,), "desk", ("reason",)),
    # art. 19: the body appoints one or several mediators, or the parties choose
    Move(
        "appoint",
        (ACCEPTED,),
        (ACCEPTED,),
        "desk",
        ("mediator_ids",),
        ("chosen_by_parties",),
    ),
    Move(
        "appoint_later",
        (MEDIATING, AGREED),
        (MEDIATING, AGREED),
        "desk",
        ("mediator_ids",),
        ("chosen_by_parties",),
    ),
    # art. 23: a party may refuse a mediator
    Move(
        "withdraw_mediator",
        (*WORKED_ON, AGREED),
        (*WORKED_ON, AGREED),
        "desk",
        ("mediator_id", "reason"),
    ),
    # who mediates
    Move("start", (ACCEPTED,), (MEDIATING,), "handler"),
    Move(
        "extend",
        WORKED_ON,
        WORKED_ON,
        "handler",
        ("extend_value", "extend_unit", "party_ids", "reason"),
    ),
    # art. 17 and 23: the clear refusal of a party ends it
    Move("decline", WORKED_ON, (TERMINATED,), "handler", ("party_id", "reason")),
    # art. 26: no agreement; the parties are told of the other ways
    Move("terminate", WORKED_ON, (TERMINATED,), "handler", ("ended_id", "reason")),
    Move("close", (AGREED, TERMINATED), (CLOSED,), "handler", (), ("result",)),
    # graded warning (DOMAIN 4.6): by hand, and who leads the case
    Move("grade", OPEN, OPEN, "desk", ("grade", "reason")),
    Move("lead", OPEN, OPEN, "chief", ("leader_id",)),
    # what follows from other things
    Move("agree", (MEDIATING, AGREED), (AGREED,), SYSTEM),
    Move("fall_back", (AGREED,), (MEDIATING,), SYSTEM),
    Move("lapse", WORKED_ON, (TERMINATED,), SYSTEM),
)
