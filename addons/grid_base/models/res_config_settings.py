from odoo import fields, models

from ..tools.period import PARAMETER as PARAMETER_FIRST_DAY
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
