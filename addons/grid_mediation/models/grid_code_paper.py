from odoo import fields, models


class GridCode(models.Model):
    """The documents of a case file (DOMAIN 4.5), and when the file needs each."""

    _inherit = "grid.code"

    table = fields.Selection(
        selection_add=[
            ("dispute_paper", "Document of the Case File"),
            ("dispute_retention", "Retention Period"),
        ],
        ondelete={"dispute_paper": "cascade", "dispute_retention": "cascade"},
    )
    paper_need = fields.Selection(
        [
            ("always", "Always"),
            ("agent", "If a Party Has an Agent"),
            ("agreed", "If an Agreement Was Reached"),
            ("any", "If There Is Any"),
            ("made", "Made With the File"),
        ],
        "The File Needs It",
        help="Documents that the file needs block closing while they are missing.",
    )
