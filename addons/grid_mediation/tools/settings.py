"""The settings of the addon: one name and one default each."""

ACCEPT_DAYS = "grid_mediation.accept_days"
MEDIATE_MONTHS = "grid_mediation.mediate_months"
TERM_YEARS = "grid_mediation.term_years"
TERM_NOTICE_DAYS = "grid_mediation.term_notice_days"
DEFAULT_PERCENT = "grid_mediation.default_percent"
REMIND_HOUR = "grid_mediation.remind_hour"
MONTHLY_WAGE = "grid_mediation.monthly_wage"
VISIT_DAYS = "grid_mediation.visit_days"
RISK_WEIGHTS = {
    "red": "grid_mediation.risk_red",
    "orange": "grid_mediation.risk_orange",
    "yellow": "grid_mediation.risk_yellow",
    "blue": "grid_mediation.risk_blue",
}
"""For each grade what a dispute weighs that is not settled."""

DEFAULTS = {
    # working days; local practice, no source confirms a figure
    ACCEPT_DAYS: 3,
    # Provisions on the Work of People's Mediation, art. 33: normally one month
    MEDIATE_MONTHS: 1,
    # People's Mediation Law (2010) art. 9
    TERM_YEARS: 3,
    # local practice: elections take some weeks to prepare
    TERM_NOTICE_DAYS: 30,
    # yuan, of the staff on duty in the last year; 0: to be entered by the office
    MONTHLY_WAGE: 0,
    # hour of the day in the city; local practice
    REMIND_HOUR: 17,
    # percent of the subsidy that is paid where the agreement was not kept; local
    DEFAULT_PERCENT: 50,
    # days from an agreement in force to the return visit; local, no source gives any
    VISIT_DAYS: 30,
    # local: no source gives figures
    RISK_WEIGHTS["red"]: 10,
    RISK_WEIGHTS["orange"]: 5,
    RISK_WEIGHTS["yellow"]: 2,
    RISK_WEIGHTS["blue"]: 1,
}


def get_int(env, name):
    """A setting by its full name, the default if nobody set it."""
    # sudo: settings are no secret, but parameters are closed to ordinary users
    value = env["ir.config_parameter"].sudo().get_param(name)
    return int(value) if value else DEFAULTS[name]
