from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.masked import Masked

from ..tools.case import HERE
from ..tools.transfer import PROPOSED, TRANSFER_MOVES, TRANSFER_STATES

OFFICER = "grid_care.group_care_officer"


class GridCareTransfer(models.Model):
    """Somebody in care moves house: the desk of the new place takes them over.

    Until it accepts, everything stays with the old place, so nobody is between two.
    Then the notices go to the receivers of the new home, and those of the old one give
    theirs up. The new address is erased here as soon as it lies with the patient.
    """

    _name = "grid.care.transfer"
    _description = "Handover to Another Place"
    _inherit = [
        "grid.care.mixin",
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.masked.mixin",
        "grid.notice.mixin",
    ]
    _order = "id desc"
    _moves = TRANSFER_MOVES

    case_id = fields.Many2one(
        "grid.care.case",
        "Person in Care",
        required=True,
        index=True,
        ondelete="restrict",
    )
    number = fields.Char(
        compute="_compute_number",
        store=True,
        precompute=True,
        # a number of somebody else's file is not told before it is saved
        compute_sudo=False,
        index="trigram",
    )
    hospital_id = fields.Many2one(
        related="case_id.hospital_id",
        store=True,
        index=True,
        related_sudo=True,
        groups="grid_care.group_clinician",
    )
    grid_id = fields.Many2one(string="New Grid")
    from_grid_id = fields.Many2one(
        "grid.grid",
        "Old Grid",
        compute="_compute_from_grid_id",
        store=True,
        precompute=True,
        index=True,
        required=True,
        ondelete="restrict",
    )
    address = Masked("New Address", kind="address")
    note = fields.Text("What the New Place Should Know")
    state = fields.Selection(
        TRANSFER_STATES,
        required=True,
        readonly=True,
        default=PROPOSED,
        copy=False,
        index=True,
    )

    _open_uniq = models.UniqueIndex(
        "(case_id) WHERE state = 'proposed'",
        "A handover of this person is waiting already.",
    )

    @api.depends("case_id.number")
    def _compute_number(self):
        """Kept here: one of the two places does not see the file."""
        for transfer in self:
            transfer.number = transfer.case_id.number

    @api.depends("number", "grid_id")
    def _compute_display_name(self):
        for transfer in self:
            place = transfer.grid_id.display_name or ""
            transfer.display_name = f"{transfer.number or ''} {place}"

    @api.depends("case_id")
    def _compute_from_grid_id(self):
        """Where the person lived when it was proposed."""
        for transfer in self:
            if not transfer.from_grid_id:
                transfer.from_grid_id = transfer.case_id.grid_id

    @api.model_create_multi
    def create(self, vals_list):
        transfers = super().create(vals_list)
        for transfer in transfers:
            case = transfer.case_id
            if case.state not in HERE:
                raise UserError(self.env._("Nobody is in care under this number."))
            if transfer.grid_id == case.grid_id:
                raise UserError(self.env._("The person lives in this grid already."))
            if transfer - transfer._actor_giver() and not self.env.su:
                raise UserError(
                    self.env._(
                        "The desk of the old home or the hospital proposes this."
                    )
                )
            transfer._notify(transfer._takers() - self.env.user, "proposed")
        return transfers

    # -- moves ---------------------------------------------------------------------

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "accept": env._("Accept"),
            "refuse": env._("Refuse"),
            "withdraw": env._("Withdraw"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "proposed": env._("Somebody in care is handed over to you."),
            "accepted": env._("A handover was accepted."),
            "refused": env._("A handover was refused."),
        }

    def _notice_subject(self):
        return self.number

    def _takers(self):
        """The nearest care desk of the new home."""
        # sudo: whoever proposes need not see who is posted
        return self.sudo().grid_id._event_climb(OFFICER)._event_users(OFFICER)

    def _actor_taker(self):
        scope = set(self.env.user._grid_scope(OFFICER))
        return self.filtered(lambda transfer: transfer.grid_id.id in scope)

    def _actor_giver(self):
        user = self.env.user
        scope = set(user._grid_scope(OFFICER))
        hospitals = self.env["grid.patient"]._own_hospitals()
        clinician = user.has_group("grid_care.group_clinician")
        # sudo: which hospital it is, others do not know
        return self.filtered(
            lambda transfer: (
                transfer.from_grid_id.id in scope
                or (clinician and transfer.sudo().hospital_id in hospitals)
            )
        )

    def _move_accept(self, values):
        case, patient = self.case_id, self.case_id.patient_id
        home = {"grid_id": self.grid_id.id}
        if self.address_true:
            home["address_true"] = self.address_true
        patient.write(home)
        if case.state not in ("managed", "missing"):
            case._make_move("register")
        case.notice_ids._follow_home()
        self._notify(self.create_uid - self.env.user, "accepted")
        return {"address_true": False}

    def _move_refuse(self, values):
        self._notify(self.create_uid - self.env.user, "refused", values["reason"])
        return {"address_true": False}

    def _move_withdraw(self, values):
        return {"address_true": False}

    def action_step(self):
        """Make the move that the button names, or ask for its reason."""
        self.ensure_one()
        return self._move_or_reason(self.env.context.get("step"))
