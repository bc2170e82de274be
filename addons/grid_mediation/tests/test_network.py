from hypothesis import given
from hypothesis import strategies as st

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged

from ..tools.network import Norm, Roster, warnings
from .network_common import NetworkCase

COUNTS = st.integers(0, 12)


@tagged("post_install", "-at_install")
class TestNetworkWarnings(TransactionCase):
    """The rules of art. 8 as sentences, for any roster."""

    @given(st.builds(Roster, *[COUNTS] * 6), COUNTS)
    def test_warnings(self, roster, full_time):
        found = warnings(roster, Norm(3, 9, True, full_time))
        for name, wrong in (
            ("few", roster.members in (0, 1, 2)),
            ("many", roster.members > 9),
            ("woman", roster.women == 0),
            ("chair", roster.chairs == 0),
            ("over", roster.over != 0),
            ("ending", roster.ending != 0),
            ("full_time", roster.full_time < full_time),
        ):
            self.assertEqual(name in found, wrong, name)

    @given(st.builds(Roster, *[COUNTS] * 6))
    def test_no_norm_asks_for_nothing_but_elections(self, roster):
        self.assertLessEqual(set(warnings(roster, Norm())), {"over", "ending"})


@tagged("post_install", "-at_install")
class TestNetwork(NetworkCase):
    def bodies(self, name):
        """The bodies that a filter finds, seen by somebody of town B."""
        bodies = self.env["grid.mediation.body"].with_user(self.officer_b)
        return bodies.search([(name, "=", True)])

    def test_a_complete_committee_has_no_warnings(self):
        self.fill(3)
        self.people[:2].full_time = True
        self.assertFalse(self.body.warnings)
        self.assertFalse(self.body.has_warnings)
        self.assertEqual((self.body.member_count, self.body.full_time_count), (3, 2))
        self.assertEqual(self.body.chair_id, self.people[0])
        self.assertNotIn(self.body, self.bodies("has_warnings"))

    def test_each_warning_and_its_filter(self):
        self.assertEqual(
            self.body.warnings.split("\n"),
            [
                "fewer members than the law asks",
                "no chair",
                "no woman among the members",
                "not enough full-time mediators",
            ],
        )
        for name in ("lacks_members", "lacks_chair", "lacks_woman", "lacks_full_time"):
            self.assertTrue(self.body[name])
            self.assertIn(self.body, self.bodies(name))
        seats = self.fill(9)
        self.assertFalse(self.body.exceeds_members)
        self.assertNotIn(self.body, self.bodies("exceeds_members"))
        self.seat(9)
        self.assertTrue(self.body.exceeds_members)
        self.assertIn(self.body, self.bodies("exceeds_members"))
        self.assertNotIn(self.body, self.bodies("lacks_woman"))
        seats[1].unlink()
        self.assertIn(self.body, self.bodies("lacks_woman"))
        self.assertFalse(self.body.exceeds_members)

    def test_retained_mediators_are_no_members_but_work(self):
        self.fill(3)
        for number in (3, 4):
            self.people[number].full_time = True
            self.seat(number, "retained")
        self.assertEqual((self.body.member_count, self.body.full_time_count), (3, 2))
        self.assertFalse(self.body.has_warnings)

    def test_who_left_the_roster_does_not_count(self):
        self.fill(3)
        self.people[2].active = False
        self.assertTrue(self.body.lacks_members)

    def test_the_norm_is_data(self):
        self.fill(3)
        norm = self.env["grid.mediation.norm"].search(
            [("kind_id", "=", self.body.kind_id.id)]
        )
        self.assertEqual((norm.full_time, bool(norm.basis)), (2, True))
        norm.full_time = 0
        self.env.invalidate_all()
        self.assertFalse(self.body.has_warnings)
        norm.least_members = 4
        self.env.invalidate_all()
        self.assertTrue(self.body.lacks_members)
        with self.assertRaises(ValidationError):
            norm.most_members = 3
        norm.active = False
        self.env.invalidate_all()
        self.assertFalse(self.body.has_warnings)

    def test_norms_of_the_kinds(self):
        """DOMAIN 4.1: industry 3, town 2, village and enterprise 1."""
        kinds = {
            norm.kind_id.code: norm.full_time
            for norm in self.env["grid.mediation.norm"].search([])
        }
        self.assertEqual(kinds, {"01": 1, "02": 2, "03": 1, "04": 3, "05": 0, "06": 0})

    def test_one_and_n(self):
        chamber = self.make_body(self.county, "Chamber", "06", lead_id=self.body.id)
        self.make_body(self.county, "Chamber 2", "06", lead_id=self.body.id)
        self.assertEqual(self.body.partner_count, 2)
        action = self.body.action_open_partners()
        found = self.env["grid.mediation.body"].search(action["domain"])
        self.assertEqual(found, self.body.partner_ids)
        self.assertIn(chamber, found)
        with self.assertRaises(ValidationError):
            self.body.lead_id = chamber

    def test_queries_do_not_grow_with_bodies(self):
        bodies = self.body.concat(
            *(self.make_body(self.town_a, f"Body {n}", "01") for n in range(20))
        )
        names = ["name", "chair_id", "member_count", "warnings", "partner_count"]
        one = self.queries(bodies[:1], names)
        self.assertLessEqual(self.queries(bodies, names), one)

    def queries(self, bodies, names):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        bodies.with_user(self.officer).read(names)
        return self.env.cr.sql_log_count - before

    def test_officers_keep_the_bodies_of_their_grids(self):
        seat = self.seat().with_user(self.officer)
        seat.position = "deputy"
        with self.assertRaises(AccessError):
            seat.with_user(self.officer_b).position = "member"
        with self.assertRaises(AccessError):
            seat.with_user(self.mediator_user).action_leave()
        with self.assertRaises(AccessError):
            seat.with_user(self.registrar).action_reelect()


@tagged("post_install", "-at_install")
class TestMediatorLoad(NetworkCase):
    def setUp(self):
        super().setUp()
        self.dispute = self.accepted()
        self.mediators = self.env["grid.mediator"].with_user(self.officer)

    def test_search_and_sort_by_load(self):
        self.accepted()
        self.move(
            self.accepted(),
            self.officer,
            "appoint",
            mediator_ids=self.mediator_2.ids,
        )
        both = self.mediator + self.mediator_2
        self.assertEqual(both.mapped("open_count"), [3, 1])
        mine = [("id", "in", (both + self.people).ids)]
        found = self.mediators.search(mine, order="open_count desc, id")
        self.assertEqual(found[:2].ids, both.ids)
        found = self.mediators.search(mine, order="open_count, id")
        self.assertEqual(found[-1].id, self.mediator.id)
        for operator, value, expected in (
            ("=", 0, self.people),
            ("!=", 0, both),
            (">=", 1, both),
            ("<", 3, self.people + self.mediator_2),
            ("<=", 1, self.people + self.mediator_2),
            (">", 1, self.mediator),
            ("in", [0, 3], self.people + self.mediator),
        ):
            found = self.mediators.search([*mine, ("open_count", operator, value)])
            self.assertEqual(set(found.ids), set(expected.ids), (operator, value))

    def test_who_fits_comes_first(self):
        labour = self.env["grid.code"].browse(self.code("dispute_kind", "10"))
        self.people[5].speciality_ids = labour
        self.seat(3)
        self.seat(4)
        self.people[4].speciality_ids = labour
        found = self.mediators._suggested(self.dispute)
        self.assertEqual(
            found[:3].ids, (self.people[4] + self.people[3] + self.people[5]).ids
        )
        # who is appointed needs no suggestion
        self.assertNotIn(self.mediator, found)

    def test_load_decides_among_equals(self):
        self.people[1:].active = False
        for _dispute in range(2):
            self.move(
                self.accepted(),
                self.officer,
                "appoint",
                mediator_ids=self.mediator_2.ids,
            )
        found = self.mediators._suggested(self.dispute)
        self.assertEqual(found.ids, [self.people[0].id, self.mediator_2.id])

    def test_the_list_of_the_dialog_begins_with_them(self):
        self.seat(7)
        mediators = self.mediators.with_context(suggest_for=self.dispute.id)
        pairs = mediators.name_search("", limit=3)
        self.assertEqual(len(pairs), 3)
        self.assertEqual(
            pairs[0], (self.people[7].id, f"{self.people[7].name} (0 in hand)")
        )
        # whoever was not suggested can be found by name all the same
        stranger = self.make_staff("stranger", self.town_b)
        stranger = self.env["grid.mediator"].create({"staff_id": stranger.id})
        found = mediators.name_search(stranger.name)
        self.assertEqual([pair[0] for pair in found], stranger.ids)

    def test_suggestions_only_to_who_may_read_the_dispute(self):
        mediators = self.mediators.with_user(self.officer_b)
        with self.assertRaises(AccessError):
            mediators._suggested(self.dispute.with_user(self.officer_b))

    def test_before_acceptance_the_chosen_body_counts(self):
        dispute = self.registered()
        self.seat(6)
        act = self.env["grid.dispute.act"].with_user(self.officer)
        act = act.create({"dispute_id": dispute.id, "move": "accept"})
        act.body_id = self.body
        self.assertEqual(act.suggested_ids[:1].id, self.people[6].id)
        mediators = self.mediators.with_context(
            suggest_for=dispute.id, suggest_body=self.body.id
        )
        self.assertEqual(mediators.name_search("")[0][0], self.people[6].id)

    def test_dialog(self):
        act = self.env["grid.dispute.act"].with_user(self.officer)
        act = act.create({"dispute_id": self.dispute.id, "move": "appoint"})
        self.assertTrue(act.suggested_ids)
        self.assertNotIn(self.mediator, act.suggested_ids)
        act = act.create({"dispute_id": self.dispute.id, "move": "start"})
        self.assertFalse(act.suggested_ids)
