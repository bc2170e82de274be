from odoo import fields, models


class GridOrganizationKind(models.Model):
    """Department, court, police station, hospital, mediation body, chamber, ..."""

    _name = "grid.organization.kind"
    _description = "Kind of Organization"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This code is taken.")
