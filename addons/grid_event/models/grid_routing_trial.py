from odoo import api, fields, models


class GridRoutingTrial(models.Model):
    """A line of the result of a trial: so many events, from one desk to another.

    Numbers and offices only: who tries rules may not read events.
    """

    _name = "grid.routing.trial"
    _description = "Result of a Trial"
    _order = "moved desc, event_count desc, id"

    rule_id = fields.Many2one(
        "grid.routing.rule", required=True, index=True, ondelete="cascade"
    )
    from_node_id = fields.Many2one("grid.grid", ondelete="cascade")
    from_organization_id = fields.Many2one("grid.organization", ondelete="cascade")
    to_node_id = fields.Many2one("grid.grid", ondelete="cascade")
    to_organization_id = fields.Many2one("grid.organization", ondelete="cascade")
    from_name = fields.Char("Went To", compute="_compute_names")
    to_name = fields.Char("Would Go To", compute="_compute_names")
    moved = fields.Boolean("Elsewhere")
    event_count = fields.Integer("Events")

    @api.depends(
        "from_node_id",
        "from_organization_id",
        "to_node_id",
        "to_organization_id",
    )
    def _compute_names(self):
        for line in self:
            for side in ("from", "to"):
                desk = line[f"{side}_organization_id"] or line[f"{side}_node_id"]
                line[f"{side}_name"] = desk.display_name
