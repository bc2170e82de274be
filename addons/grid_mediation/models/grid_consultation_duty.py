from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.screening import DUTY_MOVES, DUTY_STATES


class GridConsultationDuty(models.Model):
    """What somebody has to do after a consultation, and until when."""

    _name = "grid.consultation.duty"
    _description = "Task of a Consultation"
    _inherit = ["grid.workflow.mixin", "grid.scoped.mixin"]
    _order = "due_on, id"
    _rec_name = "what"
    _moves = DUTY_MOVES

    consultation_id = fields.Many2one(
        "grid.consultation",
        "Consultation",
        required=True,
        index=True,
        ondelete="cascade",
    )
    grid_id = fields.Many2one(
        related="consultation_id.grid_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    state = fields.Selection(
        DUTY_STATES, required=True, readonly=True, default="open", copy=False
    )
    what = fields.Char("What Is to Be Done", required=True)
    organization_id = fields.Many2one(
        "grid.organization", "By Organization", index=True, ondelete="restrict"
    )
    staff_id = fields.Many2one(
        "grid.staff", "By Person", index="btree_not_null", ondelete="restrict"
    )
    due_on = fields.Date("Due On", required=True)
    done_at = fields.Datetime("Done On", readonly=True, copy=False)
    result = fields.Text(readonly=True, copy=False)
    is_late = fields.Boolean("Late", compute="_compute_is_late", search="_search_late")

    _open_idx = models.Index("(due_on) WHERE state = 'open'")

    @api.constrains("organization_id", "staff_id")
    def _check_who(self):
        if any(not (duty.organization_id or duty.staff_id) for duty in self):
            raise UserError(self.env._("Say who does it."))

    @api.depends("state", "due_on")
    def _compute_is_late(self):
        today = local_today(self.env)
        for duty in self:
            duty.is_late = bool(
                duty.state == "open" and duty.due_on and duty.due_on < today
            )

    @api.model
    def _search_late(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        late = Domain("due_on", "<", local_today(self.env))
        return Domain("state", "=", "open") & late

    @api.model
    def _move_names(self):
        return {"done": self.env._("Done")}

    def _actor_responsible(self):
        user = self.env.user
        return self.filtered(
            lambda duty: (
                user in duty.sudo().organization_id.user_ids
                or user == duty.sudo().staff_id.user_id
            )
        )

    def _move_done(self, values):
        return {"done_at": fields.Datetime.now(), "result": values["reason"]}

    def action_done(self):
        """Ask what was done."""
        return self._ask_reason("done")
