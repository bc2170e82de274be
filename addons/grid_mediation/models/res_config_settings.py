from odoo import fields, models

from ..tools import settings


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    grid_mediation_accept_days = fields.Integer(
        "Accept Disputes Within",
        config_parameter=settings.ACCEPT_DAYS,
        default=settings.DEFAULTS[settings.ACCEPT_DAYS],
    )
    grid_mediation_mediate_months = fields.Integer(
        "Mediate Within",
        config_parameter=settings.MEDIATE_MONTHS,
        default=settings.DEFAULTS[settings.MEDIATE_MONTHS],
    )
    grid_mediation_term_years = fields.Integer(
        "Term of Members",
        config_parameter=settings.TERM_YEARS,
        default=settings.DEFAULTS[settings.TERM_YEARS],
    )
    grid_mediation_term_notice_days = fields.Integer(
        "Tell of Ending Terms",
        config_parameter=settings.TERM_NOTICE_DAYS,
        default=settings.DEFAULTS[settings.TERM_NOTICE_DAYS],
    )
    grid_mediation_risk_red = fields.Integer(
        "Weight of Red",
        config_parameter=settings.RISK_WEIGHTS["red"],
        default=settings.DEFAULTS[settings.RISK_WEIGHTS["red"]],
    )
    grid_mediation_risk_orange = fields.Integer(
        "Weight of Orange",
        config_parameter=settings.RISK_WEIGHTS["orange"],
        default=settings.DEFAULTS[settings.RISK_WEIGHTS["orange"]],
    )
    grid_mediation_risk_yellow = fields.Integer(
        "Weight of Yellow",
        config_parameter=settings.RISK_WEIGHTS["yellow"],
        default=settings.DEFAULTS[settings.RISK_WEIGHTS["yellow"]],
    )
    grid_mediation_risk_blue = fields.Integer(
        "Weight of Blue",
        config_parameter=settings.RISK_WEIGHTS["blue"],
        default=settings.DEFAULTS[settings.RISK_WEIGHTS["blue"]],
    )
    grid_mediation_monthly_wage = fields.Integer(
        "Average Monthly Wage",
        config_parameter=settings.MONTHLY_WAGE,
        default=settings.DEFAULTS[settings.MONTHLY_WAGE],
    )
    grid_mediation_visit_days = fields.Integer(
        "Return Visit After",
        config_parameter=settings.VISIT_DAYS,
        default=settings.DEFAULTS[settings.VISIT_DAYS],
    )
    grid_mediation_default_percent = fields.Integer(
        "Subsidy After Default (%)",
        config_parameter=settings.DEFAULT_PERCENT,
        default=settings.DEFAULTS[settings.DEFAULT_PERCENT],
    )
    grid_mediation_remind_hour = fields.Integer(
        "Remind of Daily Reports From",
        config_parameter=settings.REMIND_HOUR,
        default=settings.DEFAULTS[settings.REMIND_HOUR],
    )
