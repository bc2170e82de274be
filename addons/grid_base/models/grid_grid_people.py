from odoo import fields, models


class GridGrid(models.Model):
    """Houses, households and residents of a grid and of those below it."""

    _inherit = "grid.grid"

    house_number = fields.Integer("Houses", compute="_compute_people_numbers")
    household_number = fields.Integer("Households", compute="_compute_people_numbers")
    resident_number = fields.Integer("Residents", compute="_compute_people_numbers")

    def _compute_people_numbers(self):
        """As far as the user sees them; nobody who sees none is shown a zero."""
        for name, model in (
            ("house_number", "grid.house"),
            ("household_number", "grid.household"),
            ("resident_number", "grid.resident"),
        ):
            counts = {}
            if self.env[model].has_access("read"):
                counts = self._count_below(model, [("active", "=", True)])
            for grid in self:
                grid[name] = counts.get(grid.id, 0)

    def action_open_houses(self):
        return self._open_people("grid_base.grid_house_action")

    def action_open_households(self):
        return self._open_people("grid_base.grid_household_action")

    def action_open_residents(self):
        return self._open_people("grid_base.grid_resident_action")

    def _open_people(self, action_xmlid):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(action_xmlid)
        context = {"default_grid_id": self.id} if self.level_kind == "unit" else {}
        domain = [("grid_id", "child_of", self.ids)]
        return dict(action, name=self.display_name, domain=domain, context=context)
