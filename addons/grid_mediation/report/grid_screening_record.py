from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column

from ..models.grid_dispute import OFFICER
from ..tools.moves import DRAFT, VOID

SCREENED = "10"
"""Code of the source screening (table ``dispute_source``)."""


class GridReportScreeningRecord(models.AbstractModel):
    """The disputes that were found, one a row: time, place, parties, claims, and on.

    The set of columns is that of a form in use (DOMAIN 7); it is not confirmed for
    Putian. What is to be done comes from the steps, not from confidential notes.
    """

    _name = "grid.report.screening.record"
    _inherit = "grid.xlsx.report"
    _description = "Record of Disputes Found in Screening"

    _model = "grid.dispute"
    _order_by = "registered_at, id"
    _filters = ("grid_id", "date_from", "date_to", "dispute_scope")
    _date_field = "registered_at"
    _groups = OFFICER
    _personal = True

    def _measure(self):
        return self.env._("disputes, persons")

    def _columns(self, filters):
        env = self.env
        return [
            Column(env._("No."), type="serial"),
            Column(env._("Time of Dispute"), "happened_at", type="datetime"),
            Column(env._("Place of Dispute"), "place", width=24),
            Column(env._("Parties"), compute="_parties", width=28),
            Column(env._("Main Claims"), "claims", fallback="description", width=40),
            Column(env._("People Involved"), "people_count", type="integer"),
            Column(env._("Person or Unit in Charge"), compute="_charge", width=24),
            Column(env._("Measures"), compute="_measures", width=36),
            Column(env._("Progress"), "state", width=10),
            Column(env._("Warning Grade"), "grade", width=10),
        ]

    def _domain(self, filters):
        domain = super()._domain(filters) & Domain("registered_at", "!=", False)
        domain &= Domain("state", "not in", (DRAFT, VOID))
        if filters.get("dispute_scope") != "all":
            source = self.env["grid.code"]._id_of("dispute_source", SCREENED)
            domain &= Domain("source_id", "=", source)
        return domain

    def _parties(self, ids):
        """The applicants against the respondents, as far as the user may read them."""
        found = self.env["grid.dispute.party"].search_fetch(
            Domain("dispute_id", "in", ids), ["dispute_id", "role", "name"]
        )
        texts = {}
        for dispute, parties in found.grouped("dispute_id").items():
            sides = [
                ", ".join(
                    parties.filtered(lambda p, r=role: p.role == r).mapped("name")
                )
                for role in ("applicant", "respondent", "third")
            ]
            texts[dispute.id] = " / ".join(filter(None, sides))
        return texts

    def _charge(self, ids):
        """The case leader, the lead mediator and the body, those that are known."""
        disputes = self.env["grid.dispute"].browse(ids)
        return {
            # sudo: who sees a dispute sees the names of those in charge of it
            dispute.id: ", ".join(
                filter(
                    None,
                    (
                        dispute.leader_id.sudo().name,
                        dispute.lead_mediator_id.sudo().name,
                        dispute.body_id.sudo().name,
                    ),
                )
            )
            for dispute in disputes
        }

    def _measures(self, ids):
        """What was done or is to be done, the latest that is on record."""
        disputes = self.env["grid.dispute"].browse(ids)
        return {
            dispute.id: dispute.result or dispute.end_reason or None
            for dispute in disputes
        }
