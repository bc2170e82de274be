from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked


class GridPatient(models.Model):
    """Somebody whom a psychiatric hospital treats, and who comes home.

    Kept apart from the residents: who looks at a household learns nothing here. Known
    by a number; names stay masked. The own hospital reads and writes, the care desk of
    the place reads; receivers of notices read their notice and not this.
    """

    _name = "grid.patient"
    _description = "Patient"
    _inherit = [
        "grid.care.mixin",
        "grid.scoped.mixin",
        "grid.masked.mixin",
        "grid.coded.mixin",
    ]
    _rec_name = "number"
    _order = "id desc"

    number = fields.Char(readonly=True, copy=False, index="trigram")
    hospital_id = fields.Many2one(
        "grid.organization",
        "Hospital",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('kind_id.code', '=', 'hospital')]",
        default=lambda self: self._default_hospital(),
    )
    grid_id = fields.Many2one(string="Grid of Residence")
    name = Masked("Name", kind="name")
    id_number = Masked("Identity Number", kind="id_number", index="btree_not_null")
    birth_date = Masked("Birth Date", kind="birth_date")
    phone = Masked("Phone", kind="phone")
    address = Masked("Address", kind="address")
    sex_id = Code("sex", "Sex")
    guardian = Masked("Guardian", kind="name")
    guardian_phone = Masked("Phone of the Guardian", kind="phone")
    guardian_relation_id = Code("relation", "Guardian Is")
    record_ids = fields.One2many(
        "grid.medical.record",
        "patient_id",
        "Medical Records",
        groups="grid_care.group_clinician",
    )
    notice_ids = fields.One2many(
        "grid.care.notice",
        "patient_id",
        "Notices",
        groups="grid_care.group_clinician",
    )
    case_ids = fields.One2many("grid.care.case", "patient_id", "File")
    relay = fields.Char("Notices Received", compute="_compute_relay", compute_sudo=True)

    _number_uniq = models.UniqueIndex("(number)", "This number is taken.")
    _id_number_uniq = models.UniqueIndex(
        "(hospital_id, id_number_true) WHERE id_number_true IS NOT NULL",
        "This hospital has a patient with this identity number already.",
    )

    @api.model
    def _default_hospital(self):
        return self._own_hospitals()[:1]

    @api.model
    def _own_hospitals(self):
        """The hospitals that the user acts for."""
        # sudo: everybody may know for whom they act
        organizations = self.env["grid.organization"].sudo()
        domain = [("user_ids", "in", self.env.uid), ("kind_id.code", "=", "hospital")]
        return organizations.search(domain, order="id").sudo(False)

    @api.depends("case_ids.relay_count")
    def _compute_relay(self):
        for patient in self:
            patient.relay = patient.case_ids.relay_count

    @api.model_create_multi
    def create(self, vals_list):
        # sudo: the sequence is closed
        sequence = self.env["ir.sequence"].sudo()
        for vals in vals_list:
            vals["number"] = sequence.next_by_code("grid.patient")
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and {"number", "hospital_id"} & vals.keys():
            raise AccessError(
                self.env._("Number and hospital of a patient are not changed by hand.")
            )
        # sudo: who is in care is known to the system
        if not self.env.su and "grid_id" in vals and self.sudo().case_ids:
            raise UserError(
                self.env._("Who is in care moves house by a handover to the new place.")
            )
        return super().write(vals)

    def action_new_record(self):
        """Enter another stay in hospital."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Medical Record"),
            "res_model": "grid.medical.record",
            "view_mode": "form",
            "context": {"default_patient_id": self.id},
        }
