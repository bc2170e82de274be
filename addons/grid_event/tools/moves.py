"""The tables of moves of events and of orders.

States and actions are those of the platform used in Fujian (DOMAIN 3.2): report,
report up and over a level, hand down, dispatch, countersign, assist, reject, recall,
suspend, resume, found and solved on the spot; five to seven steps in the literature.
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

DRAFT = "draft"
REPORTED = "reported"
ACCEPTED = "accepted"
DISPATCHED = "dispatched"
IN_PROGRESS = "in_progress"
TO_VERIFY = "to_verify"
TO_RATE = "to_rate"
ARCHIVED = "archived"
SUSPENDED = "suspended"
VOID = "void"

EVENT_STATES = [
    (DRAFT, "Draft"),
    (REPORTED, "Reported"),
    (ACCEPTED, "Accepted"),
    (DISPATCHED, "Dispatched"),
    (IN_PROGRESS, "In Progress"),
    (TO_VERIFY, "To Verify"),
    (TO_RATE, "To Rate"),
    (ARCHIVED, "Archived"),
    (SUSPENDED, "Suspended"),
    (VOID, "Void"),
]

STATE_CODES = {
    DRAFT: "99",
    REPORTED: "00",
    ACCEPTED: "01",
    DISPATCHED: "02",
    IN_PROGRESS: "02",
    TO_VERIFY: "02",
    TO_RATE: "03",
    ARCHIVED: "04",
    SUSPENDED: "05",
    VOID: "06",
}
"""The codes under which other platforms know these states (DOMAIN 3.2)."""

ENDS = (ARCHIVED, VOID)
WORKED_ON = (DISPATCHED, IN_PROGRESS)
RUNNING = (ACCEPTED, *WORKED_ON)
OPEN = (REPORTED, *RUNNING, TO_VERIFY, TO_RATE, SUSPENDED)

EVENT_MOVES = table(
    # the reporter
    Move("report", (DRAFT,), (REPORTED,), "reporter"),
    Move("solve", (DRAFT,), (ARCHIVED,), "reporter", ("result",)),
    Move("discard", (DRAFT,), (VOID,), "reporter"),
    Move("withdraw", (REPORTED,), (DRAFT,), "reporter"),
    Move("reopen", (ARCHIVED,), (IN_PROGRESS, REPORTED), "reporter", ("reason",)),
    # the centre or station that holds the event, or the arbiter
    Move("accept", (REPORTED,), (ACCEPTED,), "holder"),
    Move("reject", (REPORTED,), (DRAFT,), "holder", ("reason",)),
    Move("report_up", (REPORTED, ACCEPTED), (REPORTED,), "holder", (), ("node_id",)),
    Move("hand_down", (REPORTED, ACCEPTED), (REPORTED,), "holder", ("node_id",)),
    Move("invalidate", (REPORTED, ACCEPTED), (VOID,), "holder", ("invalid_id",)),
    Move("merge", (REPORTED, ACCEPTED), (VOID,), "holder", ("main_event_id",)),
    Move("dispatch", (ACCEPTED,), (DISPATCHED,), "holder", ("orders",)),
    Move("add_orders", (DISPATCHED,), (DISPATCHED,), "holder", ("orders",)),
    Move("add_orders_later", (IN_PROGRESS,), (IN_PROGRESS,), "holder", ("orders",)),
    Move("handle", (ACCEPTED,), (TO_VERIFY,), "holder", ("result",)),
    Move("take_back", (DISPATCHED,), (ACCEPTED,), "holder", ("reason",)),
    Move("verify", (TO_VERIFY,), (TO_RATE,), "holder", (), ("remark",)),
    Move("fail", (TO_VERIFY,), (IN_PROGRESS, ACCEPTED), "holder", ("reason",)),
    Move("resume", (SUSPENDED,), RUNNING, "holder"),
    # holder or reporter
    Move(
        "rate",
        (TO_RATE,),
        (ARCHIVED,),
        "rater",
        ("rating_id",),
        ("method_id", "result", "visited_at"),
    ),
    # what follows from other things
    Move("begin", (DISPATCHED,), (IN_PROGRESS,), SYSTEM),
    Move("all_back", WORKED_ON, (ACCEPTED,), SYSTEM),
    Move("complete", WORKED_ON, (TO_VERIFY,), SYSTEM),
    Move("archive_unrated", (TO_RATE,), (ARCHIVED,), SYSTEM),
    # what an approved application does
    Move("suspend", RUNNING, (SUSPENDED,), SYSTEM),
    Move("annul", (*RUNNING, TO_VERIFY, TO_RATE, SUSPENDED), (VOID,), SYSTEM),
    Move("reset", (*WORKED_ON, TO_VERIFY, SUSPENDED), (ACCEPTED,), SYSTEM),
    Move("reroute", (*RUNNING, TO_VERIFY, SUSPENDED), (REPORTED,), SYSTEM),
)

SENT = "sent"
TAKEN = "accepted"
DONE = "done"
RETURNED = "returned"
RECALLED = "recalled"
CANCELLED = "cancelled"

TASK_STATES = [
    (SENT, "Waiting"),
    (TAKEN, "In Work"),
    (DONE, "Done"),
    (RETURNED, "Returned"),
    (RECALLED, "Recalled"),
    (CANCELLED, "Cancelled"),
]
TASK_OPEN = (SENT, TAKEN)
TASK_ENDS = (DONE, RETURNED, RECALLED, CANCELLED)

TASK_MOVES = table(
    Move("take", (SENT,), (TAKEN,), "handler"),
    Move("answer", TASK_OPEN, (DONE,), "handler", ("result",)),
    Move(
        "return",
        TASK_OPEN,
        (RETURNED,),
        "handler",
        ("return_id", "reason"),
        ("competent_node_id", "competent_organization_id"),
    ),
    Move("recall", (SENT,), (RECALLED,), "sender", ("reason",)),
    # to a person at the desk, or to all there
    Move("assign", (SENT,), (SENT,), "assigner", (), ("user_id",)),
    Move("assign_later", (TAKEN,), (TAKEN,), "assigner", (), ("user_id",)),
    # what follows from other things
    Move("close", TASK_OPEN, (DONE,), SYSTEM),
    Move("cancel", TASK_OPEN, (CANCELLED,), SYSTEM),
    Move("rework", (DONE,), (TAKEN,), SYSTEM),
    # nobody is left at the desk, or the person named is gone
    Move("pass_on", TASK_OPEN, (SENT,), SYSTEM, (), ("desk",)),
)
