from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools import SQL

from .test_session import SessionCase

SECRET = "I would take thirty-eight thousand if it came today"


class TestCompartments(SessionCase):
    """What a party tells the mediator alone reaches nobody else, by no way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.party_a, cls.party_b = cls.dispute.party_ids
        cls.portal_a = new_test_user(cls.env, "med_portal_a", "base.group_portal")
        cls.portal_b = new_test_user(cls.env, "med_portal_b", "base.group_portal")
        cls.party_a.partner_id = cls.portal_a.partner_id
        cls.party_b.partner_id = cls.portal_b.partner_id
        cls.leader = cls.make_user(
            "med_leader", cls.town_a, "leader", category="official"
        )
        cls.admin = cls.make_user("med_admin", cls.city, "administrator")
        # whoever may export at all: the rules have to hold then too
        everybody = cls.env["res.users"].search([("login", "=like", "med_%")])
        export = cls.env.ref("base.group_allow_export")
        everybody.write({"group_ids": [(4, export.id)]})
        # so that the leader of the area reads the dispute itself
        cls.dispute.grade = "red"
        cls.notes = cls.env["grid.dispute.note"]
        cls.note = cls.write_note(cls.mediator_user)
        # a whole session, an agreement and notices lie beside it
        cls.hold(cls.plan(hours=-3))
        cls.in_force(cls.dispute)

    @classmethod
    def write_note(cls, user, **values):
        vals = {"dispute_id": cls.dispute.id, "text": SECRET, **values}
        return cls.notes.with_user(user).create(vals).sudo()

    def appoint(self, mediator):
        self.move(
            self.dispute, self.officer, "appoint_later", mediator_ids=mediator.ids
        )

    def assertUnreadable(self, user):
        notes = self.notes.with_user(user)
        mine = notes.browse(self.note.id)
        domain = [("dispute_id", "=", self.dispute.id)]
        calls = {
            "read": lambda: mine.read(["text", "party_id"]),
            "name": lambda: mine.read(["display_name"]),
            "search": lambda: notes.search_read(domain, ["text"]),
            "by words": lambda: notes.search_read([("text", "ilike", "thirty")], []),
            "group": lambda: [
                row for row in notes._read_group(domain, ["text"], ["__count"])
            ],
            "name search": lambda: notes.name_search(self.dispute.number),
            "export": lambda: mine.export_data(["text"])["datas"],
            "write": lambda: mine.write({"text": "x"}),
            "copy": lambda: mine.copy(),
            "unlink": lambda: mine.unlink(),
        }
        for name, call in calls.items():
            with self.subTest(user=user.login, by=name):
                try:
                    found = call()
                except AccessError:
                    continue
                self.assertFalse(found)

    def test_nobody_else_reads_it(self):
        for user in (
            self.portal_a,
            self.portal_b,
            self.registrar,
            self.mediator_user_2,
            self.officer,
            self.leader,
            self.admin,
            self.court_user,
        ):
            self.assertUnreadable(user)

    def test_its_author_does(self):
        [seen] = self.note.with_user(self.mediator_user).read(["text"])
        self.assertEqual(seen["text"], SECRET)

    def test_not_through_the_dispute_either(self):
        for user in (self.officer, self.leader):
            dispute = self.dispute.with_user(user)
            try:
                seen = dispute.read(["note_ids"])[0]["note_ids"]
            except AccessError:
                continue
            self.assertFalse(seen)
            found = dispute.search_count([("note_ids.text", "ilike", "thirty")])
            self.assertFalse(found)

    def test_a_co_mediator_reads_what_was_opened(self):
        self.appoint(self.mediator_2)
        self.assertUnreadable(self.mediator_user_2)
        self.note.with_user(self.mediator_user).opened_ids = self.mediator_2
        [seen] = self.note.with_user(self.mediator_user_2).read(["text"])
        self.assertEqual(seen["text"], SECRET)
        with self.assertRaises(AccessError):
            self.note.with_user(self.mediator_user_2).write({"text": "x"})
        self.move(
            self.dispute,
            self.officer,
            "withdraw_mediator",
            mediator_id=self.mediator_2.id,
            reason="Is a cousin.",
        )
        self.assertUnreadable(self.mediator_user_2)

    def test_a_successor_does_not(self):
        self.appoint(self.mediator_2)
        self.move(
            self.dispute,
            self.officer,
            "withdraw_mediator",
            mediator_id=self.mediator.id,
            reason="Moves away.",
        )
        self.assertUnreadable(self.mediator_user_2)
        # nor does who no longer mediates it
        self.assertUnreadable(self.mediator_user)

    def test_it_is_opened_to_nobody_outside(self):
        with self.assertRaisesRegex(UserError, "of this dispute only"):
            self.note.with_user(self.mediator_user).opened_ids = self.mediator_2

    def test_nobody_writes_in_another_name(self):
        note = self.write_note(self.mediator_user, author_id=self.officer.id)
        self.assertEqual(note.author_id, self.mediator_user)
        for user in (self.officer, self.mediator_user_2, self.registrar):
            with self.assertRaises(AccessError):
                self.write_note(user)

    def test_its_words_lie_nowhere_else(self):
        """No message, bus row, attachment, calendar entry or log: no table at all."""
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )
        holders = []
        for (table,) in tables:
            name = SQL.identifier(table)
            query = SQL(
                "SELECT 1 FROM %s row WHERE row::text LIKE %s LIMIT 1",
                name,
                f"%{SECRET}%",
            )
            if self.env.execute_query(query):
                holders.append(table)
        self.assertEqual(holders, ["grid_dispute_note"])


class TestRelease(SessionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.party_a, cls.party_b = cls.dispute.party_ids
        cls.portal_a = new_test_user(cls.env, "med_portal_a", "base.group_portal")
        cls.portal_b = new_test_user(cls.env, "med_portal_b", "base.group_portal")
        cls.party_a.partner_id = cls.portal_a.partner_id
        cls.party_b.partner_id = cls.portal_b.partner_id
        cls.release = (
            cls.env["grid.dispute.release"]
            .with_user(cls.mediator_user)
            .create(
                {
                    "dispute_id": cls.dispute.id,
                    "party_ids": [(6, 0, cls.party_a.ids)],
                    "title": "Next session",
                    "text": "Bring the bills.",
                }
            )
            .sudo()
        )

    def test_a_party_reads_its_own_and_no_more(self):
        release = self.release.with_user(self.portal_a)
        [seen] = release.read(["title", "text", "case_number", "released_at"])
        self.assertEqual(seen["text"], "Bring the bills.")
        self.assertEqual(seen["case_number"], self.dispute.number)
        for name in ("dispute_id", "party_ids", "grid_id", "user_id"):
            with self.assertRaises(AccessError):
                release.read([name])
        names = set(release.fields_get())
        self.assertFalse(names & {"dispute_id", "party_ids", "grid_id", "user_id"})

    def test_the_other_party_reads_nothing(self):
        releases = self.release.with_user(self.portal_b)
        self.assertFalse(releases.search([]))
        with self.assertRaises(AccessError):
            releases.read(["text"])

    def test_a_party_changes_nothing_and_reads_no_other_model(self):
        release = self.release.with_user(self.portal_a)
        for call in (
            lambda: release.write({"text": "x"}),
            lambda: release.copy(),
            lambda: release.unlink(),
            lambda: release.action_withdraw(),
        ):
            with self.assertRaises(AccessError):
                call()
        for record in (self.dispute, self.party_a, self.plan(), self.mediator):
            with self.assertRaises(AccessError):
                record.with_user(self.portal_a).read(["display_name"])

    def test_withdrawn_it_is_gone(self):
        self.release.with_user(self.mediator_user).action_withdraw()
        self.assertFalse(self.release.with_user(self.portal_a).search([]))

    def test_what_was_released_is_not_rewritten(self):
        with self.assertRaises(AccessError):
            self.release.with_user(self.mediator_user).write({"text": "x"})


class TestHelper(SessionCase):
    def test_with_the_consent_of_all(self):
        helper = self.env["grid.dispute.helper"].create(
            {"dispute_id": self.dispute.id, "name": "Uncle", "relation": "relative"}
        )
        helper.consent_ids = self.dispute.party_ids[0]
        with self.assertRaisesRegex(UserError, "consent of all.*art. 20.*Uncle"):
            self.plan(helper_ids=[(6, 0, helper.ids)])
        helper.consent_ids = self.dispute.party_ids
        session = self.plan(helper_ids=[(6, 0, helper.ids)])
        self.assertEqual(session.helper_ids, helper)
