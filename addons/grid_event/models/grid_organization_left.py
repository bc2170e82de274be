from odoo import models


class GridOrganization(models.Model):
    """An order does not stay with a department for which nobody acts."""

    _inherit = "grid.organization"

    def write(self, vals):
        res = super().write(vals)
        if {"active", "user_ids"} & vals.keys():
            self.env["grid.event.task"]._somebody_left()
        return res
