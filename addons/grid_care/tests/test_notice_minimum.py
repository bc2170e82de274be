import io
import json
import zipfile

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..tools.notices import CENTRE, FAMILY, FIELDS, HEALTH, KINDS, MOST, POLICE
from .common import PLANTED, CareCase, found

NOTICE = "grid.care.notice"
REASON = {"access_reason": "asked by the court"}
OFF = {
    "family": "medication",
    "health": "medication",
    "police": "id_number",
    "centre": "risk",
    "community": "guardian_phone",
}
"""What the administrator takes away from each."""
CONNECTED = (HEALTH, POLICE)
"""Kinds whose receivers have an outside system here."""


@tagged("post_install", "-at_install")
class TestNoticeMinimum(CareCase, HttpCase):
    """Whatever way a notice leaves by, it says what is declared and not a word more.

    Every value of person and record is planted once. Its receiver asks for all there
    is on the screen, on paper and in an export.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.record = cls.make_planted()
        cls.receivers = {
            "family": cls.doctor,
            "health": cls.nurse,
            "police": cls.police,
            "centre": cls.officer,
            "community": cls.community,
        }
        export = cls.env.ref("base.group_allow_export")
        for user in cls.receivers.values():
            user.group_ids += export

        channels = cls.env["grid.care.channel"]
        channels.create(
            [
                {
                    "organization_id": organization.id,
                    "url": "https://receiver.invalid/notices",
                    "new_secret": "a secret of the test",
                }
                for organization in (cls.health_centre, cls.station)
            ]
        )

    def test_every_value_is_planted(self):
        """The control: what is looked for below can be found."""
        self.assertEqual(set(PLANTED), {name for name, _label in FIELDS})
        self.assertEqual(found(str(PLANTED)), set(PLANTED))
        self.move(self.record, self.doctor, "issue")
        self.assertEqual(set(MOST["health"]), set(PLANTED))

    def test_exactly_what_is_declared(self):
        self.move(self.record, self.doctor, "issue")
        self.check_all(self.by_kind(self.record), {k: set(MOST[k]) for k in MOST})

    def test_what_was_taken_away_leaves_no_more(self):
        self.move(self.record, self.doctor, "issue")
        admin = self.make_user("care_admin", self.city, "administrator")
        rows = self.env["grid.care.notice.field"].with_user(admin)
        for kind, name in OFF.items():
            rows.search([("kind", "=", kind), ("field", "=", name)]).active = False
        action = self.record.with_user(self.doctor).action_correct()
        version = self.record.browse(action["res_id"])
        self.move(version, self.doctor, "issue")
        left = {kind: set(MOST[kind]) - {OFF[kind]} for kind in MOST}
        self.check_all(self.by_kind(version), left)

    def check_all(self, notices, declared):
        self.assertEqual(set(notices), {kind for kind, _label in KINDS})
        for kind, notice in notices.items():
            user = self.receivers[kind]
            self.authenticate(user.login, user.login)
            ways = [self.on_screen, self.on_paper, self.in_a_file, self.behind]
            if kind in CONNECTED:
                ways.append(self.pushed)
            for way in ways:
                with self.subTest(kind=kind, way=way.__name__):
                    self.env.invalidate_all()
                    told = found(way(notice.with_user(user)))
                    if way == self.behind:
                        self.assertLessEqual(told, declared[kind])
                    else:
                        self.assertEqual(told, declared[kind])
            self.assertEqual(set(notice.payload), declared[kind])

    # -- ways ----------------------------------------------------------------------

    def call(self, method, *args, **kwargs):
        params = {"model": NOTICE, "method": method, "args": args, "kwargs": kwargs}
        answer = self.url_open(
            f"/web/dataset/call_kw/{NOTICE}/{method}", json={"params": params}
        ).json()
        self.assertNotIn("error", answer)
        return answer["result"]

    def on_screen(self, notice):
        """All that the form shows, and all else that can be asked of a notice."""
        views = self.call("get_views", [[False, "form"], [False, "list"]])
        shown = set(views["models"][NOTICE]["fields"])
        readable = self.call("fields_get", [], ["type"])
        self.assertLessEqual(shown, set(readable))
        specification = {
            name: {"fields": {"display_name": {}}} if "2" in field["type"] else {}
            for name, field in readable.items()
        }
        rows = self.call("web_read", notice.ids, specification)
        rows += self.call("read", notice.ids, list(readable))
        domain = [("id", "=", notice.id)]
        rows += self.call("web_search_read", domain, specification)["records"]
        return json.dumps(rows)

    def on_paper(self, notice):
        context = json.dumps({**REASON, "force_report_rendering": True})
        answer = self.url_open(
            f"/report/pdf/grid_care.report_notice/{notice.id}?context={context}"
        )
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        pages = PdfReader(io.BytesIO(answer.content)).pages
        return " ".join(page.extract_text() for page in pages)

    def in_a_file(self, notice):
        """The Excel file that the list exports, with all columns there are."""
        names = [
            n
            for n, f in self.call("fields_get", [], ["type"]).items()
            if f["type"] != "binary"
        ]
        data = {
            "model": NOTICE,
            "fields": [{"name": name, "label": name} for name in names],
            "ids": notice.ids,
            "domain": [],
            "groupby": [],
            "import_compat": False,
            "context": REASON,
        }
        answer = self.url_open(
            "/web/export/xlsx",
            data={"data": json.dumps(data), "csrf_token": Request.csrf_token(self)},
        )
        self.assertEqual(answer.status_code, 200, answer.text)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return " ".join(book.read(name).decode() for name in book.namelist())

    def pushed(self, notice):
        """The message to the outside system of the receiver, to the letter."""
        # sudo: nobody reads a message but the system that gets it
        [message] = notice.sudo().push_ids
        # the level of risk goes as its code
        risk = json.loads(message.body)["payload"].get("risk") == PLANTED["risk"][0]
        return message.body + (PLANTED["risk"] if risk else "")

    def behind(self, notice):
        """What the records say that a notice points to; who issues it knows them."""
        if notice.kind == FAMILY:
            return ""
        notice = notice.with_context(**REASON)
        readable = notice.fields_get([], ["type", "relation"])
        paths = [
            f"{name}/{below}"
            for name, field in readable.items()
            if field.get("relation", "").startswith("grid.")
            for below in self.readable_fields(notice.env[field["relation"]])
        ]
        if notice.kind == CENTRE:
            # the care desk follows the risk on the file, whatever its notice says
            paths.remove("case_id/risk")
        self.assertTrue(paths)
        return " ".join(str(self.exported(notice, path)) for path in paths)

    def readable_fields(self, model):
        return model.fields_get([], ["type"]) if model.has_access("read") else []

    def exported(self, notice, path):
        try:
            return notice.export_data([path])["datas"]
        except AccessError:
            return ""
