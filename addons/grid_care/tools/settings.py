"""The settings of the addon: one name and one default each."""

SCREEN_DAYS = "grid_care.screen_days"
ASSESS_DAYS = "grid_care.assess_days"
ERASE_DAYS = "grid_care.erase_days"

DEFAULTS = {
    # working days; local practice, no source confirms figures
    SCREEN_DAYS: 10,
    ASSESS_DAYS: 10,
    # days that a closed clue is kept; the shortest time that serves (PIPL, art. 19)
    ERASE_DAYS: 30,
}


def get_int(env, name):
    """A setting by its full name, the default if nobody set it."""
    # sudo: settings are no secret, but parameters are closed to ordinary users
    value = env["ir.config_parameter"].sudo().get_param(name)
    return int(value) if value else DEFAULTS[name]
