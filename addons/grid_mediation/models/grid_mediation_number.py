from odoo import fields, models


class GridMediationNumber(models.Model):
    """The last case number that a mediation body gave in a year.

    A row and not a sequence: a sequence leaves gaps where a transaction fails, and
    the numbers of case files have none. Nobody has access rows: it is read and
    written by ``grid.mediation.body`` alone.
    """

    _name = "grid.mediation.number"
    _description = "Last Case Number"

    body_id = fields.Many2one("grid.mediation.body", required=True, ondelete="cascade")
    year = fields.Integer(required=True)
    last = fields.Integer(required=True, default=0)

    _year_uniq = models.UniqueIndex("(body_id, year)", "One row for each year.")
