from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError, UserError

from .common import MediationCase

OPERATIONS = (
    "offer",
    "accept",
    "refuse",
    "revoke",
    "finish",
    "pass_on",
    "leave",
    "join",
    "close",
    "open",
    "deactivate",
    "activate",
)


class ReferralCase(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dispute = cls.mediating()
        cls.court_clerk = cls.make_user("med_clerk", cls.county, "department_handler")
        cls.court.user_ids += cls.court_clerk

    @classmethod
    def offer(cls, organization, user=None):
        referrals = cls.env["grid.dispute.referral"].with_user(
            user or cls.mediator_user
        )
        return referrals.create(
            {
                "dispute_id": cls.dispute.id,
                "organization_id": organization.id,
                "matter": "Please advise on the law of labour.",
            }
        ).sudo()

    def reads(self, user):
        """Whether somebody with this login gets to see the dispute and its parties."""
        if not user.active:
            # no session is opened for such an account
            return False
        self.env.invalidate_all()
        dispute = self.dispute.with_user(user)
        found = bool(dispute.search([("id", "=", dispute.id)]))
        self.assertEqual(dispute.has_access("read"), found)
        for party in self.dispute.party_ids:
            self.assertEqual(party.with_user(user).has_access("read"), found)
        return found


class TestReferral(ReferralCase):
    def test_accepted_opens_and_the_result_closes(self):
        referral = self.offer(self.court)
        self.assertEqual(referral.platform, "court")
        court = referral.with_user(self.court_user)
        self.assertEqual(court.matter, "Please advise on the law of labour.")
        self.assertFalse(court.can_open)
        with self.assertRaises(AccessError):
            court.read(["dispute_id"])
        with self.assertRaises(AccessError):
            court.action_open_dispute()
        self.move(referral, self.court_user, "accept")
        self.assertEqual(court.action_open_dispute()["res_id"], self.dispute.id)
        self.assertTrue(self.reads(self.court_clerk))
        self.move(referral, self.court_user, "finish", result="Advice was given.")
        self.assertFalse(self.reads(self.court_user))
        self.assertEqual(referral.result, "Advice was given.")
        self.assertTrue(court.read(["state", "result"]))

    def test_reading_is_all_it_gives(self):
        self.move(self.offer(self.court), self.court_user, "accept")
        dispute = self.dispute.with_user(self.court_user)
        with self.assertRaises(AccessError):
            dispute.write({"title": "x"})
        self.assertEqual(dispute.allowed_moves, ["read"])
        for name in ("session_ids", "agreement_ids", "note_ids"):
            with self.assertRaises(AccessError):
                dispute.read([name])

    def test_who_may_offer_and_answer(self):
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError), self.cr.savepoint():
                self.offer(self.court, user)
        referral = self.offer(self.court)
        for user in (self.police_user, self.mediator_user, self.officer):
            with self.assertRaises(AccessError):
                referral.with_user(user).action_move("accept")
        with self.assertRaises(AccessError):
            referral.with_user(self.court_user).write({"state": "accepted"})
        with self.assertRaises(UserError):
            referral.with_user(self.court_user).action_move("refuse")
        self.move(referral, self.court_user, "refuse", reason="Not ours.")
        self.assertEqual(referral.explanation, "Not ours.")

    def test_the_end_of_the_dispute_ends_it(self):
        referral = self.offer(self.court)
        self.move(referral, self.court_user, "accept")
        self.dispute.with_user(self.mediator_user).action_move(
            "terminate",
            {"ended_id": self.code("dispute_end", "01"), "reason": "No agreement."},
        )
        self.assertEqual(referral.state, "finished")
        self.assertIn("No agreement", referral.result)
        self.assertFalse(self.reads(self.court_user))

    def test_passed_on_it_is_offered_anew(self):
        referral = self.offer(self.court)
        self.move(referral, self.court_user, "accept")
        values = {"to_id": self.police.id, "reason": "A matter of the police."}
        self.move(referral, self.court_user, "pass_on", **values)
        self.assertEqual(referral.state, "transferred")
        onward = self.dispute.referral_ids - referral
        self.assertEqual(onward.organization_id, self.police)
        self.assertEqual((onward.state, onward.origin_id), ("offered", referral))
        self.assertFalse(self.reads(self.court_user))
        self.move(onward, self.police_user, "accept")
        self.assertTrue(self.reads(self.police_user))

    def referred_in(self):
        dispute = self.make_dispute(
            self.court_user, source_id=self.code("dispute_source", "05")
        )
        return self.move(dispute, self.court_user, "register")

    def test_inward_the_desk_answers_with_the_dispute(self):
        dispute = self.referred_in()
        referral = dispute.referral_ids
        self.assertEqual(
            (referral.direction, referral.organization_id), ("in", self.court)
        )
        self.move(dispute, self.officer, "accept", body_id=self.body.id)
        self.assertEqual(referral.state, "accepted")
        self.move(dispute, self.officer, "annul", reason="Registered twice.")
        self.assertEqual(referral.state, "finished")
        self.assertIn("Registered twice", referral.result)

    def test_inward_not_accepted(self):
        dispute = self.referred_in()
        ground = self.code("dispute_refusal", "02")
        reason = {"ground_id": ground, "reason": "Before the court already."}
        self.move(dispute, self.officer, "refuse", **reason)
        referral = dispute.referral_ids
        self.assertEqual(referral.state, "refused")
        self.assertEqual(referral.explanation, "Before the court already.")


class TestAccessByReferral(ReferralCase):
    """One reads exactly while a ground is open, whatever happened before."""

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(OPERATIONS), st.integers(0, 1), st.integers(0, 2)
            ),
            min_size=4,
            max_size=14,
        )
    )
    def test_exactly_while_a_ground_is_open(self, steps):
        savepoint = self.cr.savepoint()
        try:
            self.play(steps)
        finally:
            savepoint.rollback()
            self.env.invalidate_all()

    def play(self, steps):
        organizations = [self.court, self.police]
        users = [self.court_user, self.court_clerk, self.police_user]
        model = {
            "state": {},
            "closed": set(),
            "members": {
                self.court: {self.court_user, self.court_clerk},
                self.police: {self.police_user},
            },
            "inactive": set(),
        }
        referrals = {}
        for operation, at, who in steps:
            self.step(operation, organizations, at, users[who], model, referrals)
            for user in users:
                expected = user not in model["inactive"] and any(
                    model["state"].get(organization) == "accepted"
                    and organization not in model["closed"]
                    and user in model["members"][organization]
                    for organization in organizations
                )
                self.assertEqual(
                    self.reads(user), expected, (operation, at, user.login, steps)
                )

    def step(self, operation, organizations, at, user, model, referrals):
        """Do it where it can be done, in the model and for real."""
        organization, other = organizations[at], organizations[1 - at]
        state = model["state"].get(organization)
        alive = ("offered", "accepted")
        if operation == "offer" and state not in alive:
            referrals[organization] = self.offer(organization)
            model["state"][organization] = "offered"
        elif operation in ("accept", "refuse") and state == "offered":
            answer = {"accept": "accepted", "refuse": "refused"}[operation]
            referrals[organization]._make_move(operation, {"reason": "x"})
            model["state"][organization] = answer
        elif operation == "revoke" and state in alive:
            referrals[organization]._make_move("revoke", {"reason": "x"})
            model["state"][organization] = "revoked"
        elif operation == "finish" and state == "accepted":
            referrals[organization]._make_move("finish", {"result": "x"})
            model["state"][organization] = "finished"
        elif operation == "pass_on" and state == "accepted":
            if model["state"].get(other) not in alive:
                values = {"to_id": other.id, "reason": "x"}
                referrals[organization]._make_move("pass_on", values)
                model["state"][organization] = "transferred"
                model["state"][other] = "offered"
                referrals[other] = self.dispute.referral_ids.filtered(
                    lambda r: r.organization_id == other and r.state == "offered"
                )
        else:
            self.change_people(operation, organization, user, model)

    def change_people(self, operation, organization, user, model):
        if operation == "leave":
            organization.user_ids -= user
            model["members"][organization].discard(user)
        elif operation == "join":
            organization.user_ids += user
            model["members"][organization].add(user)
        elif operation == "close":
            organization.active = False
            model["closed"].add(organization)
        elif operation == "open":
            organization.active = True
            model["closed"].discard(organization)
        elif operation == "deactivate":
            user.active = False
            model["inactive"].add(user)
        elif operation == "activate":
            user.active = True
            model["inactive"].discard(user)
