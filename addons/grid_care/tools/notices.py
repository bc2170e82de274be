"""The five notices: who gets which of them, by which moves, and at most what.

One record of a discharge becomes five notices (DOMAIN 5.6, the practice of Putian): one
is handed to the family, four go to health centre, police, governance centre and
community. Each may carry only what is named for it here; an administrator can take
fields away and never add any (Mental Health Law, art. 4; Personal Information
Protection Law, art. 6 and 28: no more than the purpose needs).
"""

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

FAMILY = "family"
HEALTH = "health"
POLICE = "police"
CENTRE = "centre"
COMMUNITY = "community"

KINDS = [
    (FAMILY, "Notice to the Family"),
    (HEALTH, "Handover to the Health Centre"),
    (POLICE, "Notice to the Police"),
    (CENTRE, "Prompt to the Governance Centre"),
    (COMMUNITY, "Tracking by the Community"),
]

FIELDS = [
    ("name", "Name"),
    ("sex", "Sex"),
    ("birth_date", "Birth Date"),
    ("id_number", "Identity Number"),
    ("phone", "Phone"),
    ("address", "Address"),
    ("guardian", "Guardian"),
    ("guardian_phone", "Phone of the Guardian"),
    ("hospital", "Hospital"),
    ("admitted_on", "Admitted On"),
    ("discharged_on", "Discharged On"),
    ("diagnosis", "Diagnosis"),
    ("risk", "Risk"),
    ("treatment", "Treatment"),
    ("medication", "Medication"),
    ("advice", "Advice"),
    ("next_visit_on", "Next Visit On"),
]

_PERSON = ("name", "sex", "address", "guardian", "guardian_phone", "discharged_on")

MOST = {
    FAMILY: ("name", "hospital", "admitted_on", "discharged_on", "medication")
    + ("advice", "next_visit_on"),
    HEALTH: tuple(name for name, _label in FIELDS),
    # no diagnosis, treatment or medication
    POLICE: (*_PERSON, "id_number", "hospital", "risk"),
    CENTRE: (*_PERSON, "risk"),
    # no diagnosis and no risk: what a neighbour needs to help
    COMMUNITY: ("name", "address", "guardian", "guardian_phone", "discharged_on"),
}
"""The most that each notice may say."""

SEATS = {HEALTH: "health_centre", POLICE: "police_station"}
"""Kinds of organizations that receive."""
DESKS = {
    CENTRE: "grid_care.group_care_officer",
    COMMUNITY: "grid_care.group_care_community",
}
"""Groups whose nearest desk receives."""

ISSUED = "issued"
PUSHED = "pushed"
RECEIVED = "received"
ANSWERED = "answered"
DONE = "done"
RETURNED = "returned"
RECALLED = "recalled"
ENDED = "ended"

NOTICE_STATES = [
    (ISSUED, "To Be Delivered"),
    (PUSHED, "Delivered"),
    (RECEIVED, "Received"),
    (ANSWERED, "Answered"),
    (DONE, "Done"),
    (RETURNED, "Sent Back"),
    (RECALLED, "Recalled"),
    (ENDED, "Sharing Ended"),
]

WITH_RECEIVER = (PUSHED, RECEIVED, ANSWERED, DONE)
"""States in which the receiver reads it."""
TAKEN = (RECEIVED, ANSWERED, DONE)
"""States that count as received."""

RECEIVE = "receive"
ANSWER = "answer"
STAGES = [(RECEIVE, "To Receive"), (ANSWER, "To Answer")]

NOTICE_MOVES = table(
    Move("hand_over", (ISSUED,), (DONE,), "issuer", ("signer", "proof")),
    Move("push", (ISSUED,), (PUSHED,), SYSTEM),
    Move("receive", (PUSHED,), (RECEIVED,), "receiver"),
    Move("answer", (RECEIVED,), (ANSWERED,), "receiver", ("answer",)),
    Move("finish", (ANSWERED,), (DONE,), "receiver"),
    Move("send_back", (PUSHED, RECEIVED), (RETURNED,), "receiver", ("reason",)),
    Move("redirect", (ISSUED, RETURNED), (PUSHED,), "issuer", ("organization_id",)),
    Move("expire", WITH_RECEIVER, (ENDED,), SYSTEM),
    Move(
        "recall",
        (ISSUED, PUSHED, RECEIVED, ANSWERED, DONE, RETURNED),
        (RECALLED,),
        "issuer",
        ("reason",),
    ),
)
