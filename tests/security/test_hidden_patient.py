"""A patient is hidden from everybody who has no ground to know of them.

One person, known as a resident to whoever looks after the grid, is discharged. Before
and after, everybody without a ground asks every model for rows, names, counts, groups
and exports: the answers must be the same. Those with a ground are the control.
"""

import json

import psycopg2

from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.http import root
from odoo.tools import SQL, mute_logger

from odoo.addons.grid_base.models.grid_access_log import LOOKUPS
from odoo.addons.grid_care.tests.common import PLANTED, CareCase, found

from .registry import our_models
from .rpc import RpcCase, RpcError
from .table import LOGINS
from .territory import TerritoryCase

NUMBER = "HZ-PLANTED-77"
WORDS = (PLANTED["name"], NUMBER, PLANTED["address"], PLANTED["id_number"])
"""What somebody who suspects something would look for."""
REASON = {"access_reason": "looks for somebody"}
HOLDERS = {"grid_patient", "grid_medical_record", "grid_care_notice"}
"""The only tables that a person in care adds a word to."""
KNOWN_BESIDE = {"hospital", "sex", "diagnosis", "risk"}
"""Planted words that name no person: organizations and codes are no secret."""
OTHERS = (
    "bus.bus",
    "ir.attachment",
    "ir.filters",
    "ir.model.data",
    "ir.sequence",
    "mail.activity",
    "mail.followers",
    "mail.mail",
    "mail.message",
    "mail.notification",
    "mail.tracking.value",
    "res.partner",
    "res.users",
)
"""Models of Odoo in which traces of a record can lie."""
LOG = {"grid.access.log", "grid.access.seal"}
AUDIT = {"auditor", "administrator"}
"""That somebody was looked at stands in the log that they read; not who it was."""
WITHOUT_GROUND = (
    *LOGINS,
    "mediator",
    "mediation_officer",
    # of the same town, and acting for nobody
    "clinician",
    "recipient",
)
QUIET = (
    "odoo.http",
    "odoo.addons.base.models.ir_rule",
    "odoo.addons.base.models.ir_binary",
    "odoo.models",
    "odoo.sql_db",
)
TEXTS = {"char", "text", "html"}
DATES = {"date", "datetime"}
PAGE = 50
AT_ONCE = 30
"""Groupings of one query: PostgreSQL takes 31."""


def batched(values, size):
    return [values[at : at + size] for at in range(0, len(values), size)]


def is_care(model):
    return model.startswith(("grid.care", "grid.patient", "grid.medical"))


class HiddenCase(TerritoryCase, CareCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsiders = {name: cls.make_login(name) for name in WITHOUT_GROUND}
        recipient = "grid_care.grid_role_care_recipient"
        community = "grid_care.grid_role_care_community"
        station_b = cls.make_user("care_station_b", cls.town_a, recipient)
        cls.make_organization("police_station", cls.town_b, station_b)
        cls.outsiders |= {
            "desk of another town": cls.officer_b,
            "another hospital": cls.doctor_2,
            "another station": station_b,
            "another community": cls.make_user(
                "care_community_2", cls.community_a2, community
            ),
        }
        cls.insiders = {
            "hospital": cls.doctor,
            "desk": cls.officer,
            "health centre": cls.nurse,
            "station": cls.police,
            "community": cls.community,
        }
        export = cls.env.ref("base.group_allow_export")
        for user in (*cls.outsiders.values(), *cls.insiders.values()):
            if user._is_internal():
                user.group_ids += export
        cls.env["ir.config_parameter"].set_param("grid_base.lookup_per_day", "100000")
        cls.know_the_resident()

    @classmethod
    def know_the_resident(cls):
        """The same person as everybody in the grid may know them."""
        names = ("name", "id_number", "phone")
        cls.env["grid.resident"].create(
            {"grid_id": cls.grid_a11.id, **{name: PLANTED[name] for name in names}}
        )
        cls.plant_names()

    @classmethod
    def plant(cls):
        """Somebody is discharged, the family signs, the notices go their way."""
        record = cls.make_planted()
        record.patient_id.number = NUMBER
        notices = cls.by_kind(cls.move(record, cls.doctor, "issue"))
        cls.move(notices["police"], cls.police, "receive")
        cls.move(notices["police"], cls.police, "answer", answer="Somebody goes there.")
        cls.env.flush_all()
        return record, notices


class TestHiddenPatient(HiddenCase):
    @mute_logger(*QUIET)
    def test_nobody_without_a_ground_notices(self):
        models = [*our_models(self.env), *OTHERS]
        before = {name: self.look(user, models) for name, user in self.everybody()}
        self.plant()
        for name, user in self.everybody():
            after = self.look(user, models)
            changed = {way for way in after if after[way] != before[name][way]}
            told = json.dumps([after[way] for way in changed])
            with self.subTest(name):
                if name in self.insiders:
                    self.assertIn(NUMBER, told)
                    self.assertIn("name", found(told))
                    self.assertIn("grid.care.notice groups", changed)
                    continue
                self.assertNotIn(NUMBER, told)
                self.assertFalse(found(told))
                if name in AUDIT:
                    changed = {w for w in changed if w.split()[0] not in LOG}
                self.assertFalse(changed)

    def everybody(self):
        return [*self.outsiders.items(), *self.insiders.items()]

    # -- ways ----------------------------------------------------------------------

    def look(self, user, models):
        """All that a user is answered, by model and way."""
        answers = {}
        self.env.flush_all()
        self.env.invalidate_all()
        for name in models:
            model = self.env[name].with_user(user).with_context(**REASON)
            if not model.has_access("read"):
                answers[f"{name} refused"] = self.ask(lambda m=model: m.search_read([]))
                continue
            fields = model.fields_get()
            for way in ("rows", "names", "groups", "columns", "files"):
                # a few look-ups are allowed at a time
                self.env.cr.cache.pop(LOOKUPS, None)
                answers[f"{name} {way}"] = getattr(self, f"look_at_{way}")(
                    model, fields
                )
        return answers

    def ask(self, call):
        """The answer as text, or the words of the refusal."""
        try:
            with self.env.cr.savepoint(flush=False):
                return json.dumps(call(), default=str, sort_keys=True)
        except (UserError, ValueError, NotImplementedError, psycopg2.Error) as error:
            return f"{type(error).__name__}: {error}"

    def look_at_rows(self, model, fields):
        shown = {
            name: {"fields": {"display_name": {}}} if field.get("relation") else {}
            for name, field in fields.items()
            if self.shown(model, field)
        }
        order = "id desc" if model._auto else None
        # Odoo cuts a page of messages before it leaves out those of others
        limit = None if model._name == "mail.message" else PAGE
        return self.ask(
            lambda: model.web_search_read([], shown, limit=limit, order=order)
        )

    def shown(self, model, field):
        """Computed fields of Odoo's own models tell nothing of ours."""
        ours = model._name.startswith("grid.")
        return field["type"] != "binary" and (ours or field.get("store"))

    def look_at_names(self, model, _fields):
        return [self.ask(lambda w=word: model.name_search(w)) for word in WORDS]

    def look_at_groups(self, model, fields):
        """Counts by every column; many in one query where the model allows it."""
        paths = [
            f"{name}:month" if field["type"] in DATES else name
            for name, field in fields.items()
            if field.get("groupable") and field.get("store")
        ]
        if is_care(model._name):
            return [self.count_by(model, path) for path in paths]
        answers = []
        for some in batched(paths, AT_ONCE):
            answer = self.count_by(model, *some)
            if not answer.startswith("["):
                answer = [self.count_by(model, path) for path in some]
            answers.append(answer)
        return answers

    def count_by(self, model, *paths):
        count = ["__count"]
        if len(paths) == 1:
            return self.ask(lambda: model.formatted_read_group([], paths, count))
        sets = [[path] for path in paths]
        return self.ask(lambda: model.formatted_read_grouping_sets([], sets, count))

    def look_at_columns(self, model, fields):
        """How many are found by the words in each column, and by each link to care."""
        conditions = {
            name: Domain.OR(Domain(name, "ilike", word) for word in WORDS[:3])
            for name, field in fields.items()
            if field.get("searchable") and field["type"] in TEXTS
        }
        for name, field in fields.items():
            if is_care(field.get("relation", "")):
                conditions[name] = Domain(name, "!=", False)
        return {
            name: self.ask(lambda domain=domain: model.search_count(domain))
            for name, domain in conditions.items()
        }

    def look_at_files(self, model, fields):
        if not model._name.startswith("grid.") or not model._auto:
            return ""
        names = [name for name, field in fields.items() if self.shown(model, field)]
        rows = model.search([], limit=PAGE, order="id desc")
        return self.ask(lambda: rows.export_data(names))


class TestNoTableElse(HiddenCase):
    def test_words_lie_nowhere_else(self):
        """No message, bus row, activity, attachment or log: no table at all."""
        before = self.rows_by_table()
        self.plant()
        after = self.rows_by_table()
        more = {table for table in after if after[table] > before[table]}
        self.assertEqual(more, HOLDERS)

    def rows_by_table(self):
        words = [word for name, word in PLANTED.items() if name not in KNOWN_BESIDE]
        self.env.flush_all()
        tables = self.env.execute_query(
            SQL(
                "SELECT table_name FROM information_schema.tables "
                "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            )
        )
        return {
            table: self.env.execute_query(
                SQL(
                    "SELECT count(*) FROM %s row WHERE row::text LIKE ANY(%s)",
                    SQL.identifier(table),
                    [f"%{word}%" for word in words],
                )
            )[0][0]
            for (table,) in tables
        }


class TestRefusals(HiddenCase, RpcCase):
    """What is refused over HTTP is refused without a name, and files with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        record, notices = cls.plant()
        cls.kept = (record.patient_id, record, *notices.values())
        cls.files = cls.env["ir.attachment"].create(
            [
                {
                    "name": f"{PLANTED['name']}.txt",
                    "raw": PLANTED["diagnosis"],
                    "res_model": one._name,
                    "res_id": one.id,
                }
                for one in cls.kept
            ]
        )

    def ask(self, model, method, *args, **kwargs):
        try:
            with mute_logger(*QUIET):
                return json.dumps(self.call(model, method, *args, **kwargs))
        except RpcError as error:
            return f"{error.message} {error.debug}"

    def enter(self, user):
        public = user == self.outsiders["public"]
        self.authenticate(*(2 * [None] if public else 2 * [user.login]))
        # who turns on the developer mode is told more of what is refused
        self.session.debug = "1"
        root.session_store.save(self.session)

    def told(self, user):
        """All that is answered about the records, by their ids."""
        self.enter(user)
        answers = []
        for one in self.kept:
            for method, *values in (
                ("read", ["display_name"]),
                ("web_read", {"display_name": {}}),
                ("write", {"grid_id": self.grid_a12.id}),
                ("copy",),
                ("unlink",),
                ("get_metadata",),
                ("export_data", ["display_name"]),
                ("action_print",),
                ("action_move", "issue"),
            ):
                answers.append(self.ask(one._name, method, one.ids, *values))
            domain = [("res_model", "=", one._name), ("res_id", "=", one.id)]
            for model in ("mail.message", "mail.activity", "ir.attachment"):
                linked = domain
                if model == "mail.message":
                    linked = [("model", "=", one._name), ("res_id", "=", one.id)]
                answers.append(self.ask(model, "search_read", linked, ["display_name"]))
        content = [("index_content", "ilike", PLANTED["diagnosis"])]
        answers.append(self.ask("ir.attachment", "search_read", content, ["name"]))
        for path in (
            *(f"/web/content/{file.id}" for file in self.files),
            f"/report/html/grid_care.report_looks/{self.kept[0].id}",
            f"/report/html/grid_care.report_notice/{self.kept[-1].id}",
        ):
            with mute_logger(*QUIET):
                context = json.dumps(REASON)
                answers.append(self.url_open(f"{path}?context={context}").text)
        return " ".join(answers)

    def test_refusals_name_nobody(self):
        for name, user in self.outsiders.items():
            with self.subTest(name):
                told = self.told(user)
                self.assertNotIn(NUMBER, told)
                self.assertFalse(found(told) - {"hospital"})

    def test_who_has_a_ground_is_told(self):
        """The control: the same questions find the person."""
        for name, user in self.insiders.items():
            if name == "hospital":
                continue  # its own questions would change and delete
            with self.subTest(name):
                self.assertIn(NUMBER, self.told(user))


del HiddenCase
