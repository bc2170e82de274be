from odoo import api, fields, models

from ..tools.notices import KINDS

FILE = "file"


class GridCareBasis(models.Model):
    """On what ground something is shared or kept, and for how long.

    One row for each notice, counted from its delivery, and one for the file, counted
    from its end. Both are shortest-time settings (Personal Information Protection Law,
    art. 19): no source gives the months. No months: without an end.
    """

    _name = "grid.care.basis"
    _description = "Ground and Time of Sharing"
    _order = "id"
    _rec_name = "kind"

    kind = fields.Selection([*KINDS, (FILE, "File of a Person in Care")], required=True)
    basis = fields.Char("Legal Basis or Consent", required=True, translate=True)
    months = fields.Integer("Shared or Kept for Months")

    _kind_uniq = models.UniqueIndex("(kind)", "One row for each.")
    _months_check = models.Constraint(
        "CHECK (months BETWEEN 0 AND 600)", "Months lie from 0 to 600."
    )

    @api.model
    def _of(self, kind):
        """The row of a notice or of the file."""
        # sudo: grounds are no secret; administrators set them
        return self.sudo().search([("kind", "=", kind)])
