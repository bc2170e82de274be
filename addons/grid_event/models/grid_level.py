from odoo import api, models


class GridLevel(models.Model):
    """Levels stand in what is remembered of the tree."""

    _inherit = "grid.level"

    @api.model_create_multi
    def create(self, vals_list):
        levels = super().create(vals_list)
        self.env["grid.grid"]._event_territory_changed()
        return levels

    def write(self, vals):
        res = super().write(vals)
        if {"kind", "sequence"} & vals.keys():
            self.env["grid.grid"]._event_territory_changed()
        return res
