from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What waits for somebody who leaves is passed on at once."""

    _inherit = "res.users"

    def write(self, vals):
        res = super().write(vals)
        if "active" in vals and not vals["active"]:
            self.env["grid.event.task"]._somebody_left()
        return res

    @api.private
    def _grid_postings_changed(self):
        """Also called where a posting ends and where staff is archived."""
        res = super()._grid_postings_changed()
        self.env["grid.event.task"]._somebody_left()
        return res

    @api.private
    def _event_left(self):
        """Those of these users who cannot act any more: no login, or no post.

        People from outside hold no post; their login alone counts. One query.
        """
        # sudo: it says whether somebody is there, not where
        staff = self.env["grid.staff"].sudo()
        posted = staff.search(
            Domain("user_id", "in", self.ids) & Domain("posted", "=", True)
        ).user_id
        there = self.filtered(
            lambda user: user.active and (user.share or user in posted)
        )
        return self - there
