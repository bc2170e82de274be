from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.notices import KINDS
from ..tools.record import DRAFT, ISSUED, RECORD_MOVES, RECORD_STATES
from ..tools.risk import RISKS


class GridMedicalRecord(models.Model):
    """One stay in hospital, as the hospital wrote it: what the notices are made of.

    Only the hospital reads it. What was issued is never changed: a correction is
    another version, and the notices of the earlier one are recalled.
    """

    _name = "grid.medical.record"
    _description = "Medical Record"
    _inherit = [
        "grid.care.mixin",
        "grid.workflow.mixin",
        "grid.scoped.mixin",
        "grid.coded.mixin",
    ]
    _order = "discharged_on desc, id desc"
    _moves = RECORD_MOVES

    patient_id = fields.Many2one(
        "grid.patient", "Patient", required=True, index=True, ondelete="restrict"
    )
    hospital_id = fields.Many2one(
        related="patient_id.hospital_id", store=True, precompute=True, index=True
    )
    grid_id = fields.Many2one(
        related="patient_id.grid_id", store=True, precompute=True, related_sudo=True
    )
    state = fields.Selection(
        RECORD_STATES, required=True, readonly=True, default=DRAFT, copy=False
    )
    version = fields.Integer(readonly=True, default=1, copy=False)
    replaces_id = fields.Many2one(
        "grid.medical.record",
        "Corrects",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    admitted_on = fields.Date("Admitted On", required=True)
    discharged_on = fields.Date("Discharged On")
    diagnosis_id = Code("care_diagnosis", "Diagnosis")
    risk = fields.Selection(RISKS, "Risk")
    treatment = fields.Text()
    medication = fields.Text()
    advice = fields.Text()
    next_visit_on = fields.Date("Next Visit On")
    issued_at = fields.Datetime("Issued At", readonly=True, copy=False)
    notice_ids = fields.One2many("grid.care.notice", "record_id", "Notices")

    _order_of_days = models.Constraint(
        "CHECK (discharged_on IS NULL OR discharged_on >= admitted_on)",
        "Nobody is discharged before being admitted.",
    )
    _version_uniq = models.UniqueIndex(
        "(replaces_id) WHERE replaces_id IS NOT NULL",
        "This record is being corrected already.",
    )

    @api.depends("patient_id.number", "version")
    def _compute_display_name(self):
        for record in self:
            record.display_name = self.env._(
                "%(number)s, version %(version)s",
                number=record.patient_id.number or "",
                version=record.version,
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_draft(self):
        if any(record.state != DRAFT for record in self):
            raise UserError(self.env._("A record that was issued is kept."))

    # -- moves ---------------------------------------------------------------------

    @api.model
    def _move_names(self):
        return {
            "issue": self.env._("Issue the Five Notices"),
            "replace": self.env._("Replaced by a Correction"),
        }

    def _actor_clinician(self):
        own = self.env["grid.patient"]._own_hospitals()
        if not self.env.user.has_group("grid_care.group_clinician"):
            return self.browse()
        return self.filtered(lambda record: record.hospital_id in own)

    def _move_issue(self, values):
        self._check_complete()
        if earlier := self.replaces_id:
            earlier.notice_ids._recall_all(self.env._("Corrected by another version."))
            earlier._make_move("replace")
        self.env["grid.care.notice"]._issue(self, [kind for kind, _label in KINDS])
        return {"issued_at": fields.Datetime.now()}

    def action_correct(self):
        """Open another version of what was issued."""
        self.ensure_one()
        self.check_access("read")
        if self - self._actor_clinician() or self.state != ISSUED:
            raise UserError(self.env._("Only an issued record is corrected."))
        # sudo: version and origin are set here and nowhere else
        version = self.sudo().copy(
            {"replaces_id": self.id, "version": self.version + 1}
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Correction"),
            "res_model": self._name,
            "res_id": version.id,
            "view_mode": "form",
        }
