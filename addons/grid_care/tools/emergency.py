"""An emergency of somebody in care: what it is, and what it obliges to.

Norms of Managing and Treating Severe Mental Disorders (2018), DOMAIN 5.5: it is
recorded within 24 hours, looked after every 4 hours until two checks in a row were
stable, and the police are told from risk 3 on.
"""

from datetime import timedelta

HARM_SELF, HARM_OTHERS, RELAPSE, REACTION = "self", "others", "relapse", "reaction"

TRIGGERS = [
    (HARM_SELF, "Harm to Oneself"),
    (HARM_OTHERS, "Danger to Others"),
    (RELAPSE, "Clear Relapse"),
    (REACTION, "Severe Side Effects"),
]

OPEN, STABLE = "open", "stable"
EMERGENCY_STATES = [(OPEN, "To Be Checked"), (STABLE, "Stable")]

RECORD_HOURS = 24
CHECK_EVERY = timedelta(hours=4)
CHECKS_IN_A_ROW = 2
POLICE_FROM = 3
"""Level of risk from which the police are told."""


def police_are_told(trigger, risk):
    """Whether the police have to know.

    Who records it may not be one who assesses risk (a neighbour in the team): until
    somebody does, harm to anybody is told.

    :param risk: level 0 to 5 as text, or nothing if nobody has assessed it
    """
    if risk:
        return int(risk) >= POLICE_FROM
    return trigger in (HARM_SELF, HARM_OTHERS)


def is_over(stable):
    """Whether checks, given as booleans in order of time, end an emergency."""
    return len(stable) >= CHECKS_IN_A_ROW and all(stable[-CHECKS_IN_A_ROW:])
