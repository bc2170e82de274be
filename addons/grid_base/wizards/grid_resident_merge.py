from odoo import api, fields, models
from odoo.exceptions import UserError


class GridResidentMerge(models.TransientModel):
    """Decide whether records that look alike are one person."""

    _name = "grid.resident.merge"
    _description = "Compare and Merge Residents"
    _inherit = ["grid.link.mixin"]

    resident_ids = fields.Many2many(
        "grid.resident", string="Records", required=True, readonly=True
    )
    keep_id = fields.Many2one(
        "grid.resident",
        "Keep",
        domain="[('id', 'in', resident_ids)]",
        compute="_compute_keep_id",
        store=True,
        readonly=False,
        help="The others are archived; what is empty here is filled from them.",
    )

    @api.depends("resident_ids")
    def _compute_keep_id(self):
        """The record with an identity number, or else the oldest one."""
        for merge in self:
            # sudo: the true number is closed by group; only its presence counts
            records = merge.resident_ids._origin.sudo()
            ordered = records.sorted(lambda r: (not r.id_number_true, r.id))
            merge.keep_id = ordered[:1].sudo(False)

    def action_merge(self):
        self.ensure_one()
        if self.keep_id not in self.resident_ids or len(self.resident_ids) < 2:
            raise UserError(self.env._("Choose one of the records to keep."))
        self.keep_id.merge_from(self.resident_ids - self.keep_id)
        return self.keep_id.action_open_form()

    def action_distinct(self):
        """They are different people: do not ask again."""
        self.ensure_one()
        self.resident_ids.mark_distinct()
        return {"type": "ir.actions.act_window_close"}
