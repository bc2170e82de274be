"""No way round: whatever else the web client or a machine can call.

A grid worker asks for a record of a foreign grid through every door that Odoo has
beside reading and searching; its name must not come out of any of them.
"""

import json
from datetime import timedelta

from odoo import fields, http
from odoo.fields import Command
from odoo.tools import mute_logger

from . import table
from .factories import FACTORIES
from .rpc import RpcCase, RpcError
from .territory import TerritoryCase

QUIET = (
    "odoo.http",
    "odoo.addons.base.models.ir_rule",
    "odoo.models",
    "odoo.sql_db",
    "odoo.addons.base.models.ir_binary",
)
DAY = timedelta(days=1)
SECRET = "nobody of another grid may know this"
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAA"
    "AABJRU5ErkJggg=="
)
READ = [
    model
    for model in table.models()
    if table.level(model, "worker", "read") == "scope"
    and FACTORIES[model].values
    and not FACTORIES[model].around
]


class ChannelCase(TerritoryCase, RpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.make_login("worker")
        cls.login = cls.user.login
        cls.near = {model: cls.maker.record(model, cls.inside) for model in READ}
        cls.far = {model: cls.maker.record(model, cls.grid_b11) for model in READ}

    def ask(self, model, method, *args, **kwargs):
        """The answer, or the words of the error with all that hangs on it."""
        try:
            with mute_logger(*QUIET):
                return self.call(model, method, *args, **kwargs)
        except RpcError as error:
            return [error.message, error.debug]

    def request(self, path, params):
        try:
            with mute_logger(*QUIET):
                return self.post(path, params)
        except (RpcError, ValueError) as error:
            return str(error)

    def assertSilent(self, answer, *words):
        text = json.dumps(answer, default=str, ensure_ascii=False)
        for word in words:
            self.assertNotIn(word, text)


class TestEveryModel(ChannelCase):
    def each(self, check):
        for model in READ:
            with self.subTest(model):
                check(model, self.near[model], self.far[model])

    def names(self, record):
        """The name of a record, if it tells more than its number."""
        name = record.display_name
        return [] if name == f"{record._name},{record.id}" else [name]

    def test_errors_name_nothing(self):
        """Odoo's refusal shows names to whoever turns on the developer mode."""
        self.session.debug = "1"
        http.root.session_store.save(self.session)
        for method, *values in (
            ("read", ["display_name"]),
            ("write", {"grid_id": 1}),
            ("unlink",),
        ):
            self.each(
                lambda model, _near, far, method=method, values=values: (
                    self.assertSilent(
                        self.ask(model, method, far.ids, *values), *self.names(far)
                    )
                )
            )

    def test_copy(self):
        def check(model, near, far):
            number = far.search_count([])
            answer = self.ask(model, "copy", far.ids)
            self.env.invalidate_all()
            self.assertEqual(far.search_count([]), number, answer)

        self.each(check)

    def test_onchange_of_a_foreign_record(self):
        def check(model, _near, far):
            names = [
                name
                for name, field in far._fields.items()
                if field.type in ("char", "text", "many2one") and not field.groups
            ]
            specification = {
                name: {"fields": {"display_name": {}}}
                if far._fields[name].relational
                else {}
                for name in names
            }
            for changed in names:
                answer = self.ask(
                    model, "onchange", far.ids, {}, [changed], specification
                )
                self.assertSilent(answer, far.display_name)

        self.each(check)

    def test_metadata(self):
        self.each(
            lambda model, _near, far: self.assertRefused(model, "get_metadata", far.ids)
        )

    def test_counters(self):
        """The search panel and the progress bars of kanban count what is seen."""

        def check(model, near, far):
            if "grid_id" not in near:
                return
            domain = [("id", "in", (near | far).ids)]
            panel = self.call(
                model,
                "search_panel_select_range",
                "grid_id",
                search_domain=domain,
                enable_counters=True,
                limit=False,
            )
            counted = {row["id"]: row.get("__count", 0) for row in panel["values"]}
            self.assertFalse(counted.get(self.grid_b11.id))
            self.assertEqual(counted.get(self.inside.id), 1)
            bar = {"field": "grid_id", "colors": {str(self.grid_b11.id): "danger"}}
            bars = self.call(model, "read_progress_bar", domain, "grid_id", bar)
            self.assertFalse(any(sum(group.values()) for group in bars.values()))

        self.each(check)

    def test_attachments(self):
        attachments = self.env["ir.attachment"]

        def check(model, _near, far):
            file = attachments.create(
                {"name": SECRET, "raw": SECRET, "res_model": model, "res_id": far.id}
            )
            for path in (
                f"/web/content/{file.id}",
                f"/web/image/{file.id}",
                f"/web/content/{model}/{far.id}/display_name",
            ):
                with mute_logger(*QUIET):
                    answer = self.url_open(path)
                self.assertNotIn(SECRET, answer.text)
                self.assertNotIn(far.display_name, answer.text)
            domain = [("res_model", "=", model), ("res_id", "=", far.id)]
            self.assertFalse(self.call("ir.attachment", "search", domain))
            answer = self.ask("ir.attachment", "read", file.ids, ["name", "datas"])
            self.assertSilent(answer, SECRET)

        self.each(check)

    def test_images(self):
        def check(model, _near, far):
            for name, field in far._fields.items():
                if field.type == "image" and not field.related and field.store:
                    far[name] = PIXEL
                    kept = far[name]
                    with mute_logger(*QUIET):
                        answer = self.url_open(f"/web/image/{model}/{far.id}/{name}")
                    self.assertNotEqual(answer.content, kept)

        self.each(check)

    def test_thread(self):
        def check(model, _near, far):
            if "message_ids" not in far._fields:
                return
            far.message_post(body=SECRET)
            thread = {"thread_model": model, "thread_id": far.id}
            for path in ("/mail/thread/messages", "/mail/thread/recipients"):
                self.assertSilent(self.request(path, thread), SECRET, far.name)
            post = {**thread, "post_data": {"body": "x"}}
            before = len(far.message_ids)
            self.request("/mail/message/post", post)
            self.env.invalidate_all()
            self.assertEqual(len(far.message_ids), before)
            domain = [("model", "=", model), ("res_id", "=", far.id)]
            self.assertFalse(self.call("mail.message", "search", domain))
            self.assertRefused(model, "message_subscribe", far.ids, [1])
            self.assertRefused(model, "message_post", far.ids, body="x")
            far.activity_schedule(summary=SECRET, user_id=self.env.uid)
            activities = far.activity_ids.ids
            answer = self.ask("mail.activity", "read", activities, ["summary"])
            self.assertSilent(answer, SECRET, far.name)

        self.each(check)


class TestRelatedRecords(ChannelCase):
    """A record in scope, or one that all may see, has children in foreign grids."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        resident = cls.near["grid.resident"]
        cls.far["grid.posting"].note = SECRET
        cls.far["grid.grid.history"].reason = SECRET
        cls.env["grid.residence"].create(
            {
                "resident_id": resident.id,
                "grid_id": cls.grid_b11.id,
                "date_to": "2026-01-01",
                "kind": "left",
                "destination": SECRET,
            }
        )
        cls.env["grid.posting"].create(
            {
                "staff_id": cls.near["grid.staff"].id,
                "grid_id": cls.grid_b11.id,
                "role_id": cls.env.ref("grid_base.grid_role_grid_worker").id,
                "note": SECRET,
                "is_main": False,
            }
        )
        cls.far["grid.resident"].occupation = SECRET
        cls.paths = [
            (cls.grid_b11, "posting_ids", "note"),
            (cls.grid_b11, "history_ids", "reason"),
            (cls.near["grid.staff"], "posting_ids", "note"),
            (resident, "residence_ids", "destination"),
        ]

    def test_the_children_are_there(self):
        """The control: what is looked for below exists."""
        for parent, lines, name in self.paths:
            self.assertIn(SECRET, parent[lines].mapped(name))

    def each(self, check):
        for parent, lines, name in self.paths:
            with self.subTest(f"{parent._name}.{lines}.{name}"):
                self.call(parent._name, "read", parent.ids, ["display_name"])
                check(parent, lines, name)

    def test_dotted_domain(self):
        def check(parent, lines, name):
            own = [("id", "in", parent.ids)]
            for condition in (
                (f"{lines}.{name}", "=", SECRET),
                (f"{lines}.{name}", "like", SECRET[:9]),
                (lines, "any", [(name, "=", SECRET)]),
                (lines, "any!", [(name, "=", SECRET)]),
            ):
                found = self.ask(parent._name, "search", [*own, condition])
                self.assertNotEqual(found, parent.ids, condition)

        self.each(check)

    def foreign(self, parent, lines):
        return parent[lines].filtered(lambda r: r.grid_id == self.grid_b11).ids

    def test_nested_read_and_export(self):
        def check(parent, lines, name):
            specification = {lines: {"fields": {name: {}, "display_name": {}}}}
            for answer in (
                self.ask(parent._name, "web_read", parent.ids, specification),
                self.ask(parent._name, "read", parent.ids, [lines]),
                self.ask(
                    parent._name,
                    "export_data",
                    parent.ids,
                    [f"{lines}/{name}", f"{lines}/id", f"{lines}/display_name"],
                    context={"access_reason": "security test"},
                ),
            ):
                self.assertSilent(answer, SECRET)
            ids = self.call(parent._name, "read", parent.ids, [lines])[0][lines]
            self.assertFalse(set(ids) & set(self.foreign(parent, lines)))

        self.each(check)

    def test_order_and_group_by_a_path(self):
        """Neither sorting nor grouping by a foreign record's data tells it."""
        head = self.far["grid.staff"]
        head.job_title = SECRET
        self.grid_b11.head_id = head
        for method, *args in (
            ("formatted_read_group", [], ["head_id.job_title"], ["__count"]),
            ("search", [("head_id.job_title", "=", SECRET)]),
            ("read", self.grid_b11.ids, ["head_id.job_title"]),
        ):
            answer = self.ask("grid.grid", method, *args)
            self.assertSilent(answer, SECRET)
            self.assertNotEqual(answer, self.grid_b11.ids)

    def test_commands_name_no_foreign_record(self):
        """A link to a foreign record in a form that is never saved."""
        far = self.far["grid.resident"]
        specification = {
            "member_ids": {"fields": {"display_name": {}, "occupation": {}}}
        }
        for command in (Command.link(far.id), Command.set(far.ids)):
            answer = self.ask(
                "grid.household",
                "onchange",
                self.near["grid.household"].ids,
                {"member_ids": [list(command)]},
                ["member_ids"],
                specification,
            )
            self.assertSilent(answer, SECRET, far.name)


class TestMachine(ChannelCase):
    """``/json/2`` goes by the same rules, and by a key."""

    def machine(self, model, method, key, **values):
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        with mute_logger(*QUIET, "odoo.addons.rpc.controllers.json2"):
            return self.url_open(
                f"/json/2/{model}/{method}", json=values, headers=headers
            )

    def key(self):
        keys = self.env["res.users.apikeys"].with_user(self.user)
        return keys._generate("rpc", "security test", fields.Datetime.now() + DAY)

    def test_every_model(self):
        key = self.key()
        for model in READ:
            with self.subTest(model):
                near, far = self.near[model], self.far[model]
                domain = [["id", "in", (near | far).ids]]
                answer = self.machine(model, "search", key, domain=domain)
                self.assertEqual(answer.json(), near.ids)
                answer = self.machine(
                    model, "read", key, ids=far.ids, fields=["display_name"]
                )
                self.assertEqual(answer.status_code, 403)
                self.assertNotIn(far.display_name, answer.text)

    def test_without_a_key(self):
        self.authenticate(None, None)
        for model in READ:
            answer = self.machine(model, "search", None, domain=[])
            self.assertEqual(answer.status_code, 401)


del ChannelCase
