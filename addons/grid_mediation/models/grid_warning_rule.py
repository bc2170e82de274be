from odoo import api, fields, models

from ..tools.warning import Rule
from .grid_dispute import GRADES


class GridWarningRule(models.Model):
    """When a dispute gets which grade of warning: configuration of the office."""

    _name = "grid.warning.rule"
    _description = "Warning Rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    grade = fields.Selection(GRADES, "Grade", required=True)
    kind_ids = fields.Many2many(
        "grid.code",
        "grid_warning_rule_kind_rel",
        string="Kinds",
        domain=[("table", "=", "dispute_kind")],
    )
    intensity_ids = fields.Many2many(
        "grid.code",
        "grid_warning_rule_intensity_rel",
        string="Intensities",
        domain=[("table", "=", "dispute_intensity")],
    )
    scale_ids = fields.Many2many(
        "grid.code",
        "grid_warning_rule_scale_rel",
        string="Scales",
        domain=[("table", "=", "dispute_scale")],
    )
    least_people = fields.Integer("People at Least")
    least_amount = fields.Float("Amount at Least (CNY)", digits=(14, 2))
    least_repeated = fields.Integer("Times Before at Least")
    basis = fields.Char(translate=True)
    active = fields.Boolean(default=True)

    _figures_positive = models.Constraint(
        "CHECK (least_people >= 0 AND least_amount >= 0 AND least_repeated >= 0)",
        "The figures of a rule cannot be negative.",
    )

    @api.model
    @api.private
    def _rules(self):
        """The rules in force, as values, in their order."""
        # sudo: whoever registers a dispute need not read the rules
        return [
            Rule(
                grade=rule.grade,
                kinds=frozenset(rule.kind_ids.ids),
                intensities=frozenset(rule.intensity_ids.ids),
                scales=frozenset(rule.scale_ids.ids),
                people=rule.least_people,
                amount=rule.least_amount,
                repeated=rule.least_repeated,
                key=rule.id,
            )
            for rule in self.sudo().search([])
        ]
