from odoo import fields, models

from ..tools import settings


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    grid_care_screen_days = fields.Integer(
        "Screen Clues Within",
        config_parameter=settings.SCREEN_DAYS,
        default=settings.DEFAULTS[settings.SCREEN_DAYS],
    )
    grid_care_assess_days = fields.Integer(
        "Hospitals Answer Within",
        config_parameter=settings.ASSESS_DAYS,
        default=settings.DEFAULTS[settings.ASSESS_DAYS],
    )
    grid_care_erase_days = fields.Integer(
        "Erase Closed Clues After",
        config_parameter=settings.ERASE_DAYS,
        default=settings.DEFAULTS[settings.ERASE_DAYS],
    )
