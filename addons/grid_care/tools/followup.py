"""Classes of follow-up and when the next visit is due.

Norms of Managing and Treating Severe Mental Disorders (2018), DOMAIN 5.3: who is
unstable is seen again within two weeks; who is basically stable for the first time
within two weeks, and while that lasts every month; who is stable every three months.
The intervals are data (``grid.followup.rule``), the classes are these conditions. No
visit is ever due later than three months after the last, which makes four a year.
"""

from dateutil.relativedelta import relativedelta

UNSTABLE = "unstable"
BASIC = "basic"
STABLE = "stable"

CLASSES = [(UNSTABLE, "Unstable"), (BASIC, "Basically Stable"), (STABLE, "Stable")]

GONE, SOME, OBVIOUS = "gone", "some", "obvious"
SYMPTOMS = [(GONE, "Basically Gone"), (SOME, "Some"), (OBVIOUS, "Obvious")]

FULL, PARTIAL, NONE = "full", "partial", "none"
INSIGHTS = [(FULL, "Basically Recovered"), (PARTIAL, "Partial"), (NONE, "Lacking")]

GOOD, FAIR, POOR = "good", "fair", "poor"
FUNCTIONS = [(GOOD, "Good"), (FAIR, "Fair"), (POOR, "Poor")]

NO_REACTION, MILD, ACUTE = "none", "mild", "acute"
REACTIONS = [(NO_REACTION, "None"), (MILD, "Mild"), (ACUTE, "Severe or Acute")]

ANY, SAME, OTHER = "any", "same", "other"
BEFORE = [(ANY, "Whatever It Was"), (SAME, "The Same"), (OTHER, "Another, or None")]
"""What the class of the visit before must have been for a rule to count."""

WEEK, MONTH = "week", "month"
UNITS = [(WEEK, "Weeks"), (MONTH, "Months")]

MOST = relativedelta(months=3)
"""Four visits a year at the least."""
FIRST = relativedelta(weeks=2)
"""From receiving somebody to the first visit."""


def classify(risk, symptoms, insight, function, reaction, ill=False):
    """The class of somebody who was seen.

    :param int risk: level of risk, 0 to 5
    :param ill: gravely ill in body as well
    """
    if risk >= 3 or symptoms == OBVIOUS or insight == NONE or reaction == ACUTE or ill:
        return UNSTABLE
    calm = risk == 0 and symptoms == GONE and insight == FULL
    return STABLE if calm and function != POOR else BASIC


def fits(before, now, last):
    """Whether a rule with the condition ``before`` counts after the class ``last``."""
    return before == ANY or (before == SAME) == (now == last)


def next_visit(day, value, unit):
    """When the next visit is due, by an interval and never after three months."""
    steps = {WEEK: relativedelta(weeks=value), MONTH: relativedelta(months=value)}
    return min(day + steps[unit], day + MOST)
