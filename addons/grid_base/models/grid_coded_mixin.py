from odoo import api, models
from odoo.exceptions import ValidationError

from ..tools.code_field import Code


def _code_fields(model):
    return [name for name, field in model._fields.items() if _is_code(field)]


def _is_code(field):
    return isinstance(field, Code) and field.store and field.table


class GridCodedMixin(models.AbstractModel):
    """Has fields that take a value of one code table (``tools.code_field.Code``)."""

    _name = "grid.coded.mixin"
    _description = "Values of Code Tables"

    @api.constrains(_code_fields)
    def _check_code_tables(self):
        """The list on the screen offers one table; imports and RPC name any id."""
        tables = self.env["grid.code"]._table_of_ids()
        for name in _code_fields(self):
            field = self._fields[name]
            for code in self.mapped(name):
                if tables[code.id] != field.table:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: “%(value)s” belongs to another code table.",
                            field=field._description_string(self.env),
                            value=code.display_name,
                        )
                    )
