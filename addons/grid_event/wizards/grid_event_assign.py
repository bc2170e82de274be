from odoo import api, fields, models


class GridEventAssign(models.TransientModel):
    """Choose the person at the desk who does the orders."""

    _name = "grid.event.assign"
    _description = "Assign Orders"

    task_ids = fields.Many2many("grid.event.task", string="Orders", required=True)
    candidate_ids = fields.Many2many("res.users", compute="_compute_candidate_ids")
    user_id = fields.Many2one(
        "res.users",
        "Assigned To",
        domain="[('id', 'in', candidate_ids)]",
        help="Empty: to everybody at the desk.",
    )

    @api.model
    def default_get(self, fields):
        values = super().default_get(fields)
        active = self.env.context.get("active_ids")
        if active and self.env.context.get("active_model") == "grid.event.task":
            values.setdefault("task_ids", [(6, 0, active)])
        return values

    @api.depends("task_ids")
    def _compute_candidate_ids(self):
        for wizard in self:
            tasks = wizard.task_ids._origin
            # who is there is told to those who may give work to them
            able = tasks._actor_assigner() == tasks
            users = able and tasks._assignable_users().sudo(False)
            wizard.candidate_ids = users or False

    def action_confirm(self):
        self.ensure_one()
        values = {"user_id": self.user_id.id} if self.user_id else {}
        for state, tasks in self.task_ids.grouped("state").items():
            name = "assign_later" if state == "accepted" else "assign"
            tasks.action_move(name, values)
        return {"type": "ir.actions.act_window_close"}
