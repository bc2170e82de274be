from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.code_field import Code

AFTER = "3"


class GridEventTaskAct(models.TransientModel):
    """Answering, returning or recalling an order."""

    _name = "grid.event.task.act"
    _description = "Step of an Order"
    _inherit = ["grid.link.mixin", "grid.coded.mixin"]

    task_id = fields.Many2one("grid.event.task", required=True, ondelete="cascade")
    move = fields.Selection(
        [("answer", "Answer the Order"), ("return", "Return"), ("recall", "Recall")],
        required=True,
    )
    instruction = fields.Text(related="task_id.instruction", related_sudo=False)
    # answer
    result = fields.Text("Result")
    photo_ids = fields.Many2many("ir.attachment", string="Photographs After Handling")
    # return
    return_id = Code("event_return", "Returned Because")
    reason = fields.Text("Explanation")
    competent_organization_id = fields.Many2one(
        "grid.organization", "Competent Department"
    )
    competent_node_id = fields.Many2one("grid.grid", "Competent Centre or Station")

    @api.onchange("competent_organization_id")
    def _onchange_competent_organization_id(self):
        if self.competent_organization_id:
            self.competent_node_id = False

    @api.onchange("competent_node_id")
    def _onchange_competent_node_id(self):
        if self.competent_node_id:
            self.competent_organization_id = False

    def action_confirm(self):
        self.ensure_one()
        if self.move == "answer":
            # while the order is open its handler may add to the event
            self._add_photos()
        event = self.task_id.event_id
        self.task_id.action_move(self.move, self._values())
        if not event.has_access("read"):
            # who returned an order has no more to do with the event
            orders = "grid_event.grid_event_task_action_orders"
            action = self.env["ir.actions.act_window"]._for_xml_id(orders)
            return dict(action, target="main")
        return {"type": "ir.actions.act_window_close"}

    def _values(self):
        if self.move == "answer":
            return {"result": self.result}
        if self.move == "recall":
            return {"reason": self.reason}
        return {
            "return_id": self.return_id.id,
            "reason": self.reason,
            "competent_organization_id": self.competent_organization_id.id,
            "competent_node_id": self.competent_node_id.id,
        }

    def _add_photos(self):
        photos = self.photo_ids
        if any(photo.create_uid != self.env.user for photo in photos):
            raise UserError(self.env._("Add photographs that you took yourself."))
        self.env["grid.event.media"].create(
            [
                {
                    "event_id": self.task_id.event_id.id,
                    "task_id": self.task_id.id,
                    "name": photo.name,
                    "file": photo.datas,
                    "phase": AFTER,
                }
                for photo in photos
            ]
        )
        self.photo_ids = False
        photos.unlink()
