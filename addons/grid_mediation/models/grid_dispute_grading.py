from odoo import fields, models

from .grid_dispute import GRADES


class GridDisputeGrading(models.Model):
    """How a dispute came by its grade: by which rule, or by whom and why."""

    _name = "grid.dispute.grading"
    _description = "Grading of a Dispute"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "date desc, id desc"
    _rec_name = "to_grade"

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    from_grade = fields.Selection(GRADES, "From Grade", readonly=True)
    to_grade = fields.Selection(GRADES, "To Grade", readonly=True)
    rule_id = fields.Many2one(
        "grid.warning.rule", "By Rule", readonly=True, ondelete="set null"
    )
    user_id = fields.Many2one(
        "res.users", "By Hand", readonly=True, ondelete="restrict", index=True
    )
    reason = fields.Text(readonly=True)
