from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today


class GridLinkedLeader(models.Model):
    """A leader linked with an area (DOMAIN 4.2: "two links, one supervision").

    What the two links of Putian mean is not confirmed by a source: here a leader is
    linked with an area by this record, and with a case by its case leader. The label
    is a text that the office sets.
    """

    _name = "grid.linked.leader"
    _description = "Linked Leader"
    _inherit = ["grid.scoped.mixin"]
    _order = "grid_id, date_from desc, id"
    _rec_name = "staff_id"

    grid_id = fields.Many2one(string="Area")
    staff_id = fields.Many2one(
        "grid.staff", "Leader", required=True, index=True, ondelete="restrict"
    )
    role = fields.Char("Label", help="What the office calls this link.")
    date_from = fields.Date(
        "From", required=True, default=lambda self: local_today(self.env)
    )
    date_to = fields.Date("Until")
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A link cannot end before it begins.",
    )

    @api.depends("date_from", "date_to")
    def _compute_in_force(self):
        today = local_today(self.env)
        for link in self:
            begun = link.date_from and link.date_from <= today
            link.in_force = begun and not (link.date_to and link.date_to < today)

    @api.model
    def _search_in_force(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        today = local_today(self.env)
        open_end = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        return Domain("date_from", "<=", today) & open_end
