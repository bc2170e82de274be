from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.clock import local_today


class GridPostingTransfer(models.TransientModel):
    """Move staff to another grid: one posting ends, the next begins.

    It does nothing that its user could not do by hand: postings are ended and begun
    with the user's own rights.
    """

    _name = "grid.posting.transfer"
    _description = "Transfer Staff"

    staff_ids = fields.Many2many("grid.staff", string="Staff", required=True)
    grid_id = fields.Many2one("grid.grid", "New Grid", required=True)
    level_id = fields.Many2one(related="grid_id.level_id")
    role_id = fields.Many2one("grid.role", "New Role", required=True)
    date = fields.Date(
        "First Day There", required=True, default=lambda self: local_today(self.env)
    )
    ended = fields.Selection(
        [("main", "The main posting"), ("all", "All postings")],
        "What Ends",
        default="main",
        required=True,
    )
    note = fields.Char()
    posting_ids = fields.Many2many(
        "grid.posting", compute="_compute_posting_ids", string="Postings That End"
    )

    @api.depends("staff_ids", "date", "ended")
    def _compute_posting_ids(self):
        for wizard in self:
            wizard.posting_ids = wizard.date and wizard._find_postings()

    @api.onchange("grid_id")
    def _onchange_grid_id(self):
        if self.grid_id.level_id not in self.role_id.level_ids:
            self.role_id = False

    def action_transfer(self):
        self.ensure_one()
        postings = self._find_postings()
        begun = postings.filtered(lambda posting: posting.date_from < self.date)
        begun.write({"date_to": self.date - timedelta(days=1)})
        # what began that very day was never worked: the new posting takes its place
        (postings - begun).unlink()
        self.env["grid.posting"].create(
            [
                {
                    "staff_id": staff.id,
                    "grid_id": self.grid_id.id,
                    "role_id": self.role_id.id,
                    "date_from": self.date,
                    "is_main": True,
                    "note": self.note,
                }
                for staff in self.staff_ids
            ]
        )
        return {"type": "ir.actions.act_window_close"}

    def _find_postings(self):
        """The postings in force on the day of the transfer."""
        domain = self.env["grid.posting"]._live(self.date)
        domain &= Domain("staff_id", "in", self.staff_ids._origin.ids)
        if self.ended == "main":
            domain &= Domain("is_main", "=", True)
        return self.env["grid.posting"].search(domain)
