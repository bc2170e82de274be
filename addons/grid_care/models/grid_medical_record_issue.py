from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.record import DRAFT

NEEDED = ("discharged_on", "diagnosis_id", "risk", "medication", "advice")
NEEDED_OF_PATIENT = ("name", "address", "guardian", "guardian_phone")
TOLD = 5
"""Reasons that one message names."""


class GridMedicalRecord(models.Model):
    """Whether a record is complete, and issuing the notices of one or of many."""

    _inherit = "grid.medical.record"

    missing = fields.Char("Still Missing", compute="_compute_missing")

    @api.depends("state", "patient_id", *NEEDED)
    @api.depends_context("lang")
    def _compute_missing(self):
        for record in self:
            draft = record.state == DRAFT
            record.missing = ", ".join(record._missing_labels()) if draft else False

    def _missing_labels(self):
        """What has to be entered before notices can be issued."""
        # sudo: of the patient's values only this is told, whether there are any
        record = self.sudo()
        patient = record.patient_id
        lacking = [record._fields[name] for name in NEEDED if not record[name]]
        lacking += [
            patient._fields[name]
            for name in NEEDED_OF_PATIENT
            if not patient[f"{name}_true"]
        ]
        return [field._description_string(self.env) for field in lacking]

    def _check_complete(self):
        if labels := self._missing_labels():
            raise UserError(
                self.env._("Before notices can be issued: %s.", ", ".join(labels))
            )

    def action_issue(self):
        return self.action_move("issue")

    def action_issue_each(self):
        """Issue the notices of each record by itself; say which could not be."""
        self.check_access("read")
        reasons = []
        for record in self:
            try:
                with self.env.cr.savepoint():
                    record.action_move("issue")
            except AccessError:
                raise
            except UserError as error:
                # not complete, or no draft: it stays as it is, with its reason
                reasons.append(f"{record.display_name}: {error}")
        message = self.env._("Notices issued for %s records.", len(self) - len(reasons))
        if reasons:
            message += " " + self.env._(
                "%(number)s are not issued. %(reasons)s",
                number=len(reasons),
                reasons=" ".join(reasons[:TOLD]),
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning" if reasons else "success",
                "message": message,
                "sticky": bool(reasons),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
