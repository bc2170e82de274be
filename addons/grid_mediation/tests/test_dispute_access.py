from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tests import tagged

from .common import MediationCase


@tagged("post_install", "-at_install")
class TestDisputeAccess(MediationCase):
    def readers(self, dispute):
        """Names of the logins that find the dispute."""
        users = {
            "registrar": self.registrar,
            "officer": self.officer,
            "officer_b": self.officer_b,
            "mediator": self.mediator_user,
            "mediator_2": self.mediator_user_2,
            "court": self.court_user,
            "police": self.police_user,
        }
        return {
            name
            for name, user in users.items()
            if self.env["grid.dispute"]
            .with_user(user)
            .search_count([("id", "=", dispute.id)])
        }

    def test_a_draft_is_its_makers(self):
        self.assertEqual(self.readers(self.make_dispute()), {"registrar"})

    def test_departments_and_mediators_register_disputes(self):
        for user in (self.court_user, self.mediator_user, self.officer):
            with self.subTest(user.login):
                dispute = self.make_dispute(user)
                self.move(dispute, user, "register")
                self.assertEqual(dispute.reporter_id, user)

    def test_registered_it_is_the_desks_too(self):
        self.assertEqual(self.readers(self.registered()), {"registrar", "officer"})

    def test_the_appointed_mediator_reads_it(self):
        self.assertEqual(
            self.readers(self.accepted()), {"registrar", "officer", "mediator"}
        )

    def test_a_further_grid_opens_it_to_its_desk(self):
        dispute = self.registered(other_grid_ids=[(4, self.grid_b11.id)])
        self.assertEqual(self.readers(dispute), {"registrar", "officer", "officer_b"})

    def test_a_leader_reads_what_is_grave(self):
        leader = self.make_user(
            "med_leader", self.town_a, "leader", category="official"
        )
        found = self.env["grid.dispute"].with_user(leader)
        dispute = self.registered()
        mine = Domain("id", "=", dispute.id)
        self.assertFalse(found.search_count(mine))
        dispute.grade = "yellow"
        self.assertFalse(found.search_count(mine))
        dispute.grade = "orange"
        self.assertTrue(found.search_count(mine))
        dispute.grade = "blue"
        dispute.leader_id = self.env["grid.staff"].search([("user_id", "=", leader.id)])
        self.assertTrue(found.search_count(mine))

    def test_what_only_moves_set_is_refused_over_rpc(self):
        dispute = self.accepted()
        for name, value in {
            "state": "agreed",
            "grade": "blue",
            "mediator_ids": [(4, self.mediator_2.id)],
            "leader_id": False,
            "body_id": False,
        }.items():
            with self.subTest(name), self.assertRaises(AccessError):
                dispute.with_user(self.officer).write({name: value})

    def test_a_party_lies_where_its_dispute_lies(self):
        dispute = self.registered()
        parties = self.env["grid.dispute.party"].with_user(self.officer_b)
        self.assertFalse(parties.search([("dispute_id", "=", dispute.id)]))
        parties = parties.with_user(self.officer)
        self.assertEqual(len(parties.search([("dispute_id", "=", dispute.id)])), 2)

    def test_lists_cost_the_same_with_more_rows(self):
        for _number in range(3):
            self.registered()
        names = ["display_name", "state", "kind_id", "deadline_left", "waits_for_me"]

        def cost(limit):
            self.env.invalidate_all()
            disputes = self.env["grid.dispute"].with_user(self.officer)
            found = disputes.search([], limit=limit)
            start = self.env.cr.sql_log_count
            found.read(names)
            return self.env.cr.sql_log_count - start

        cost(1)
        self.assertEqual(cost(1), cost(3))
