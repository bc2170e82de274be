from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.masked import touched_masked


class IrDefault(models.Model):
    _inherit = "ir.default"

    @api.constrains("field_id")
    def _check_field_not_masked(self):
        """A default would hold a personal value in clear, and fill it in for others."""
        # sudo: the description of fields is closed to ordinary users
        for field in self.sudo().field_id:
            model = self.env.get(field.model)
            if model is not None and touched_masked(model, field.name):
                raise ValidationError(
                    self.env._("A masked value cannot have a default value.")
                )
