from odoo import fields, models


class GridSessionLink(models.TransientModel):
    """Shows links once: the text is not stored, so that no link is in the database."""

    _name = "grid.session.link"
    _description = "Links to a Video Session"

    text = fields.Text("Links", readonly=True, store=False)
