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
    grid_care_police_days = fields.Integer(
        "Police Visit Every",
        config_parameter=settings.POLICE_DAYS,
        default=settings.DEFAULTS[settings.POLICE_DAYS],
    )
    grid_care_public_days = fields.Integer(
        "Nominations Are Public For",
        config_parameter=settings.PUBLIC_DAYS,
        default=settings.DEFAULTS[settings.PUBLIC_DAYS],
    )
    grid_care_review_days = fields.Integer(
        "Review Emergency Access Within",
        config_parameter=settings.REVIEW_DAYS,
        default=settings.DEFAULTS[settings.REVIEW_DAYS],
    )
    grid_care_push_pause = fields.Integer(
        "First Pause",
        config_parameter=settings.PUSH_PAUSE,
        default=settings.DEFAULTS[settings.PUSH_PAUSE],
    )
    grid_care_push_longest = fields.Integer(
        "Longest Pause",
        config_parameter=settings.PUSH_LONGEST,
        default=settings.DEFAULTS[settings.PUSH_LONGEST],
    )
    grid_care_push_tries = fields.Integer(
        "Give Up After",
        config_parameter=settings.PUSH_TRIES,
        default=settings.DEFAULTS[settings.PUSH_TRIES],
    )
    grid_care_push_plain = fields.Boolean(
        "Allow http to Other Machines", config_parameter=settings.PUSH_PLAIN
    )
