from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.notices import FIELDS, KINDS, MOST


class GridCareNoticeField(models.Model):
    """What a kind of notice says; a field that is taken away leaves no more.

    The rows are the most that is allowed (``tools.notices.MOST``). An administrator
    switches them off and on again; nobody adds any.
    """

    _name = "grid.care.notice.field"
    _description = "Field of a Notice"
    _order = "kind, id"
    _rec_name = "field"

    kind = fields.Selection(KINDS, required=True, readonly=True)
    field = fields.Selection(FIELDS, required=True, readonly=True)
    active = fields.Boolean("Is Said", default=True)

    _field_uniq = models.UniqueIndex("(kind, field)", "One row for each field.")

    @api.model
    @api.private
    def _complete(self):
        """Add the rows that the table names and that are not there yet."""
        there = {
            (row.kind, row.field)
            for row in self.with_context(active_test=False).search([])
        }
        self.create(
            [
                {"kind": kind, "field": name}
                for kind, names in MOST.items()
                for name in names
                if (kind, name) not in there
            ]
        )

    def write(self, vals):
        if not self.env.su and set(vals) - {"active"}:
            raise AccessError(self.env._("A field can only be switched off or on."))
        return super().write(vals)

    @api.model
    def _said(self, kind):
        """Names of what a kind of notice says now, in the order of the form."""
        # sudo: what is told is no secret; only administrators see the table
        rows = self.sudo().search([("kind", "=", kind)])
        named = set(rows.mapped("field")) & set(MOST[kind])
        return [name for name, _label in FIELDS if name in named]
