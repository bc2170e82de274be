from odoo import fields, models

from ..tools import settings


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    grid_event_return_limit = fields.Integer(
        "Returns Before an Arbiter Decides",
        config_parameter=settings.RETURN_LIMIT,
        default=settings.DEFAULTS[settings.RETURN_LIMIT],
    )
    grid_event_reopen_days = fields.Integer(
        "Reopening",
        config_parameter=settings.REOPEN_DAYS,
        default=settings.DEFAULTS[settings.REOPEN_DAYS],
    )
    grid_event_rate_days = fields.Integer(
        "Waiting for a Rating",
        config_parameter=settings.RATE_DAYS,
        default=settings.DEFAULTS[settings.RATE_DAYS],
    )
    grid_event_similar_metres = fields.Integer(
        "Similar Events Within",
        config_parameter=settings.SIMILAR_METRES,
        default=settings.DEFAULTS[settings.SIMILAR_METRES],
    )
    grid_event_similar_hours = fields.Integer(
        "Similar Events of the Last",
        config_parameter=settings.SIMILAR_HOURS,
        default=settings.DEFAULTS[settings.SIMILAR_HOURS],
    )
    grid_event_boundary_metres = fields.Integer(
        "Width of a Boundary",
        config_parameter=settings.BOUNDARY_METRES,
        default=settings.DEFAULTS[settings.BOUNDARY_METRES],
    )
    grid_event_media_megabytes = fields.Integer(
        "Largest File",
        config_parameter=settings.MEDIA_MEGABYTES,
        default=settings.DEFAULTS[settings.MEDIA_MEGABYTES],
    )

    def set_values(self):
        """Keep a zero: the core forgets the parameter, and the default came back."""
        super().set_values()
        # sudo: as the core does; only a system administrator gets here
        parameters = self.env["ir.config_parameter"].sudo()
        for name, key in self._grid_event_parameters():
            if not self[name]:
                parameters.set_param(key, "0")

    def _grid_event_parameters(self):
        for name, field in self._fields.items():
            key = getattr(field, "config_parameter", None)
            if key in settings.DEFAULTS:
                yield name, key
