from odoo import fields, models

from ..tools.check import FAIL, RESULTS


class GridEventCheckJudge(models.TransientModel):
    """What a check has found."""

    _name = "grid.event.check.judge"
    _description = "Result of a Random Check"

    check_ids = fields.Many2many("grid.event.check", string="Checks", required=True)
    result = fields.Selection(RESULTS, "Result of the Check", required=True)
    remark = fields.Text()

    def action_confirm(self):
        self.ensure_one()
        move = "fail" if self.result == FAIL else "pass"
        values = {"remark": self.remark} if self.remark else {}
        self.check_ids.action_move(move, values)
        return {"type": "ir.actions.act_window_close"}
