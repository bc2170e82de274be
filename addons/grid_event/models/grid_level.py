from odoo import models


class GridLevel(models.Model):
    _inherit = "grid.level"

    def write(self, vals):
        res = super().write(vals)
        if {"kind", "sequence"} & vals.keys():
            self.env["grid.grid"]._event_territory_changed()
        return res
