from odoo import api, fields, models


class GridResidentChange(models.Model):
    """Who changed which data of a resident: a light log instead of a chatter."""

    _name = "grid.resident.change"
    _description = "Change of a Resident"
    _inherit = ["grid.scoped.mixin"]
    _order = "id desc"

    resident_id = fields.Many2one(
        "grid.resident", "Resident", required=True, index=True, ondelete="cascade"
    )
    # the grid in which the change was made
    grid_id = fields.Many2one(index=False)
    user_id = fields.Many2one("res.users", "Changed By", required=True)
    date = fields.Datetime("Changed On", required=True, default=fields.Datetime.now)
    field_names = fields.Char(required=True, readonly=True)
    summary = fields.Char("Data Changed", compute="_compute_summary")

    @api.depends("field_names")
    def _compute_summary(self):
        """Names of the data only: no value, masked or not, is copied to a log."""
        known = self.env["grid.resident"]._fields
        for change in self:
            change.summary = ", ".join(
                known[name]._description_string(self.env)
                for name in (change.field_names or "").split(",")
                if name in known
            )
