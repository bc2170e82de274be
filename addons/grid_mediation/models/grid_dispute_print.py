from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.pages import count, joined, numbered
from .grid_dispute_file import (
    AGREEMENT,
    APPLICATION,
    AUTHORITY,
    BACK,
    CONFIRMATION,
    RECORD,
    RIGHTS,
    STATEMENT,
    VISIT,
)

BY_APPLICATION = "02"
"""Code of the table ``dispute_source``: a party applied."""


class GridDispute(models.Model):
    """Printing: single forms, or the whole case file with its page list.

    Only who handles the dispute prints; every print is in the access log.
    Confidential notes are no part of it.
    """

    _inherit = "grid.dispute"

    def action_print(self, form):
        """Open a form, or the whole file, as PDF.

        :param form: ``file`` or the name of a form
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/mediation/print/{self.id}/{form}",
            "target": "new",
        }

    def action_print_file(self):
        return self.action_print("file")

    # -- making --------------------------------------------------------------------

    def _print(self, form):
        """The PDF of a form, logged.

        :raise AccessError: only who handles the dispute prints
        :raise UserError: there is nothing of this form to print yet
        """
        self.ensure_one()
        self.check_access("read")
        if not self.can_print_file:
            raise AccessError(
                self.env._("Only who handles this dispute prints its file.")
            )
        if form == "file":
            content = self._print_file()
        else:
            forms = self._print_forms(form)
            if not forms:
                raise UserError(self.env._("There is nothing of this to print yet."))
            content = self._form_pdf(forms)
        log = self.env["grid.access.log"]
        detail = f"mediation: {form}"
        names = ("id_number", "phone")
        log._record("print", self.party_ids, fields=names, detail=detail)
        agents = self.party_ids.agent_ids
        if agents:
            log._record("print", agents, fields=("phone",), detail=detail)
        return content

    def _print_forms(self, form):
        if form in ("registration", "application", "rights", "termination", "refusal"):
            ready = {"termination": "end_id", "refusal": "refusal_id"}.get(form)
            if ready and not self[ready]:
                return []
            return [getattr(self, f"_form_{form}")()]
        if form in ("record", "agreement", "visit", "confirmation"):
            return getattr(self, f"_forms_{form}")()
        return []

    def _print_file(self):
        """Cover, page list, and all documents in their order, pages numbered."""
        documents = self._print_documents()
        page, lines = 1, []
        for name, content in documents:
            lines.append((name, page))
            page += count(content)
        content = numbered(joined([content for _name, content in documents]))
        front = self._form_pdf([self._form_cover(), self._form_list(lines)])
        return joined([front, content])

    def _print_documents(self):
        """Name and PDF of each document that this file has."""
        kinds = self.env["grid.code"].search([("table", "=", "dispute_paper")])
        found = []
        for kind in kinds:
            parts = self._print_parts(kind.code)
            if parts:
                found.append((kind.name, joined(parts)))
        return found

    def _print_parts(self, code):
        """The PDFs of a document: forms first, then the papers of its kind."""
        forms = self._print_forms_of(code)
        parts = [self._form_pdf(forms)] if forms else []
        for paper in self.paper_ids.filtered(lambda paper: paper.code == code):
            scan = paper._scan()
            parts.append(scan or self._form_pdf([self._form_paper(paper)]))
        return parts

    def _print_forms_of(self, code):
        applied = self.source_id.code == BY_APPLICATION
        makers = {
            APPLICATION: lambda: (
                ([self._form_application()] if applied else [])
                + [self._form_registration()]
            ),
            RIGHTS: lambda: [self._form_rights()],
            AUTHORITY: lambda: [
                self._form_attorney(agent) for agent in self.party_ids.agent_ids
            ],
            RECORD: lambda: (
                self._forms_record()
                + ([self._form_termination()] if self.end_id else [])
            ),
            AGREEMENT: self._forms_agreement,
            VISIT: self._forms_visit,
            CONFIRMATION: self._forms_confirmation,
            STATEMENT: lambda: [self._form_statement()],
            BACK: lambda: [self._form_back()],
        }
        return makers[code]() if code in makers else []

    def _form_pdf(self, forms):
        """The forms, each on a page of its own, as A4."""
        html = self.env["ir.qweb"]._render(
            "grid_mediation.dispute_form", {"forms": forms}
        )
        # sudo: paper and program are the same for all
        reports = self.env["ir.actions.report"].sudo()
        paper = self.env.ref("grid_mediation.paperformat_case_file").sudo()
        report = reports.new({"paperformat_id": paper.id})
        return report._run_wkhtmltopdf([html])
