from odoo import api, fields, models

from ..tools.warning import OVERSIGHT_MOVES, OVERSIGHT_STATES


class GridDisputeOversight(models.Model):
    """Supervision of a case: what was found, what is demanded until when, the answer.

    Issued by leaders and by desks; answered by who handles the dispute.
    """

    _name = "grid.dispute.oversight"
    _description = "Supervision of a Case"
    _inherit = [
        "grid.workflow.mixin",
        "grid.dispute.part.mixin",
        "grid.notice.mixin",
    ]
    _order = "due_on, id desc"
    _rec_name = "demand"
    _moves = OVERSIGHT_MOVES

    state = fields.Selection(
        OVERSIGHT_STATES, required=True, readonly=True, default="open", copy=False
    )
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    found = fields.Text("What Was Found")
    demand = fields.Text("What Is Demanded", required=True)
    due_on = fields.Date("Answer Until", required=True)
    issuer_id = fields.Many2one(
        "res.users",
        "Issued By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
    )
    answer = fields.Text(readonly=True, copy=False)
    answered_at = fields.Datetime("Answered", readonly=True, copy=False)
    closed_at = fields.Datetime("Closed On", readonly=True, copy=False)

    _open_idx = models.Index("(due_on) WHERE state = 'open'")

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "answer": env._("Answer"),
            "back": env._("Ask Again"),
            "close": env._("Close Supervision"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "issued": env._("A dispute you handle is supervised: answer in time."),
            "answered": env._("Your supervision of a dispute was answered."),
        }

    def _notice_subject(self):
        return self.dispute_id.number or self.env._("Supervision")

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        for record in records:
            dispute = record.dispute_id
            users = dispute._mediator_users() | dispute._desk_users()
            record._notify(users - self.env.user, "issued")
        return records

    def _actor_handler(self):
        handled = self.dispute_id._actor_handler()
        return self.filtered(lambda record: record.dispute_id in handled)

    def _actor_issuer(self):
        return self.filtered(lambda record: record.issuer_id == self.env.user)

    def _move_answer(self, values):
        self._notify(self.issuer_id - self.env.user, "answered")
        return {"answer": values["reason"], "answered_at": fields.Datetime.now()}

    def _move_back(self, values):
        users = self.dispute_id._mediator_users()
        self._notify(users - self.env.user, "issued")
        return {"answered_at": False}

    def _move_close(self, values):
        return {"closed_at": fields.Datetime.now()}

    def action_step(self):
        """Make the move that the button names, or ask for its words first."""
        step = self.env.context.get("step")
        if step == "close":
            return self.action_move(step)
        return self._ask_reason(step)
