"""Names of mediation by video."""

import hashlib

SEAT_STATES = [
    ("invited", "Link Made"),
    ("waiting", "Waits in the Lobby"),
    ("admitted", "Admitted"),
    ("out", "Put Out"),
]
ROOM_KINDS = [("table", "Round Table"), ("caucus", "Alone with One Party")]
VIDEO_STATES = [("new", "Not Opened"), ("open", "Open"), ("closed", "Closed")]

GRACE_HOURS = 2
"""A link is good until so long after the planned end of its session."""

PASS = object()
"""In the context, lets code of this process make a membership. No caller from outside
can name it."""


def digest(token):
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


NOBODY = "."
"""Groups of a field that is for the superuser only."""
