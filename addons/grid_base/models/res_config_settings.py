from odoo import fields, models

from ..tools.period import PARAMETER as PARAMETER_FIRST_DAY
from .grid_access_log import PER_DAY, REASON_LENGTH
from .grid_access_seal import KEEP_DAYS
from .grid_deadline_mixin import PARAMETER_SOON, SOON_HOURS
from .grid_report_job import PARAMETER_BACKGROUND, PARAMETER_KEEP
from .grid_workday import (
    MIDNIGHT,
    PARAMETER_CLOSE,
    PARAMETER_UNMOVED,
    PARAMETER_WEEKENDS,
)


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    grid_deadline_close = fields.Char(
        "Last Day Ends At",
        config_parameter=PARAMETER_CLOSE,
        default=MIDNIGHT,
    )
    grid_deadline_unmoved = fields.Boolean(
        "Calendar-day Limits May End on a Holiday",
        config_parameter=PARAMETER_UNMOVED,
    )
    grid_deadline_soon_hours = fields.Integer(
        "Due Soon Within",
        config_parameter=PARAMETER_SOON,
        default=SOON_HOURS,
    )
    grid_deadline_weekends_only = fields.Boolean(
        "Go by Weekends in Years Not Entered",
        config_parameter=PARAMETER_WEEKENDS,
    )
    grid_report_font = fields.Char(
        "Font of Reports",
        config_parameter="grid_base.report_font",
        help="A font that the offices have; SimSun is Song.",
    )
    grid_report_background_rows = fields.Integer(
        "Large Reports",
        config_parameter=PARAMETER_BACKGROUND,
        help="Reports of more rows than this are written in the background.",
    )
    grid_report_keep_days = fields.Integer(
        "Files Kept For",
        config_parameter=PARAMETER_KEEP,
        help="Days after which the files of large reports are deleted.",
    )
    grid_month_first_day = fields.Integer(
        "Reporting Month Begins On",
        config_parameter=PARAMETER_FIRST_DAY,
        help="1 for natural months; 26 for months from the 26th of the month before.",
    )
    grid_lookup_per_day = fields.Integer(
        "Look-ups a Day",
        config_parameter=PER_DAY["search"][0],
        default=PER_DAY["search"][1],
        help="How many complete numbers one user may look for in a day.",
    )
    grid_reveal_per_day = fields.Integer(
        "Reveals a Day",
        config_parameter=PER_DAY["reveal"][0],
        default=PER_DAY["reveal"][1],
        help="How many masked values one user may reveal in a day.",
    )
    grid_reason_min_length = fields.Integer(
        "Shortest Reason",
        config_parameter=REASON_LENGTH[0],
        default=REASON_LENGTH[1],
        help="How many characters a reason has at least.",
    )
    grid_mask_id_number = fields.Char(
        "Visible Part of Identity Numbers",
        config_parameter="grid_base.mask_id_number",
        help="Characters at the head and at the tail: 6,4 or, stricter, 1,2.",
    )
    grid_access_log_keep_days = fields.Integer(
        "Access Log Kept For",
        config_parameter=KEEP_DAYS[0],
        help="0 keeps it for ever. Rows younger than three years are never deleted"
        " (Personal Information Protection Law, article 56).",
    )
