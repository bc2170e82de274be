"""Age bands: what everybody in scope may know of an age."""

from dateutil.relativedelta import relativedelta

AGE_BANDS = [
    ("0_6", 0, 6),
    ("7_17", 7, 17),
    ("18_59", 18, 59),
    ("60_79", 60, 79),
    ("80", 80, None),
]
"""Key, first and last year of age (None: no end)."""


def age_on(birth, day) -> int:
    """Completed years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def band_of(birth, day):
    """Key of the band of somebody born on a day, on another day."""
    age = age_on(birth, day)
    return next(
        (key for key, low, high in AGE_BANDS if low <= age and age <= (high or age)),
        False,
    )


def born_between(key, day):
    """Birth dates of a band on a day, as (after, until); ``after`` may be None."""
    low, high = next((low, high) for name, low, high in AGE_BANDS if name == key)
    until = day - relativedelta(years=low)
    after = high is not None and day - relativedelta(years=high + 1)
    return after or None, until
