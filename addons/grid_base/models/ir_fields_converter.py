from odoo import api, models

from ..tools.code_field import Code


class IrFieldsConverter(models.AbstractModel):
    _inherit = "ir.fields.converter"

    @api.model
    def db_id_for(self, model, field, subfield, value, savepoint):
        """Imported codes are looked up in their own table: many have an "Other"."""
        if isinstance(field, Code):
            self = self.with_context(grid_code_table=field.table)
        return super().db_id_for(model, field, subfield, value, savepoint)
