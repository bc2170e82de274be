from odoo import fields, models


class GridDivisionImportIssue(models.TransientModel):
    """A row that is wrong, or a grid the list says something else about."""

    _name = "grid.division.import.issue"
    _description = "Finding of a Division Import"
    _order = "kind, row, code, id"

    import_id = fields.Many2one(
        "grid.division.import", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection([("error", "Error"), ("notice", "Notice")], required=True)
    row = fields.Integer()
    code = fields.Char()
    message = fields.Text(required=True)
