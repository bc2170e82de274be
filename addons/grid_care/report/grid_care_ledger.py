from odoo import models
from odoo.fields import Domain

from odoo.addons.grid_base.report.xlsx_column import Column

from ..tools.case import REGISTERED

OFFICER = "grid_care.group_care_officer"
CLINICIAN = "grid_care.group_clinician"


class GridReportCareLedger(models.AbstractModel):
    """The people in care, one a row: for the desk of the place and the own hospital.

    The columns are those of the ledger in use as far as they are on file (DOMAIN 2.1
    and 7). The diagnosis is for the hospital, the agreement for the desk. Who opened a
    file in an emergency, or has a place in a team, takes no ledger of it.
    """

    _name = "grid.report.care.ledger"
    _inherit = "grid.xlsx.report"
    _description = "Ledger of People in Care"

    _model = "grid.care.case"
    _order_by = "grid_id, number, id"
    _filters = ("grid_id", "care_scope")
    _groups = f"{OFFICER},{CLINICIAN}"
    _personal = True

    def _measure(self):
        return self.env._("persons")

    def _domain(self, filters):
        user = self.env.user
        own = Domain("grid_id", "in", user._grid_scope(OFFICER))
        if user.has_group(CLINICIAN):
            hospitals = self.env["grid.patient"]._own_hospitals()
            own |= Domain("hospital_id", "in", hospitals.ids)
        domain = super()._domain(filters) & own
        if filters.get("care_scope") != "all":
            domain &= Domain("state", "in", REGISTERED)
        return domain

    def _columns(self, filters):
        env, user = self.env, self.env.user
        person, care, seats = env._("Person"), env._("Care"), env._("In Whose Hands")
        columns = [
            Column(env._("No."), type="serial"),
            Column(env._("Number"), "number", type="code", width=16),
            Column(env._("Name"), "patient_id.name", width=10, group=person),
            Column(env._("Sex"), "patient_id.sex_id", width=6, group=person),
            Column(
                env._("Birth Date"),
                "patient_id.birth_date",
                type="code",
                width=12,
                group=person,
            ),
            Column(
                env._("Identity Number"),
                "patient_id.id_number",
                type="code",
                group=person,
            ),
            Column(
                env._("Phone"), "patient_id.phone", type="code", width=14, group=person
            ),
            Column(env._("Grid"), "grid_id.complete_name", width=36, group=person),
            Column(env._("Address"), "patient_id.address", width=24, group=person),
            Column(env._("Guardian"), "patient_id.guardian", width=10, group=person),
            Column(
                env._("Guardian Is"),
                "patient_id.guardian_relation_id",
                width=10,
                group=person,
            ),
            Column(
                env._("Phone of the Guardian"),
                "patient_id.guardian_phone",
                type="code",
                width=14,
                group=person,
            ),
            Column(env._("State"), "state", width=12, group=care),
            Column(env._("Registered On"), "registered_on", type="date", group=care),
            Column(env._("Class"), "klass", width=10, group=care),
            Column(env._("Risk"), "risk", width=20, group=care),
            Column(env._("Last Visit"), "seen_on", type="date", group=care),
            Column(env._("Visit By"), "visit_by", type="date", group=care),
            Column(env._("Lost Because"), "lost_reason_id", width=14, group=care),
            Column(env._("Hospital"), "patient_id.hospital_id", width=22, group=seats),
            Column(env._("Health Centre"), "health_id", width=22, group=seats),
            Column(env._("Police Station"), "police_id", width=22, group=seats),
            Column(env._("Community"), "community_id", width=18, group=seats),
            Column(env._("Has a Team"), "has_team", type="boolean", group=seats),
        ]
        if user.has_group(OFFICER):
            columns.append(
                Column(env._("Agreement"), compute="_agreements", width=12, group=seats)
            )
        if user.has_group(CLINICIAN):
            columns.insert(
                12,
                Column(env._("Diagnosis"), compute="_diagnoses", width=24, group=care),
            )
        return columns

    def _agreements(self, ids):
        """State of the agreement, or of the last one, as far as the user may know."""
        agreements = self.env["grid.guardianship"]
        found = agreements.search(Domain("case_id", "in", ids), order="id")
        states = dict(agreements._fields["state"]._description_selection(self.env))
        return {one.case_id.id: states[one.state] for one in found}

    def _diagnoses(self, ids):
        """The diagnosis at the last discharge, from the records of the own hospital."""
        cases = self.env["grid.care.case"].browse(ids)
        found = self.env["grid.medical.record"].search(
            Domain("patient_id", "in", cases.patient_id.ids)
            & Domain("issued_at", "!=", False),
            order="discharged_on, id",
        )
        # sudo: code tables are no secret
        names = {one.patient_id: one.diagnosis_id.sudo().name for one in found}
        return {case.id: names.get(case.patient_id) for case in cases}
