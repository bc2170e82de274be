from odoo import api, fields, models

from ..tools.supervision import ANSWERED, CARDS


class GridEventSupervisionAct(models.TransientModel):
    """Answer, ask again, change the card or close: what a person adds to the move."""

    _name = "grid.event.supervision.act"
    _description = "Answer or Close Supervision"

    supervision_ids = fields.Many2many("grid.event.supervision", required=True)
    move = fields.Selection(
        [
            ("answer", "Answer"),
            ("ask_again", "Ask Again"),
            ("change_card", "Change Card"),
            ("close", "Close"),
        ],
        "Step",
        required=True,
        readonly=True,
    )
    remark = fields.Text(compute="_compute_remark")
    answer = fields.Text()
    reason = fields.Text()
    card = fields.Selection(CARDS)

    @api.depends("supervision_ids")
    def _compute_remark(self):
        for wizard in self:
            records = wizard.supervision_ids
            wizard.remark = records.remark if len(records) == 1 else False

    def action_confirm(self):
        self.ensure_one()
        values = {"reason": self.reason} if self.reason else {}
        if self.move == "answer":
            values["answer"] = self.answer
        elif self.move == "change_card":
            values["card"] = self.card
        for state, records in self.supervision_ids.grouped("state").items():
            later = self.move == "change_card" and state == ANSWERED
            name = "change_card_later" if later else self.move
            records.action_move(name, values)
        return {"type": "ir.actions.act_window_close"}
