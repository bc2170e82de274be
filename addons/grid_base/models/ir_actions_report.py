from odoo import models

from ..tools.masked import masked_fields

LOGGED = "grid_base_print_logged"
ONCE = object()
"""What says so in the context. Nobody can send it: a request brings JSON only."""


class IrActionsReport(models.Model):
    """Printing records with masked values leaves a row in the access log."""

    _inherit = "ir.actions.report"

    def _render_qweb_html(self, report_ref, docids, data=None):
        self = self._log_print(report_ref, docids)
        return super()._render_qweb_html(report_ref, docids, data=data)

    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        self = self._log_print(report_ref, res_ids)
        return super()._render_qweb_pdf(report_ref, res_ids=res_ids, data=data)

    def _render_qweb_text(self, report_ref, docids, data=None):
        self = self._log_print(report_ref, docids)
        return super()._render_qweb_text(report_ref, docids, data=data)

    def _log_print(self, report_ref, res_ids):
        """Log once, though a PDF is rendered by way of HTML."""
        report = self._get_report(report_ref)
        model = self.env.get(report.model)
        if model is None or self.env.context.get(LOGGED) is ONCE:
            return self
        names = self._logged_on_print(model)
        if names is None:
            return self
        ids = [res_ids] if isinstance(res_ids, int) else [int(i) for i in res_ids or ()]
        self.env["grid.access.log"]._record(
            "print",
            model.browse(ids),
            fields=names,
            reason=self._print_reason(model),
            detail=report.report_name,
        )
        return self.with_context(**{LOGGED: ONCE})

    def _print_reason(self, model):
        """The reason that was stated, if any; an error if it is too short."""
        reason = self.env.context.get("access_reason")
        return reason and self.env["grid.access.log"]._check_reason(reason)

    def _logged_on_print(self, model):
        """Which fields the log names when records of a model are printed.

        :return: None where a print needs no row
        """
        return list(masked_fields(model)) or None
