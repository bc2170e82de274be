from odoo.addons.grid_base.tests.common import GridCase

DRAWN = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)
"""The smallest drawing: one dot, as PNG."""


class MediationCase(GridCase):
    """The small territory with a mediation desk, mediators and disputes.

    A registrar (grid worker in a11), officers of town A and of town B, two mediators
    of town A (``mediator`` is the one appointed), a court and a police station.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registrar = cls.make_user("med_worker", cls.grid_a11, "grid_worker")
        cls.officer = cls.make_mediation_user("med_officer", cls.town_a, "officer")
        cls.officer_b = cls.make_mediation_user("med_officer_b", cls.town_b, "officer")
        cls.mediator_user = cls.make_mediation_user("med_one", cls.town_a)
        cls.mediator_user_2 = cls.make_mediation_user("med_two", cls.town_a)
        cls.mediator = cls.make_mediator(cls.mediator_user)
        cls.mediator_2 = cls.make_mediator(cls.mediator_user_2)
        cls.body = cls.make_body(cls.town_a, "Mediation committee of town A", "02")
        cls.court_user, cls.court = cls.make_organization("court", cls.county)
        cls.police_user, cls.police = cls.make_organization(
            "police_station", cls.town_a
        )

    @classmethod
    def make_mediation_user(cls, login, grid, kind="mediator"):
        name = "mediator" if kind == "mediator" else "mediation_officer"
        return cls.make_user(login, grid, f"grid_mediation.grid_role_{name}")

    @classmethod
    def make_mediator(cls, user, **values):
        staff = cls.env["grid.staff"].search([("user_id", "=", user.id)])
        return cls.env["grid.mediator"].create({"staff_id": staff.id, **values})

    @classmethod
    def make_body(cls, grid, name, kind, **values):
        return cls.env["grid.mediation.body"].create(
            {
                "name": name,
                "number_word": name,
                "kind_id": cls.code("mediation_body_kind", kind),
                "grid_id": grid.id,
                **values,
            }
        )

    @classmethod
    def make_organization(cls, kind, grid):
        """An organization and the login of somebody who acts for it."""
        user = cls.make_user(f"med_{kind}", grid, "department_handler")
        organization = cls.env["grid.organization"].create(
            {
                "name": f"Test {kind}",
                "kind_id": cls.env.ref(f"grid_base.grid_organization_kind_{kind}").id,
                "grid_id": grid.id,
                "user_ids": [(6, 0, user.ids)],
            }
        )
        return user, organization

    @classmethod
    def code(cls, table, code):
        return cls.env["grid.code"]._id_of(table, code)

    @classmethod
    def dispute_values(cls, **values):
        return {
            "title": "Medical cost after an injury at work",
            "kind_id": cls.code("dispute_kind", "10"),
            "source_id": cls.code("dispute_source", "02"),
            "description": "Hired by the day, fell from a scaffold.",
            "place": "Building site at the harbour",
            "grid_id": cls.grid_a11.id,
            "amount": 31000,
            "party_ids": [
                (0, 0, {"role": "applicant", "name": "Applicant A"}),
                (0, 0, {"role": "respondent", "kind": "legal", "name": "Works B"}),
            ],
            **values,
        }

    @classmethod
    def make_dispute(cls, user=None, **values):
        """A draft by a user (the grid worker in a11), for the superuser to look at."""
        disputes = cls.env["grid.dispute"].with_user(user or cls.registrar)
        return disputes.create(cls.dispute_values(**values)).sudo()

    @classmethod
    def move(cls, record, user, name, **values):
        record.invalidate_recordset()
        record.with_user(user).action_move(name, values)
        record.invalidate_recordset()
        return record

    def run_cron(self, name):
        """Run a job of this addon as the scheduler does."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref(f"grid_mediation.{name}")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    @classmethod
    def registered(cls, **values):
        return cls.move(cls.make_dispute(**values), cls.registrar, "register")

    @classmethod
    def accepted(cls, **values):
        """Accepted by the body of town A, with the first mediator appointed."""
        return cls.move(
            cls.registered(**values),
            cls.officer,
            "accept",
            body_id=cls.body.id,
            mediator_ids=cls.mediator.ids,
        )

    @classmethod
    def mediating(cls, **values):
        dispute = cls.accepted(**values)
        dispute.with_user(cls.mediator_user).action_told_rights()
        return cls.move(dispute, cls.mediator_user, "start")

    @classmethod
    def add_paper(cls, dispute, code, user=None, **values):
        """A paper of the case file, put in by the mediator."""
        papers = cls.env["grid.dispute.paper"].with_user(user or cls.mediator_user)
        return papers.create(
            {
                "dispute_id": dispute.id,
                "kind_id": cls.code("dispute_paper", code),
                "title": f"Paper {code}",
                "text": "In words.",
                **values,
            }
        )

    @classmethod
    def complete_file(cls, dispute):
        """Put into the file what closing asks for."""
        if not all(dispute.party_ids.mapped("told_rights_at")):
            dispute.with_user(cls.mediator_user).action_told_rights()
        for party in dispute.party_ids:
            cls.add_paper(dispute, "03", party_id=party.id)
        for code in ("04", "07", "08"):
            for party in dispute.party_ids:
                cls.add_paper(dispute, code, party_id=party.id)
        dispute.invalidate_recordset()
        return dispute

    @classmethod
    def draft_agreement(cls, dispute, **values):
        """A written agreement in the words of the mediator."""
        agreements = cls.env["grid.dispute.agreement"].with_user(cls.mediator_user)
        return agreements.create(
            {
                "dispute_id": dispute.id,
                "content": "Works B pays 40,000 yuan.",
                "amount": 40000,
                **values,
            }
        ).sudo()

    @classmethod
    def sign(cls, agreement, user=None, **signer):
        """A signature drawn on the screen of the mediator."""
        vals = {"agreement_id": agreement.id, "image": DRAWN, **signer}
        agreement.with_user(user or cls.mediator_user)._add_signature(vals)

    @classmethod
    def in_force(cls, dispute=None, **values):
        """Signed by all, sealed, in force."""
        agreement = cls.draft_agreement(dispute or cls.mediating(), **values)
        cls.move(agreement, cls.mediator_user, "present")
        for party in agreement.dispute_id.party_ids:
            cls.sign(agreement, party_id=party.id)
        cls.sign(agreement, mediator_id=cls.mediator.id)
        return cls.move(agreement, cls.mediator_user, "seal")
