from base64 import b64encode
from io import BytesIO

from PIL import Image
from pypdf import PdfReader, PdfWriter

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import pages
from .common import MediationCase


def picture(kind="JPEG", size=(300, 200)):
    stream = BytesIO()
    Image.new("RGB", size, "red").save(stream, kind)
    return stream.getvalue()


def document(sizes=((595, 842),), password=None, turned=0):
    writer = PdfWriter()
    for width, height in sizes:
        writer.add_blank_page(width, height).rotate(turned)
    if password:
        writer.encrypt(password)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


@tagged("post_install", "-at_install")
class TestPaper(MediationCase):
    def scan(self, dispute, content, name="a.pdf", **values):
        return self.add_paper(
            dispute, "06", file=b64encode(content), name=name, text=False, **values
        )

    def test_scans_are_known_by_what_they_are(self):
        dispute = self.mediating()
        for content, count in (
            (picture(), 1),
            (picture("PNG"), 1),
            (document(((595, 842), (842, 595), (1200, 2000))), 3),
            (document(turned=90), 1),
        ):
            paper = self.scan(dispute, content, "a.txt")
            self.assertEqual(paper.pages, count)
            reader = PdfReader(BytesIO(paper._scan()))
            for page in reader.pages:
                self.assertAlmostEqual(float(page.mediabox.width), 595.3, 0)
                self.assertAlmostEqual(float(page.mediabox.height), 841.9, 0)

    @mute_logger("pypdf")
    def test_what_makes_no_page_is_refused(self):
        dispute = self.mediating()
        for content, words in (
            (b"only words", "cannot be put into a case file"),
            (b"MZ\x90\x00" + bytes(200), "cannot be put into a case file"),
            (b"\0\0\0\x18ftypmp42" + bytes(12), "cannot be put into a case file"),
            (b"%PDF-1.7\n" + bytes(100), "damaged"),
            (picture()[:200], "damaged"),
            (document(password="secret"), "password"),
            (document([(595, 842)] * (pages.MOST_PAGES + 1)), "too many pages"),
        ):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.scan(dispute, content, "a.mp4")
        with self.assertRaisesRegex(UserError, "add a scan"):
            self.add_paper(dispute, "06", text=False)

    def test_nobody_signs_for_another(self):
        dispute = self.mediating()
        paper = self.add_paper(dispute, "06", added_by_id=self.registrar.id)
        self.assertEqual(paper.added_by_id, self.mediator_user)
        paper.added_by_id = self.registrar
        self.assertEqual(paper.added_by_id, self.mediator_user)

    def test_party_of_the_dispute(self):
        dispute, other = self.mediating(), self.mediating()
        with self.assertRaisesRegex(UserError, "party of this dispute"):
            self.add_paper(dispute, "03", party_id=other.party_ids[0].id)

    def test_who_reads_them(self):
        dispute = self.registered()
        own = self.add_paper(dispute, "06", self.registrar)
        self.move(
            dispute,
            self.officer,
            "accept",
            body_id=self.body.id,
            mediator_ids=self.mediator.ids,
        )
        paper = self.add_paper(dispute, "06")
        found = self.env["grid.dispute.paper"]
        for user, seen in (
            (self.registrar, own),
            (self.mediator_user, own.sudo() | paper.sudo()),
            (self.officer, own.sudo() | paper.sudo()),
            (self.officer_b, found),
            (self.mediator_user_2, found),
            (self.court_user, found),
        ):
            with self.subTest(user.login):
                papers = found.with_user(user).search([("dispute_id", "=", dispute.id)])
                self.assertEqual(papers.ids, sorted(seen.ids))
        with self.assertRaises(AccessError):
            own.with_user(self.registrar).title = "x"

    def test_a_closed_file_takes_late_papers_and_loses_none(self):
        dispute = self.mediating()
        paper = self.add_paper(dispute, "06")
        dispute.state = "closed"
        self.assertTrue(self.add_paper(dispute, "09"))
        with self.assertRaises(AccessError):
            paper.title = "x"
        with self.assertRaises(AccessError):
            paper.unlink()
        with self.assertRaises(UserError):
            paper.sudo().unlink()


@tagged("post_install", "-at_install")
class TestCompleteness(MediationCase):
    def lacks(self, dispute, user=None):
        dispute.invalidate_recordset()
        seen = dispute.with_user(user or self.mediator_user)
        return seen.file_percent, (seen.file_lacks or "").split("\n")

    def test_required_documents(self):
        dispute = self.accepted()
        percent, lacks = self.lacks(dispute)
        self.assertEqual(percent, 25)
        self.assertEqual(
            lacks,
            [
                "Notice of Rights and Duties: Applicant A",
                "Notice of Rights and Duties: Works B",
                "Proof of Identity: Applicant A",
                "Proof of Identity: Works B",
                "Record of Mediation",
            ],
        )
        dispute.with_user(self.mediator_user).action_told_rights()
        self.assertEqual(self.lacks(dispute)[0], 50)
        self.add_paper(dispute, "03", party_id=dispute.party_ids[0].id)
        self.assertEqual(
            self.lacks(dispute)[1],
            ["Proof of Identity: Works B", "Record of Mediation"],
        )
        self.add_paper(dispute, "03", party_id=dispute.party_ids[1].id)
        self.add_paper(dispute, "07")
        self.assertEqual(self.lacks(dispute), (100, [""]))

    def test_what_depends_on_the_case(self):
        dispute = self.complete_file(self.mediating())
        dispute.paper_ids.filtered(lambda p: p.code in ("04", "08")).unlink()
        self.assertEqual(self.lacks(dispute), (100, [""]))
        agent = self.env["grid.dispute.agent"].create(
            {"party_id": dispute.party_ids[0].id, "name": "Agent C"}
        )
        self.assertEqual(self.lacks(dispute)[1], ["Power of Attorney: Agent C"])
        agent.proof = b64encode(picture())
        self.assertEqual(self.lacks(dispute), (100, [""]))
        dispute._make_move("agree")
        self.assertEqual(self.lacks(dispute)[1], ["Mediation Agreement"])

    def test_the_table_decides(self):
        dispute = self.complete_file(self.mediating())
        evidence = self.env.ref("grid_mediation.grid_code_dispute_paper_06")
        evidence.paper_need = "always"
        self.assertEqual(self.lacks(dispute)[1], ["Evidence"])

    def test_a_refusal_before_the_first_session_leaves_no_record(self):
        dispute = self.complete_file(self.mediating())
        dispute.paper_ids.filtered(lambda p: p.code == "07").unlink()
        self.assertEqual(self.lacks(dispute)[1], ["Record of Mediation"])
        self.move(
            dispute,
            self.mediator_user,
            "decline",
            party_id=dispute.party_ids[1].id,
            reason="Goes to court.",
        )
        self.assertEqual(self.lacks(dispute), (100, [""]))

    def test_it_blocks_closing(self):
        dispute = self.mediating()
        dispute._make_move("agree")
        with self.assertRaisesRegex(UserError, "Mediation Agreement"):
            self.move(dispute, self.mediator_user, "close")
        self.complete_file(dispute)
        self.move(dispute, self.mediator_user, "close")
        self.assertEqual(dispute.state, "closed")

    def test_others_are_not_told(self):
        self.assertEqual(self.lacks(self.accepted(), self.registrar), (0, [""]))
