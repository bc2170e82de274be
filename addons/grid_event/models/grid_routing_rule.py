from odoo import api, fields, models


class GridRoutingRule(models.Model):
    """Who gets an event, by area, category and time."""

    _name = "grid.routing.rule"
    _description = "Routing Rule"
    _order = "sequence, id"

    name = fields.Char(required=True)
    sequence = fields.Integer(default=10)

    @api.model
    @api.private
    def _route(self, event):
        """:return: node that holds the event, department at once, and the rule"""
        return event._station(), self.env["grid.organization"], self.browse()
