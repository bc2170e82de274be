"""One of the limits of a rule, as a record with a clock takes it."""


def limit_values(limits, name):
    """What ``grid.deadline.mixin`` takes of one limit; without a unit there is none.

    :param limits: a record, or the values of one: ``<name>_value``, ``<name>_unit``
    """
    unit = getattr(limits, f"{name}_unit")
    value = getattr(limits, f"{name}_value") if unit else 0
    return {"limit_value": value, "limit_unit": unit}


def own_clock(limits, name, start):
    """The clock of a task that does not share that of its event."""
    return {
        "shares_deadline": False,
        "deadline_start": start,
        **limit_values(limits, name),
    }
