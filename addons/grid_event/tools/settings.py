"""The settings of the addon: one name and one default each."""

RETURN_LIMIT = "grid_event.return_limit"
REOPEN_DAYS = "grid_event.reopen_days"
RATE_DAYS = "grid_event.rate_days"
SIMILAR_METRES = "grid_event.similar_metres"
SIMILAR_HOURS = "grid_event.similar_hours"
BOUNDARY_METRES = "grid_event.boundary_metres"
MEDIA_MEGABYTES = "grid_event.media_megabytes"

DEFAULTS = {
    RETURN_LIMIT: 2,
    REOPEN_DAYS: 15,
    RATE_DAYS: 7,
    SIMILAR_METRES: 200,
    SIMILAR_HOURS: 72,
    BOUNDARY_METRES: 3,
    MEDIA_MEGABYTES: 50,
}


def get_int(env, name):
    """A setting by its full name, the default if nobody set it."""
    # sudo: settings are no secret, but parameters are closed to ordinary users
    value = env["ir.config_parameter"].sudo().get_param(name)
    return int(value) if value else DEFAULTS[name]


def read_count(text):
    """A whole number from 0.

    :raise ValueError: the text is none
    """
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number
