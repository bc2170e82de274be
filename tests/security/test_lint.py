"""What must hold for access rights and rules of every model, whatever it is."""

from collections import namedtuple
from itertools import product

from odoo.tests import TransactionCase, tagged
from odoo.tools.safe_eval import safe_eval

from .registry import our_models, scoped_models

PERMS = ("read", "write", "create", "unlink")

OPEN = {
    # territory and organizations are no secret within the administration
    ("grid.grid", "group_grid_worker"): "the tree is shown to all",
    ("grid.grid", "group_grid_department"): "the tree is shown to all",
    ("grid.grid", "group_grid_auditor"): "the tree is shown to all",
    ("grid.grid", "group_grid_admin"): "configures the territory",
    ("grid.grid.history", "group_grid_admin"): "configures the territory",
    ("grid.organization", "group_grid_worker"): "knows whom to call",
    ("grid.organization", "group_grid_department"): "knows whom to call",
    ("grid.organization", "group_grid_admin"): "configures organizations",
    # staff are employees: who audits or gives rights has to see them all
    ("grid.staff", "group_grid_auditor"): "names who did what",
    ("grid.staff", "group_grid_admin"): "gives logins and postings",
    ("grid.posting", "group_grid_auditor"): "checks who held which right",
    ("grid.posting", "group_grid_admin"): "gives logins and postings",
    ("grid.effective.right", "group_grid_auditor"): "checks who held which right",
    ("grid.effective.right", "group_grid_admin"): "gives logins and postings",
    # who mediates where is made public (People's Mediation Law, art. 10)
    **{
        (f"grid.{model}", group): "who mediates where is public"
        for model in ("mediation.body", "mediation.member", "mediator")
        for group in ("group_grid_worker", "group_grid_department", "group_grid_admin")
    },
    ("grid.mediation.place", "group_grid_admin"): "configures the network",
    ("grid.mediation.room", "group_mediator"): "rooms are no secret",
    ("grid.mediation.room", "group_grid_admin"): "configures the network",
}
"""Which group may see all records of a model that belongs to grids, and why."""

SEES_THROUGH = {
    "grid.grid.head_phone": "the work phone of the head is published",
    "grid.posting.phone": "the work phone is published",
    "grid.posting.staff_category": "no more than the posting itself says",
    "grid.posting.user_id": "no more than the posting itself says",
    "grid.event.accept_due": "a time of the event's own task",
    "grid.event.informant.event_number": "who may know informants sees the event",
    "grid.mediator.name": "the roster of mediators is public",
    "grid.mediator.avatar_128": "the photo of who mediates is public",
    "grid.mediator.phone": "the work phone is published",
    "grid.mediator.grid_id": "lies where the person's file lies",
    "grid.mediation.member.grid_id": "lies where its body lies",
    "grid.dispute.instalment.dispute_id": "is of the dispute of its agreement",
    "grid.dispute.signature.dispute_id": "is of the dispute of its agreement",
    "grid.dispute.visit.dispute_id": "is of the dispute of its agreement",
    "grid.dispute.attendance.dispute_id": "is of the dispute of its session",
    "grid.screening.report.grid_id": "lies where its task lies",
    "grid.consultation.item.grid_id": "lies where its meeting lies",
    "grid.consultation.duty.grid_id": "lies where its meeting lies",
    "grid.judicial.aid.grid_id": "lies where its dispute lies",
    "grid.care.case.grid_id": "lies where the patient lives",
    "grid.care.case.hospital_id": "is of the hospital of its patient",
    "grid.care.member.grid_id": "lies where its file lies",
    "grid.care.member.user_id": "who is in a team is known in it",
    "grid.care.emergency.check.case_id": "is of the file of its emergency",
    "grid.guardianship.check.case_id": "is of the file of its agreement",
    **{
        f"grid.{part}.grid_id": "lies where its file lies"
        for part in (
            "care.emergency",
            "care.emergency.check",
            "care.help",
            "care.hold",
            "care.visit",
            "guardianship",
            "guardianship.check",
            "guardianship.payment",
        )
    },
    "grid.care.transfer.hospital_id": "is of the hospital of its patient",
    "grid.followup.grid_id": "lies where its notice lies",
    "grid.medical.record.grid_id": "lies where its patient lives",
    "grid.medical.record.hospital_id": "is of the hospital of its patient",
    "grid.session.seat.dispute_id": "is of the dispute of its session",
    "grid.session.seat.grid_id": "lies where its dispute lies",
    "grid.dispute.agent.dispute_id": "is of its party's dispute",
    **{
        f"grid.dispute.{part}.grid_id": "lies where its dispute lies"
        for part in (
            "agent",
            "agreement",
            "alarm",
            "attendance",
            "confirmation",
            "duty",
            "grading",
            "helper",
            "instalment",
            "note",
            "oversight",
            "paper",
            "party",
            "referral",
            "release",
            "session",
            "signature",
            "subsidy",
            "visit",
        )
    },
    **{
        f"grid.event.{part}.grid_id": "lies where its event lies"
        for part in (
            "answer",
            "application",
            "check",
            "feedback",
            "informant",
            "media",
            "supervision",
            "task",
        )
    },
    **{
        f"grid.event.task.{name}": "who sees a task sees its event"
        for name in (
            "address",
            "category_id",
            "event_number",
            "event_state",
            "reported_at",
            "title",
            "is_urgent",
            "urgency_id",
        )
    },
    **{
        f"grid.event.supervision.{name}": "who is supervised knows for what"
        for name in (
            "category_id",
            "deadline",
            "event_number",
            "event_state",
            "task_kind",
            "task_state",
            "title",
        )
    },
    **{
        f"grid.event.check.{name}": "who checks it sees the event"
        for name in ("category_id", "event_number", "holder_id", "title")
    },
    **{
        f"grid.event.application.{name}": "who applies knows for what"
        for name in ("event_state", "old_category_id")
    },
}
"""Fields worked out as superuser that reach records which belong to grids."""

NOT_SCOPED = {
    "grid.grid": "it is the grid",
    "grid.care.channel": "configuration: where an organization has a system",
    "grid.routing.rule": "configuration: its area says where it applies",
    "grid.mediation.number": "nobody has a right to it",
}
"""Models that point at a grid or at people's data and are guarded otherwise."""

RELEASED = {"grid.dispute.release"}
"""What is there to be read by a citizen with an account: their own."""

READS = [True, False, False, False]

ALL = "[(1, '=', 1)]"
PLACES = {
    "id",
    "grid_id",
    "holder_id",
    "event_id.holder_id",
    "other_grid_ids",
    "dispute_id.other_grid_ids",
    # whose desk receives a notice
    "node_id",
    "community_id",
    "from_grid_id",
    "case_id.community_id",
}
OWNERS = {
    "chair_id.user_id",
    "consultation_id.chair_id.user_id",
    "consultation_id.participant_ids.user_id",
    "participant_ids.user_id",
    "issuer_id",
    "staff_id.user_id",
    # a place in somebody's care team
    "user_ids",
    "case_id.user_ids",
    "author_id",
    "create_uid",
    "dispute_id.leader_id.user_id",
    "dispute_id.mediator_ids.staff_id.user_id",
    "dispute_id.reporter_id",
    "event_id.reporter_id",
    "leader_id.user_id",
    "mediator_ids.staff_id.user_id",
    "reporter_id",
    "requester_id",
    "taken_by_id",
    "user_id",
}
ACTS_FOR = ("organization_id.user_ids", "in")
HOLDERS = {"case_id.health_id.user_ids", "case_id.police_id.user_ids"}
"""Organizations that have the file of a person in care in hand."""
PARTIES = {
    "grid.care.clue": {"hospital_id.user_ids"},
    "grid.care.case": {
        "hospital_id.user_ids",
        "health_id.user_ids",
        "police_id.user_ids",
    },
    "grid.care.transfer": {"hospital_id.user_ids"},
    "grid.care.member": HOLDERS,
    "grid.care.emergency": {"case_id.hospital_id.user_ids", *HOLDERS},
    "grid.care.emergency.check": {"case_id.hospital_id.user_ids", *HOLDERS},
    "grid.care.visit": {"case_id.police_id.user_ids", "organization_id.user_ids"},
    "grid.care.notice": {"hospital_id.user_ids", "organization_id.user_ids"},
    "grid.care.push": {"hospital_id.user_ids"},
    "grid.consultation": {"organization_ids.user_ids"},
    "grid.consultation.duty": {
        "consultation_id.organization_ids.user_ids",
        "organization_id.user_ids",
    },
    "grid.consultation.item": {"consultation_id.organization_ids.user_ids"},
    "grid.dispute.alarm": {"organization_id.user_ids"},
    "grid.dispute.confirmation": {"court_id.user_ids"},
    "grid.dispute.referral": {"organization_id.user_ids"},
    "grid.dispute.release": {"party_ids.partner_id.user_ids"},
    "grid.event.application": {"organization_id.user_ids"},
    "grid.followup": {"organization_id.user_ids"},
    "grid.medical.record": {"hospital_id.user_ids"},
    "grid.patient": {"hospital_id.user_ids"},
    "grid.event.supervision": {
        "issuer_organization_id.user_ids",
        "organization_id.user_ids",
    },
}
"""Records that are about a department itself, order or not."""

OPENED_BY_ME = ("is_opened", "=", True)
"""Files of care that the user has opened in an emergency, for some hours."""

HELD = {"sent", "accepted", "done"}
"""States of the orders that let a department see an event."""

User = namedtuple("User", "id")
Scope = namedtuple("Scope", "group")
ME = object()


def branches(domain):
    """A domain as a list of alternatives, each a list of conditions that all hold."""

    def parse(terms):
        term = next(terms)
        if term == "|":
            return parse(terms) + parse(terms)
        if term == "&":
            return [a + b for a, b in product(parse(terms), parse(terms))]
        assert not isinstance(term, str), f"{term} is not understood here"
        return [[term]]

    terms, whole = iter(domain), [[]]
    while True:
        try:
            more = parse(terms)
        except StopIteration:
            return whole
        whole = [a + b for a, b in product(whole, more)]


def is_personal(condition, groups):
    """Whether a condition leaves what is one's own, or lies in the scope."""
    path, operator, value = condition
    if value is ME:
        return path in OWNERS and operator == "="
    if condition == OPENED_BY_ME:
        return True
    if isinstance(value, Scope):
        return path in PLACES and operator == "in" and groups == {value.group}
    return False


def is_order(conditions):
    """Whether conditions leave the orders that a department of the user holds."""
    return any(c[:2] == ACTS_FOR and c[2] is ME for c in conditions) and any(
        c[:2] == ("state", "in") and set(c[2]) <= HELD for c in conditions
    )


@tagged("standard")
class TestAccessLint(TransactionCase):
    def accesses(self, name):
        return self.env["ir.model.access"].search([("model_id.model", "=", name)])

    def rules(self, name):
        return self.env["ir.rule"].search([("model_id.model", "=", name)])

    def xmlid(self, group):
        return group.get_external_id()[group.id]

    def guarded_models(self):
        """Models whose records belong to grids, mixin or not."""
        return [
            name
            for name in our_models(self.env)
            if "grid_id" in self.env[name]._fields
            and not self.env[name]._transient
            and name not in NOT_SCOPED
        ] + ["grid.grid"]

    def test_all_scoped_models_are_guarded(self):
        self.assertLessEqual(set(scoped_models(self.env)), set(self.guarded_models()))

    def test_nothing_for_portal_public_or_everybody(self):
        portal = self.env.ref("base.group_portal")
        for name in our_models(self.env):
            closed = self.env.ref("base.group_public")
            if name not in RELEASED:
                closed |= portal
            for access in self.accesses(name):
                with self.subTest(access=access.name):
                    self.assertTrue(access.group_id, "an access right for everybody")
                    self.assertFalse(access.group_id & closed)
                    if access.group_id == portal:
                        self.assertEqual([access[f"perm_{p}"] for p in PERMS], READS)
            for rule in self.rules(name):
                with self.subTest(rule=rule.name):
                    self.assertFalse(rule.groups & closed)

    def test_every_right_has_its_rule(self):
        """Rights of several groups add up, rules without a rule let all through."""
        for name in self.guarded_models():
            rules = self.rules(name)
            for access in self.accesses(name):
                groups = access.group_id | access.group_id.all_implied_ids
                for perm in PERMS:
                    if not access[f"perm_{perm}"]:
                        continue
                    with self.subTest(model=name, access=access.name, perm=perm):
                        self.assertTrue(
                            rules.filtered(
                                lambda rule, perm=perm, groups=groups: (
                                    rule[f"perm_{perm}"]
                                    and (not rule.groups or rule.groups & groups)
                                )
                            ),
                            "a right without a rule reaches every grid",
                        )

    def test_rules_leave_own_and_scope(self):
        """Whatever way a record comes through a rule: it is one's own, or in scope."""
        for name in our_models(self.env):
            for rule in self.rules(name):
                domain = " ".join((rule.domain_force or ALL).split())
                with self.subTest(model=name, rule=rule.name):
                    if domain == ALL:
                        self.assertAllOpen(name, rule)
                    else:
                        self.assertNarrow(domain, rule)

    def assertNarrow(self, text, rule):
        groups = {self.xmlid(group) for group in rule.groups}
        domain = safe_eval(text, {"user": User(ME), "grid_scope": Scope})
        for conditions in branches(domain):
            self.assertTrue(
                any(is_personal(condition, groups) for condition in conditions)
                or is_order(conditions)
                or any(
                    path in PARTIES.get(rule.model_id.model, ()) and value is ME
                    for path, _operator, value in conditions
                )
                or any(
                    operator == "any"
                    and path.endswith(("task_ids", "referral_ids"))
                    and is_order(value)
                    for path, operator, value in conditions
                ),
                f"neither own nor in the scope of the group: {conditions}",
            )

    def assertAllOpen(self, name, rule):
        self.assertTrue(rule.groups, "a rule for everybody that excludes nobody")
        if name not in self.guarded_models():
            return
        for group in rule.groups:
            key = name, self.xmlid(group).split(".")[1]
            self.assertIn(key, OPEN, "all grids are open to this group")

    def test_the_list_of_open_models_is_not_stale(self):
        opened = {
            (name, self.xmlid(group).split(".")[1])
            for name in self.guarded_models()
            for rule in self.rules(name)
            if " ".join((rule.domain_force or ALL).split()) == ALL
            for group in rule.groups
        }
        self.assertEqual(set(OPEN), opened)

    def test_a_wizard_is_its_makers_alone(self):
        for name in our_models(self.env):
            if not self.env[name]._transient:
                continue
            with self.subTest(name):
                own = self.rules(name).filtered(lambda rule: not rule.groups)
                self.assertEqual(
                    own.mapped("domain_force"), ["[('create_uid', '=', user.id)]"]
                )

    def test_children_have_their_own_grid(self):
        """The rule of a parent does not guard its children."""
        guarded = set(self.guarded_models())
        for name in our_models(self.env):
            model = self.env[name]
            if name in guarded or model._transient or name in NOT_SCOPED:
                continue
            for field in model._fields.values():
                if field.type == "many2one" and field.store and field.required:
                    with self.subTest(str(field)):
                        self.assertNotIn(field.comodel_name, guarded)

    def test_no_relation_goes_round_the_rules(self):
        for name in our_models(self.env):
            for field in self.env[name]._fields.values():
                if (field.comodel_name or "").startswith("mail."):
                    continue  # the thread belongs to the record that is seen
                if hasattr(self.env.get(field.comodel_name), "_trail_of"):
                    continue  # and so does the trail
                with self.subTest(str(field)):
                    self.assertFalse(getattr(field, "bypass_search_access", False))
            self.assertFalse(self.env[name]._inherits, name)

    def test_related_fields_reach_no_foreign_record(self):
        found = {
            str(field)
            for name in our_models(self.env)
            for field in self.env[name]._fields.values()
            if field.related and field.compute_sudo and self.crosses(field)
        }
        self.assertEqual(found, set(SEES_THROUGH))

    def crosses(self, field):
        """Whether a related field looks into a record that belongs to a grid."""
        guarded = set(self.guarded_models())
        model = self.env[field.model_name]
        for step in field.related.split(".")[:-1]:
            model = self.env[model._fields[step].comodel_name]
            if model._name in guarded - {"grid.grid"}:
                return True
        return False
