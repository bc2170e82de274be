from odoo import fields, models


class GridRestructureMixin(models.AbstractModel):
    """What the wizards that reshape the tree share: the reason and the preview."""

    _name = "grid.restructure.mixin"
    _description = "Reshape Grids"

    reason = fields.Char(help="Kept in the history, for instance the document number.")

    def _render_preview(self, parts):
        """A table of what will be carried.

        :param parts: list of (title, dict of model name to number)
        """
        models_by_name = self.env["ir.model"]
        tables = [
            {
                "title": title,
                "rows": [
                    (models_by_name._get(name).name, number)
                    for name, number in counts.items()
                ],
            }
            for title, counts in parts
        ]
        return self.env["ir.qweb"]._render(
            "grid_base.restructure_preview", {"tables": tables}
        )

    def _open_result(self, grids):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_grid_action"
        )
        if len(grids) == 1:
            return dict(
                action, view_mode="form", views=[(False, "form")], res_id=grids.id
            )
        return dict(action, domain=[("id", "in", grids.ids)])
