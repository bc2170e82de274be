from odoo import api, fields, models


class GridGrid(models.Model):
    """What the buttons of a grid open."""

    _inherit = "grid.grid"

    history_count = fields.Integer(compute="_compute_history_count")

    def _compute_history_count(self):
        counts = dict(
            self.env["grid.grid.history"]._read_group(
                [("grid_id", "in", self.ids)], ["grid_id"], ["__count"]
            )
        )
        for grid in self:
            grid.history_count = counts.get(grid, 0)

    def action_open_children(self):
        """The grids directly below this one."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_grid_action"
        )
        return dict(
            action,
            name=self.display_name,
            domain=[("parent_id", "=", self.id)],
            context={"default_parent_id": self.id},
        )

    def action_open_staff(self):
        """The postings of today in this grid and below."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_posting_action"
        )
        domain = [("grid_id", "child_of", self.ids), ("state", "=", "current")]
        return dict(action, name=self.display_name, domain=domain, context={})

    def action_open_visits(self):
        """Visits in this grid and below."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_visit_action"
        )
        domain = [("grid_id", "child_of", self.ids)]
        return dict(action, name=self.display_name, domain=domain, context={})

    def action_new_visit(self):
        """Record a visit, the shortest way."""
        return self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_visit_action_new"
        )

    def action_open_history(self):
        """What became of this grid."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_grid_history_action"
        )
        return dict(action, name=self.display_name, domain=[("grid_id", "=", self.id)])

    @api.model
    def action_my_grids(self):
        """The highest grids of the user's scope, as cards for the phone."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_grid_action_cards"
        )
        grids = self.env.user._grid_scope_roots()
        return dict(action, domain=[("id", "in", grids.ids)])

    def action_split(self):
        self.ensure_one()
        return self._open_wizard("grid.grid.split", grid_id=self.id)

    def action_merge(self):
        """Merge the grids chosen in a list, or this one with others."""
        return self._open_wizard("grid.grid.merge", grid_ids=self.ids)

    def action_move(self):
        self.ensure_one()
        return self._open_wizard("grid.grid.move", grid_id=self.id)

    def _open_wizard(self, model_name, **defaults):
        self._check_may_restructure()
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(model_name).name,
            "res_model": model_name,
            "view_mode": "form",
            "target": "new",
            "context": {f"default_{name}": value for name, value in defaults.items()},
        }
