from odoo import api, models

from ..tools.notices import (
    CENTRE,
    COMMUNITY,
    DESKS,
    FAMILY,
    HEALTH,
    POLICE,
    RECALLED,
    SEATS,
)


class GridCareNotice(models.Model):
    """Issuing: what each notice says, and to whom it goes by the residence."""

    _inherit = "grid.care.notice"

    @api.model
    def _issue(self, record, kinds):
        """Make and deliver notices of a record; each for itself.

        One that finds no receiver stays with its reason, and holds up no other.
        """
        case = self.env["grid.care.case"]._open(record.patient_id, record.risk)
        # sudo: notices are made here and nowhere else
        notices = self.sudo().create(
            [
                {
                    "record_id": record.id,
                    "patient_id": record.patient_id.id,
                    "case_id": case.id,
                    "hospital_id": record.hospital_id.id,
                    "grid_id": record.grid_id.id,
                    "number": record.patient_id.number,
                    "guardian_relation_id": record.patient_id.guardian_relation_id.id,
                    "kind": kind,
                    "payload": self._payload(record.sudo(), kind),
                }
                for kind in kinds
            ]
        )
        for notice in notices.filtered(lambda notice: notice.kind != FAMILY):
            notice._deliver()
        return notices

    def _deliver(self):
        """Find the receiver and bring it to them; or say why not."""
        self.ensure_one()
        receiver = self._receiver_of(self.kind, self.grid_id)
        if not receiver:
            self.trouble = self._no_receiver()
            return
        self._make_move("push", receiver)

    @api.model
    def _receiver_of(self, kind, grid):
        """Who receives a kind of notice for somebody who lives in a grid."""
        if kind in SEATS:
            found = self._nearest(SEATS[kind], grid)
            return {"organization_id": found.id} if found else {}
        node = grid._event_climb(DESKS[kind])
        staffed = node and node._event_users(DESKS[kind])
        return {"node_id": node.id} if staffed else {}

    @api.model
    def _nearest(self, kind, grid):
        """The organization of a kind whose seat is nearest above a grid.

        One that is seated in a grid below the town serves the town all the same.
        """
        organizations = self.env["grid.organization"].sudo()
        above = [int(step) for step in grid.parent_path.split("/") if step]
        town = grid
        while town and town.level_kind != "town":
            town = town.parent_id
        domain = [("kind_id.code", "=", kind)]
        near = organizations.search([*domain, ("grid_id", "child_of", town.ids)])
        found = near or organizations.search([*domain, ("grid_id", "in", above)])
        depth = {number: at for at, number in enumerate(above)}
        return found.sorted(lambda one: (-depth.get(one.grid_id.id, -1), one.id))[:1]

    def _no_receiver(self):
        names = {
            HEALTH: self.env._("No health centre covers this place."),
            POLICE: self.env._("No police station covers this place."),
            CENTRE: self.env._("Nobody is posted at a care desk of this place."),
            COMMUNITY: self.env._("Nobody is posted for care in this community."),
        }
        return names[self.kind]

    @api.model
    def _payload(self, record, kind):
        """What a notice says: the declared fields that have a value, as text."""
        patient = record.patient_id
        values = {
            "name": patient.name_true,
            "sex": patient.sex_id.name,
            "birth_date": patient.birth_date_true,
            "id_number": patient.id_number_true,
            "phone": patient.phone_true,
            "address": patient.address_true,
            "guardian": patient.guardian_true,
            "guardian_phone": patient.guardian_phone_true,
            "hospital": record.hospital_id.name,
            "admitted_on": record.admitted_on,
            "discharged_on": record.discharged_on,
            "diagnosis": record.diagnosis_id.name,
            "risk": record.risk,
            "treatment": record.treatment,
            "medication": record.medication,
            "advice": record.advice,
            "next_visit_on": record.next_visit_on,
        }
        names = self.env["grid.care.notice.field"]._said(kind)
        return {name: str(values[name]) for name in names if values[name]}

    @api.private
    def _recall_all(self, reason):
        """Recall what is issued anew: the person's file goes on."""
        for notice in self.filtered(lambda notice: notice.state != RECALLED):
            notice._make_move("recall", {"reason": reason, "issued_anew": True})

    @api.private
    def _follow_home(self):
        """Somebody has moved: who had the notices gives them up, others get them."""
        for record, notices in self.grouped("record_id").items():
            moved = notices.filtered(
                lambda one: one.kind != FAMILY and one.state != RECALLED
            )
            kinds = moved.mapped("kind")
            moved._recall_all(self.env._("The person has moved."))
            # one notice of a kind lives at a time: the database looks at each insert
            moved.flush_recordset(["state"])
            self._issue(record, kinds)
