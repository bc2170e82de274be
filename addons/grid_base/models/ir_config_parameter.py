from zoneinfo import ZoneInfo

from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools import clock
from .grid_deadline_mixin import PARAMETER_SOON
from .grid_workday import PARAMETER_CLOSE, PARAMETER_UNMOVED, parse_close

# A deadline is counted on every intake: a value nobody can read would stop them all.
READERS = {clock.PARAMETER: ZoneInfo, PARAMETER_CLOSE: parse_close, PARAMETER_SOON: int}
COUNTED = {clock.PARAMETER, PARAMETER_CLOSE, PARAMETER_UNMOVED}


class IrConfigParameter(models.Model):
    _inherit = "ir.config_parameter"

    @api.constrains("key", "value")
    def _check_grid_value(self):
        for parameter in self:
            reader = READERS.get(parameter.key)
            try:
                if reader:
                    reader(parameter.value)
            except (ValueError, LookupError, OSError) as error:
                raise ValidationError(
                    self.env._(
                        "%(value)s is not a value for %(key)s.",
                        value=parameter.value,
                        key=parameter.key,
                    )
                ) from error

    @api.model_create_multi
    def create(self, vals_list):
        parameters = super().create(vals_list)
        parameters._count_deadlines_again(parameters.mapped("key"))
        return parameters

    def write(self, vals):
        keys = self.mapped("key")
        result = super().write(vals)
        self._count_deadlines_again(keys + self.mapped("key"))
        return result

    def unlink(self):
        keys = self.mapped("key")
        result = super().unlink()
        self._count_deadlines_again(keys)
        return result

    @api.model
    def _count_deadlines_again(self, keys):
        if COUNTED & set(keys):
            self.env["grid.deadline.mixin"]._deadline_calendar_changed()
