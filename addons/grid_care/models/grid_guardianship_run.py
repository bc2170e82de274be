from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import (
    ACTIVE,
    DAY,
    ENDED,
    FORFEITED,
    HALF,
    RUN_DRAFT,
    RUN_MOVES,
    RUN_STATES,
    earned,
    half_of,
)


class GridGuardianshipRun(models.Model):
    """The payment of rewards for half a year in one place: collected, approved, paid.

    Whoever collects does not approve. Nobody is paid twice for a half-year, however
    places lie in each other (unique index of the payments).
    """

    _name = "grid.guardianship.run"
    _description = "Payment of Rewards"
    _inherit = ["grid.care.mixin", "grid.workflow.mixin", "grid.scoped.mixin"]
    _order = "half_on desc, id desc"
    _moves = RUN_MOVES

    grid_id = fields.Many2one(string="Place")
    day = fields.Date(
        "A Day of the Half-Year",
        required=True,
        default=lambda self: half_of(local_today(self.env)) - DAY,
        help="Any day of the half-year that is paid for.",
    )
    half_on = fields.Date(
        "Half-Year From", compute="_compute_half_on", store=True, precompute=True
    )
    state = fields.Selection(
        RUN_STATES, required=True, readonly=True, default=RUN_DRAFT, copy=False
    )
    payment_ids = fields.One2many("grid.guardianship.payment", "run_id", "Payments")
    total = fields.Float(
        "Total (CNY)", digits=(14, 2), compute="_compute_total", store=True
    )
    remark = fields.Char()
    paid_on = fields.Date("Paid On", readonly=True, copy=False)

    @api.depends("day")
    def _compute_half_on(self):
        for run in self:
            run.half_on = run.day and half_of(run.day)

    @api.depends("grid_id", "half_on")
    def _compute_display_name(self):
        for run in self:
            half = run.half_on
            name = half and f"{half.year}-H{1 if half.month == 1 else 2}"
            run.display_name = f"{run.grid_id.name or ''} {name or ''}"

    @api.depends("payment_ids.amount")
    def _compute_total(self):
        for run in self:
            run.total = sum(run.payment_ids.mapped("amount"))

    def write(self, vals):
        if not self.env.su and any(run.state != RUN_DRAFT for run in self):
            raise UserError(self.env._("What was approved is not changed."))
        return super().write(vals)

    # -- moves ---------------------------------------------------------------------

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "approve": env._("Approve"),
            "pay": env._("Paid"),
            "cancel": env._("Cancel"),
        }

    def _actor_officer(self):
        scope = set(self.env.user._grid_scope("grid_care.group_care_officer"))
        return self.filtered(lambda run: run.grid_id.id in scope)

    def _actor_second(self):
        """Another officer than the one who collected."""
        return self._actor_officer().filtered(
            lambda run: run.create_uid != self.env.user
        )

    def _move_approve(self, values):
        if not self.payment_ids:
            raise UserError(self.env._("Collect the payments first."))

    def _move_pay(self, values):
        late = self.payment_ids.filtered(
            lambda one: one.amount and one.guardianship_id.state == FORFEITED
        )
        if late:
            raise UserError(
                self.env._(
                    "A reward was forfeited meanwhile: cancel, and collect again (%s).",
                    ", ".join(late.mapped("number")),
                )
            )
        return {"paid_on": local_today(self.env)}

    def _move_cancel(self, values):
        self.payment_ids.unlink()

    def action_step(self):
        """Make the move that the button names, or ask for its reason."""
        self.ensure_one()
        return self._move_or_reason(self.env.context.get("step"))

    def action_collect(self):
        """Work out what is due, and say of the others why not."""
        self.ensure_one()
        self.check_access("write")
        if self.state != RUN_DRAFT:
            raise UserError(self.env._("What was approved is not changed."))
        # sudo: payments are worked out here and nowhere else
        run = self.sudo()
        run.payment_ids.unlink()
        run.payment_ids.create([run._payment_of(one) for one in run._concerned()])
        return True

    def _concerned(self):
        """Agreements that were in force in the half-year and are not in another run."""
        agreements = self.env["grid.guardianship"]
        last = self.half_on + HALF - DAY
        paid = self.env["grid.guardianship.payment"].search(
            [("half_on", "=", self.half_on)]
        )
        return agreements.search(
            Domain("grid_id", "child_of", self.grid_id.id)
            & Domain("state", "in", (ACTIVE, ENDED, FORFEITED))
            & Domain("signed_on", "<=", last)
            & Domain("ends_on", ">=", self.half_on)
            & Domain("id", "not in", paid.guardianship_id.ids),
            order="id",
        )

    def _payment_of(self, agreement):
        kept = set(agreement.check_ids.filtered("kept").mapped("quarter_on"))
        ends_on = agreement.ends_on
        quarters = earned(self.half_on, agreement.signed_on, ends_on, kept)
        forfeited = agreement.state == FORFEITED
        if forfeited:
            quarters = []
        return {
            "run_id": self.id,
            "guardianship_id": agreement.id,
            "half_on": self.half_on,
            "quarters": len(quarters),
            "amount": agreement.amount / 4 * len(quarters),
            "forfeited": forfeited,
        }
