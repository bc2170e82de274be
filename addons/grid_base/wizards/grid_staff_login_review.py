from odoo import api, fields, models


class GridStaffLoginReview(models.TransientModel):
    """Logins of people who hold no posting any more, to look through and archive."""

    _name = "grid.staff.login.review"
    _description = "Logins of People Who Left"

    days = fields.Integer("Days Without Posting", required=True, default=30)
    staff_ids = fields.Many2many(
        "grid.staff",
        string="Staff",
        compute="_compute_staff_ids",
        store=True,
        readonly=False,
        help="Take those off the list whose login should stay.",
    )

    @api.depends("days")
    def _compute_staff_ids(self):
        staff = self.env["grid.staff"]
        for review in self:
            review.staff_ids = staff.search(staff._domain_left(max(review.days, 0)))

    def action_archive(self):
        self.ensure_one()
        self.staff_ids._archive_logins()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("%s logins archived.", len(self.staff_ids)),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
