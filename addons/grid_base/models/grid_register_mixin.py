from odoo import api, models
from odoo.exceptions import UserError

from ..tools.masked import masked_fields
from ..tools.masking import STAR


class GridRegisterMixin(models.AbstractModel):
    """A register of the grid: houses, households, residents.

    Made for bulk: a thousand records are checked together and inserted at once, with
    the true values of their masked fields in the same statement.
    """

    _name = "grid.register.mixin"
    _description = "Register of a Grid"
    _inherit = [
        "grid.scoped.mixin",
        "grid.masked.mixin",
        "grid.coded.mixin",
        "grid.import.mixin",
    ]

    @api.model_create_multi
    def create(self, vals_list):
        """Insert true values at once, instead of an update by each shown field."""
        if self.env.su:
            return super().create(self._register_vals(vals_list))
        # the right as such: in a copy, self is the record that is copied
        self.browse().check_access("create")
        self._check_links(vals_list)
        for name in set().union(*vals_list):
            if name in self._fields:
                self._check_field_access(self._fields[name], "write")
        lines = [self._pop_lines(vals) for vals in map(dict, vals_list)]
        # sudo: the true fields are closed by group. The user's right to create, and to
        # every field given, was checked above; the rules are checked below
        records = super(GridRegisterMixin, self.sudo()).create(
            self._register_vals([vals for vals, _lines in lines])
        )
        records = records.with_env(self.env)
        records.check_access("create")
        for record, (_vals, commands) in zip(records, lines, strict=True):
            if commands:
                record.write(commands)
        return records

    def write(self, vals):
        if "active" in vals:
            # to archive is as good as to delete
            self.check_access("unlink")
        return super().write(vals)

    @api.model
    def _register_vals(self, vals_list):
        """The values to insert; the place to add what is worked out in bulk."""
        return self._masked_to_true(vals_list)

    def _pop_lines(self, vals):
        """Split off commands for lines: they are carried out as the user."""
        lines = {
            name: vals.pop(name)
            for name in list(vals)
            if name in self._fields
            and self._fields[name].type in ("one2many", "many2many")
        }
        return vals, lines

    @api.model
    def _masked_to_true(self, vals_list):
        """The same values with those of masked fields checked, under the true names."""
        masked = masked_fields(self)
        result = []
        for vals in map(dict, vals_list):
            for name in masked.keys() & vals.keys():
                text = vals.pop(name)
                if STAR in str(text or ""):
                    raise UserError(self._masked_star_error(masked[name]))
                if not text or not str(text).strip():
                    continue
                try:
                    value = masked[name].handler.parse(self.env, text)
                except ValueError:
                    # worked out again, with the message
                    value = self._masked_normalize(name, text)
                vals[masked[name].truth] = value
            result.append(vals)
        return result
