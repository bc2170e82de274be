from odoo import api, models
from odoo.exceptions import ValidationError

from odoo.addons.grid_event.tools.settings import read_count

from ..tools.settings import DEFAULTS


class IrConfigParameter(models.Model):
    _inherit = "ir.config_parameter"

    @api.constrains("key", "value")
    def _check_grid_mediation_value(self):
        """Read on every acceptance: a value nobody can read would stop them all."""
        for parameter in self.filtered(lambda p: p.key in DEFAULTS):
            try:
                read_count(parameter.value)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "%(key)s is a whole number from 0, not %(value)s.",
                        key=parameter.key,
                        value=parameter.value,
                    )
                ) from error
