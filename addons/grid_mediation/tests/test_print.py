import io

from pypdf import PdfReader

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged

from .test_compartments import SECRET
from .test_session import SessionCase

ID_NUMBER = "999001197907040015"


@tagged("post_install", "-at_install")
class TestPrint(SessionCase, HttpCase):
    """The printed case file, page by page."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.hold(cls.plan(hours=-5), minutes="They heard each other.")
        cls.in_force(cls.dispute)
        cls.complete_file(cls.dispute)
        cls.env["grid.dispute.note"].with_user(cls.mediator_user).create(
            {"dispute_id": cls.dispute.id, "text": SECRET}
        )
        content = cls.dispute.with_user(cls.mediator_user)._print("file")
        cls.reader = PdfReader(io.BytesIO(content))
        cls.pages = [" ".join(page.extract_text().split()) for page in cls.reader.pages]

    def test_documents_in_their_order(self):
        self.assertIn("Case File of People's Mediation", self.pages[0])
        self.assertIn("Contents of the File", self.pages[1])
        titles = [
            "Application for People's Mediation",
            "Registration of People's Mediation",
            "Notice of Rights and Duties",
            "Proof of Identity",
            "Record of Mediation",
            "People's Mediation Agreement",
            "Statement on the File",
            "End of the File",
        ]
        found = [
            next(n for n, page in enumerate(self.pages) if n > 1 and title in page)
            for title in titles
        ]
        self.assertEqual(found, sorted(found), dict(zip(titles, found, strict=True)))

    def test_the_page_list_names_the_pages_where_documents_begin(self):
        contents = self.pages[1]
        fronts = 2
        for name, text in (
            ("Notice of Rights and Duties", "Mediation is free of charge"),
            ("Record of Mediation", "They heard each other"),
            ("Mediation Agreement", "40,000"),
            ("Statement on the File", "What the File Lacks"),
        ):
            page = next(
                n for n, words in enumerate(self.pages) if n > 1 and text in words
            )
            number = page - fronts + 1
            self.assertIn(f"{name} {number}", contents)
            self.assertTrue(
                self.pages[page].startswith(str(number))
                or self.pages[page].endswith(str(number)),
                self.pages[page],
            )

    def test_every_page_is_a4(self):
        for page in self.reader.pages:
            self.assertAlmostEqual(float(page.mediabox.width), 595, delta=2)
            self.assertAlmostEqual(float(page.mediabox.height), 842, delta=2)

    def test_a_court_reads_whole_numbers(self):
        party = self.dispute.party_ids[0]
        party.sudo().id_number_true = ID_NUMBER
        pages = self.print_as(self.mediator_user, "registration")
        self.assertIn(ID_NUMBER, pages)
        self.assertIn("grid_base.group_grid_reveal", self.groups_of(self.mediator_user))
        reveal = self.env.ref("grid_base.group_grid_reveal")
        role = self.env.ref("grid_mediation.grid_role_mediator")
        role.group_ids -= reveal
        self.assertNotIn(
            "grid_base.group_grid_reveal", self.groups_of(self.mediator_user)
        )
        pages = self.print_as(self.mediator_user, "registration")
        self.assertNotIn(ID_NUMBER, pages)
        self.assertIn(ID_NUMBER[-4:], pages)

    def groups_of(self, user):
        self.env.invalidate_all()
        return user.all_group_ids.get_external_id().values()

    def print_as(self, user, form):
        self.env.invalidate_all()
        content = self.dispute.with_user(user)._print(form)
        return "".join(p.extract_text() for p in PdfReader(io.BytesIO(content)).pages)

    def test_what_was_told_alone_is_not_in_it(self):
        self.assertFalse([page for page in self.pages if "thirty-eight" in page])

    def test_every_print_is_logged(self):
        log = self.env["grid.access.log"].search(
            [("kind", "=", "print"), ("detail", "=", "mediation: file")], limit=1
        )
        self.assertEqual(log.login, self.mediator_user.login)
        self.assertEqual(log.model, "grid.dispute.party")

    def test_only_who_handles_it_prints(self):
        for user in (self.registrar, self.mediator_user_2, self.officer_b):
            with self.assertRaises(AccessError):
                self.dispute.with_user(user)._print("rights")
        with self.assertRaisesRegex(UserError, "nothing of this"):
            self.dispute.with_user(self.officer)._print("refusal")

    def test_over_http(self):
        path = f"/mediation/print/{self.dispute.id}/rights"
        self.mediator_user.password = "med_one_password"
        self.authenticate("med_one", "med_one_password")
        answer = self.url_open(path)
        self.assertEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertTrue(answer.content.startswith(b"%PDF"))
        self.registrar.password = "med_worker_password"
        self.authenticate("med_worker", "med_worker_password")
        self.assertEqual(self.url_open(path).status_code, 403)
        self.authenticate(None, None)
        answer = self.url_open(path, allow_redirects=False)
        self.assertIn(answer.status_code, (302, 303))
