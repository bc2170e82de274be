from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import content_disposition, request

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class ImportTemplate(http.Controller):
    @http.route("/grid_base/import_template/<string:name>", auth="user", readonly=True)
    def import_template(self, name):
        """The import template of a model, for who may create its records."""
        known = request.env.registry.descendants(
            ["grid.import.template.mixin"], "_inherit"
        )
        model = request.env[name] if name in known else None
        if model is None or not model._import_columns or not model.has_access("create"):
            raise NotFound()
        return request.make_response(
            model.import_template(),
            headers=[
                ("Content-Type", XLSX),
                ("Content-Disposition", content_disposition(f"{name}.xlsx")),
            ],
        )
