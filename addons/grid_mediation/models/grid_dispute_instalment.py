from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_event.tools import slices

from .grid_dispute_file import PERFORMANCE


class GridDisputeInstalment(models.Model):
    """Something due on a day under an agreement: money or a deed.

    The body watches that an agreement is kept (People's Mediation Law, art. 31): a
    day after it was due and not paid, the mediators are told and the dispute waits
    for them again.
    """

    _name = "grid.dispute.instalment"
    _description = "Instalment"
    _inherit = ["grid.dispute.part.mixin"]
    _order = "due_on, id"
    _rec_name = "what"

    agreement_id = fields.Many2one(
        "grid.dispute.agreement",
        "Agreement",
        required=True,
        index=True,
        ondelete="cascade",
    )
    dispute_id = fields.Many2one(
        related="agreement_id.dispute_id",
        store=True,
        precompute=True,
        related_sudo=True,
    )
    dispute_number = fields.Char(
        "Case Number", related="dispute_id.number", related_sudo=False
    )
    due_on = fields.Date("Due On", required=True)
    what = fields.Char("What Is Due", required=True)
    amount = fields.Float("Amount Due (CNY)", digits=(14, 2))
    payer_id = fields.Many2one(
        "grid.dispute.party",
        "Owed By",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('dispute_id', '=', parent.dispute_id)]",
    )
    paid_on = fields.Date("Paid On", readonly=True, copy=False)
    paper_id = fields.Many2one(
        "grid.dispute.paper",
        "Proof",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )
    missed_at = fields.Datetime("Missed", readonly=True, copy=False)
    urged_at = fields.Datetime("Urged At", readonly=True, copy=False)
    urged_note = fields.Text("What Was Done", readonly=True, copy=False)
    state = fields.Selection(
        [("due", "Due"), ("paid", "Paid"), ("missed", "Missed")],
        compute="_compute_state",
    )

    _due_idx = models.Index("(due_on) WHERE paid_on IS NULL")
    _amount_positive = models.Constraint(
        "CHECK (amount >= 0)", "An amount due cannot be negative."
    )

    @api.depends("paid_on", "missed_at")
    def _compute_state(self):
        for due in self:
            late = due.missed_at and not due.paid_on
            due.state = "paid" if due.paid_on else "missed" if late else "due"

    @api.constrains("payer_id", "agreement_id")
    def _check_payer(self):
        if any(due.payer_id.dispute_id - due.dispute_id for due in self):
            raise UserError(self.env._("Choose a party of this dispute."))

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._given(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._given(vals))

    @api.model
    def _given(self, vals):
        """What was paid or missed is recorded by the buttons only."""
        if self.env.su:
            return vals
        kept = ("paid_on", "paper_id", "missed_at", "urged_at", "urged_note")
        return {name: value for name, value in vals.items() if name not in kept}

    # -- buttons -------------------------------------------------------------------

    def action_record(self):
        """The dialog that records a payment, or what was done about its absence."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.what,
            "res_model": "grid.dispute.pay",
            "view_mode": "form",
            "target": "new",
            "context": {"default_instalment_id": self.id},
        }

    def action_paid(self, paid_on, scan=None, name=None):
        """It was paid, or done.

        :param paid_on: the day, not a later one than today
        :param scan: the proof, which goes into the case file
        """
        self._check_recorded()
        paid_on = fields.Date.to_date(paid_on)
        if self.paid_on:
            raise UserError(self.env._("This was recorded as paid already."))
        if not paid_on or paid_on > local_today(self.env):
            raise UserError(self.env._("Say on which day it was paid."))
        paper = self.env["grid.dispute.paper"]
        if scan:
            # sudo: the proof belongs to the file also when the case is closed
            paper = paper.sudo().create(
                {
                    "dispute_id": self.dispute_id.id,
                    "kind_id": self.env["grid.code"]._id_of(
                        "dispute_paper", PERFORMANCE
                    ),
                    "title": self.what,
                    "date": paid_on,
                    "file": scan,
                    "name": name,
                    "party_id": self.payer_id.id,
                    "added_by_id": self.env.uid,
                }
            )
        # sudo: the fields are written here and nowhere else
        self.sudo().write({"paid_on": paid_on, "paper_id": paper.id})
        return True

    def action_urge(self, note):
        """What was done about an instalment that was missed."""
        self._check_recorded()
        if not (note or "").strip():
            raise UserError(self.env._("Say what was done."))
        # sudo: the fields are written here and nowhere else
        self.sudo().write({"urged_at": fields.Datetime.now(), "urged_note": note})
        return True

    def _check_recorded(self):
        self.ensure_one()
        self.check_access("read")
        if not self.agreement_id._actor_handler():
            raise UserError(self.env._("Who handles the dispute records this."))
        if self.agreement_id.state != "in_force":
            raise UserError(self.env._("The agreement is not in force."))

    # -- jobs ------------------------------------------------------------------------

    @api.model
    def _cron_missed(self):
        """Mark what was due until yesterday, and tell who mediated it."""
        slices.run(self.env, self._to_miss, lambda due: due._miss())

    @api.model
    def _to_miss(self, left_out, size):
        domain = [
            ("paid_on", "=", False),
            ("missed_at", "=", False),
            ("due_on", "<", local_today(self.env)),
            ("agreement_id.state", "=", "in_force"),
            ("id", "not in", left_out),
        ]
        found = self.sudo().search(domain, limit=size, order="due_on, id")
        return slices.lock_free(found)

    def _miss(self):
        self.missed_at = fields.Datetime.now()
        self.agreement_id._notify(self.dispute_id._mediator_users(), "missed")
