"""The settings of the addon: one name and one default each."""

ACCEPT_DAYS = "grid_mediation.accept_days"
MEDIATE_MONTHS = "grid_mediation.mediate_months"

DEFAULTS = {
    # working days; local practice, no source confirms a figure
    ACCEPT_DAYS: 3,
    # Provisions on the Work of People's Mediation, art. 33: normally one month
    MEDIATE_MONTHS: 1,
}


def get_int(env, name):
    """A setting by its full name, the default if nobody set it."""
    # sudo: settings are no secret, but parameters are closed to ordinary users
    value = env["ir.config_parameter"].sudo().get_param(name)
    return int(value) if value else DEFAULTS[name]
