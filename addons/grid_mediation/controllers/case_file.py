from odoo import http
from odoo.exceptions import AccessError, MissingError, UserError
from odoo.http import content_disposition, request


class CaseFile(http.Controller):
    @http.route(
        "/mediation/print/<int:dispute_id>/<string:form>",
        type="http",
        auth="user",
        methods=["GET"],
        readonly=False,
    )
    def print_form(self, dispute_id, form):
        """A form of a dispute, or its whole file, as PDF."""
        dispute = request.env["grid.dispute"].browse(dispute_id)
        try:
            content = dispute._print(form)
            name = f"{dispute.number or dispute.id} {form}.pdf"
        except (AccessError, MissingError, UserError) as error:
            headers = [("Content-Type", "text/plain; charset=utf-8")]
            return request.make_response(str(error), headers, status=403)
        return request.make_response(
            content,
            headers=[
                ("Content-Type", "application/pdf"),
                ("Content-Length", len(content)),
                ("Cache-Control", "no-store"),
                ("Content-Disposition", content_disposition(name, "inline")),
            ],
        )
