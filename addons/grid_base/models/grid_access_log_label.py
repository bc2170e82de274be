from odoo import api, fields, models


class GridAccessLog(models.Model):
    """The log in words: an auditor does not know models and fields by their names."""

    _inherit = "grid.access.log"

    model_label = fields.Char("Kind of Record", compute="_compute_labels")
    field_labels = fields.Char("Data", compute="_compute_labels")

    @api.depends("model", "field_names")
    @api.depends_context("lang")
    def _compute_labels(self):
        for row in self:
            # what has been uninstalled since keeps its technical name
            model = self.env.get(row.model)
            row.model_label = row.model
            if model is not None:
                row.model_label = self.env["ir.model"]._get(row.model).name
            row.field_labels = ", ".join(
                self._field_label(model, name)
                for name in (row.field_names or "").split(",")
            )

    @api.depends("kind", "model_label")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = f"{kinds.get(row.kind)}: {row.model_label}"

    def _field_label(self, model, path):
        """The label of a field, or the labels along a path such as house_id.floor."""
        labels = []
        for name in path.replace("/", ".").split("."):
            field = model._fields.get(name) if model is not None else None
            if field is None:
                return path
            # "Sex", not "Sex / Name"
            if not labels or name != model._rec_name:
                labels.append(field._description_string(self.env))
            model = self.env.get(field.comodel_name) if field.relational else None
        return " / ".join(labels)
