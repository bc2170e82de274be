from odoo import fields, models
from odoo.exceptions import AccessError

from odoo.addons.grid_base.tools.clock import local_today


class GridCareHold(models.Model):
    """A legal hold: while it lasts, nothing of the file is erased on schedule."""

    _name = "grid.care.hold"
    _description = "Legal Hold"
    _inherit = ["grid.care.part.mixin"]
    _order = "id desc"
    _rec_name = "number"

    reason = fields.Text(required=True)
    since = fields.Date(
        required=True, readonly=True, default=lambda self: local_today(self.env)
    )
    ended_on = fields.Date("Ended On", readonly=True, copy=False)

    _open_uniq = models.UniqueIndex(
        "(case_id) WHERE ended_on IS NULL", "There is a legal hold already."
    )

    def action_end(self):
        """Let the schedule go on."""
        if self.case_id - self.case_id._actor_officer():
            raise AccessError(self.env._("The care desk ends a legal hold."))
        # sudo: the day is set here and nowhere else
        self.filtered(lambda one: not one.ended_on).sudo().ended_on = local_today(
            self.env
        )
        return True
