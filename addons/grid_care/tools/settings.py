"""The settings of the addon: one name and one default each."""

SCREEN_DAYS = "grid_care.screen_days"
ASSESS_DAYS = "grid_care.assess_days"
ERASE_DAYS = "grid_care.erase_days"
POLICE_DAYS = "grid_care.police_days"
PUBLIC_DAYS = "grid_care.public_days"
REVIEW_DAYS = "grid_care.review_days"
PUSH_PAUSE = "grid_care.push_pause"
PUSH_LONGEST = "grid_care.push_longest"
PUSH_TRIES = "grid_care.push_tries"
PUSH_PLAIN = "grid_care.push_plain"

DEFAULTS = {
    # working days; local practice, no source confirms figures
    SCREEN_DAYS: 10,
    ASSESS_DAYS: 10,
    # days that a closed clue is kept; the shortest time that serves (PIPL, art. 19)
    ERASE_DAYS: 30,
    # days between two visits of the police: "regularly", no source gives a number
    POLICE_DAYS: 30,
    # days that a nomination for a reward is public; no source gives a number
    PUBLIC_DAYS: 5,
    # working days in which an emergency access is reviewed
    REVIEW_DAYS: 2,
    # outside systems: seconds, hours; about three days of trying
    PUSH_PAUSE: 60,
    PUSH_LONGEST: 6,
    PUSH_TRIES: 20,
}


def get_int(env, name):
    """A setting by its full name, the default if nobody set it."""
    # sudo: settings are no secret, but parameters are closed to ordinary users
    value = env["ir.config_parameter"].sudo().get_param(name)
    return int(value) if value else DEFAULTS[name]


def get_flag(env, name):
    """Whether somebody switched a setting on."""
    # sudo: as above
    return env["ir.config_parameter"].sudo().get_param(name) == "True"
