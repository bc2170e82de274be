from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.screening import CONSULTATION_MOVES, CONSULTATION_STATES
from .grid_dispute import OFFICER


class GridConsultation(models.Model):
    """A meeting in which offices consult on cases and decide who does what.

    Who takes part reads its questions and decisions, and of a dispute its number:
    sitting at the table opens no case.
    """

    _name = "grid.consultation"
    _description = "Consultation"
    _inherit = ["grid.workflow.mixin", "grid.scoped.mixin", "grid.notice.mixin"]
    _order = "date desc, id desc"
    _moves = CONSULTATION_MOVES

    name = fields.Char("Subject", required=True)
    grid_id = fields.Many2one(string="Area")
    date = fields.Datetime("When", required=True)
    place = fields.Char()
    state = fields.Selection(
        CONSULTATION_STATES,
        required=True,
        readonly=True,
        default="planned",
        copy=False,
    )
    chair_id = fields.Many2one(
        "grid.staff", "Chair", index="btree_not_null", ondelete="restrict"
    )
    participant_ids = fields.Many2many(
        "grid.staff", "grid_consultation_staff_rel", string="Participants"
    )
    organization_ids = fields.Many2many(
        "grid.organization",
        "grid_consultation_organization_rel",
        string="Organizations Taking Part",
    )
    item_ids = fields.One2many("grid.consultation.item", "consultation_id", "Cases")
    duty_ids = fields.One2many("grid.consultation.duty", "consultation_id", "Tasks")
    minutes = fields.Text()

    @api.model
    def _move_names(self):
        env = self.env
        return {"hold": env._("Was Held"), "cancel": env._("Cancel Meeting")}

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "invited": env._("You are invited to a consultation."),
            "cancelled": env._("A consultation was cancelled."),
        }

    def _actor_desk(self):
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(lambda record: record.grid_id.id in scope)

    def _move_hold(self, values):
        undecided = self.item_ids.filtered(lambda item: not item.decision)
        if undecided:
            raise UserError(
                self.env._(
                    "Write down what was decided: %s.",
                    ", ".join(undecided.mapped("question")),
                )
            )

    def _move_cancel(self, values):
        self._notify(self._people() - self.env.user, "cancelled")

    def _people(self):
        # sudo: accounts are not readable for everybody who acts here
        record = self.sudo()
        staff = record.chair_id | record.participant_ids
        return staff.user_id | record.organization_ids.user_ids

    def action_invite(self):
        """Tell all who take part."""
        self.check_access("write")
        for record in self:
            record._notify(record._people() - self.env.user, "invited")
        return True

    def action_step(self):
        step = self.env.context.get("step")
        return self._ask_reason(step) if step == "cancel" else self.action_move(step)
