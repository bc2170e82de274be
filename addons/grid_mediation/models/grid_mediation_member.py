from odoo import fields, models


class GridMediationMember(models.Model):
    """A mediator's seat in a body, for a term.

    People's Mediation Law (2010) art. 8 and 9: three to nine members, one of them the
    chair; a term of three years, re-election allowed.
    """

    _name = "grid.mediation.member"
    _description = "Member of a Mediation Body"
    _inherit = ["grid.scoped.mixin"]
    _order = "body_id, position, date_from desc, id"
    _rec_name = "mediator_id"

    body_id = fields.Many2one(
        "grid.mediation.body", "Body", required=True, index=True, ondelete="cascade"
    )
    grid_id = fields.Many2one(
        related="body_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    mediator_id = fields.Many2one(
        "grid.mediator", "Mediator", required=True, index=True, ondelete="restrict"
    )
    position = fields.Selection(
        [("chair", "Chair"), ("deputy", "Deputy Chair"), ("member", "Member")],
        required=True,
        default="member",
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("To", help="Last day of the term.")

    _dates_order = models.Constraint(
        "CHECK (date_to IS NULL OR date_to >= date_from)",
        "A term cannot end before it begins.",
    )
