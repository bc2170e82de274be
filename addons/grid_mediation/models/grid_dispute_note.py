from odoo import api, fields, models
from odoo.exceptions import UserError


class GridDisputeNote(models.Model):
    """What one party told a mediator alone.

    Nobody reads it but its author, and co-mediators of the case to whom the author
    opened it, both only while they mediate it: no officer, leader or administrator,
    and no successor. It is no part of the case file, has no attachment, and its name
    tells nothing. The rules are global, so they bind every role.
    """

    _name = "grid.dispute.note"
    _description = "Confidential Note"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "create_date desc, id desc"
    _rec_names_search = ["dispute_id.number"]

    author_id = fields.Many2one(
        "res.users",
        "Author",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    party_id = fields.Many2one(
        "grid.dispute.party",
        "Told by",
        index="btree_not_null",
        ondelete="set null",
        domain="[('dispute_id', '=', dispute_id)]",
    )
    text = fields.Text("What Was Said", required=True)
    opened_ids = fields.Many2many(
        "grid.mediator",
        "grid_dispute_note_mediator_rel",
        "note_id",
        "mediator_id",
        "Opened to",
        help="Co-mediators of this case who may read it.",
    )

    @api.depends("create_date")
    def _compute_display_name(self):
        for note in self:
            note.display_name = self.env._("Confidential note")

    @api.constrains("opened_ids", "party_id", "dispute_id")
    def _check_of_this_case(self):
        for note in self:
            dispute = note.dispute_id
            if (note.opened_ids - dispute.mediator_ids) or (
                note.party_id.dispute_id - dispute
            ):
                raise UserError(
                    self.env._("Parties and mediators of this dispute only.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """Nobody writes in the name of somebody else."""
        if self.env.su:
            return vals
        return {name: value for name, value in vals.items() if name != "author_id"}
