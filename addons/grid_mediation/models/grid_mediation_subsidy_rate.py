from odoo import api, fields, models

from ..tools.subsidy import Rate


class GridMediationSubsidyRate(models.Model):
    """A line of the table by which cases are subsidized: configuration."""

    _name = "grid.mediation.subsidy.rate"
    _description = "Subsidy Rate"
    _order = "pay, id"

    name = fields.Char("Difficulty", required=True, translate=True)
    least_sessions = fields.Integer("Sessions at Least")
    least_amount = fields.Float("Amount at Least (CNY)", digits=(14, 2))
    least_people = fields.Integer("People at Least")
    pay = fields.Float("Subsidy (CNY)", digits=(14, 2), required=True)
    basis = fields.Char(translate=True)
    active = fields.Boolean(default=True)

    _figures_positive = models.Constraint(
        "CHECK (least_sessions >= 0 AND least_amount >= 0 AND least_people >= 0 "
        "AND pay >= 0)",
        "The figures of a rate cannot be negative.",
    )

    @api.model
    @api.private
    def _rates(self):
        # sudo: whoever proposes a subsidy need not read the whole table
        return [
            Rate(
                rate.id,
                rate.pay,
                rate.least_sessions,
                rate.least_amount,
                rate.least_people,
            )
            for rate in self.sudo().search([])
        ]
