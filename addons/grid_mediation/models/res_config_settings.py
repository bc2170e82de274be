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
