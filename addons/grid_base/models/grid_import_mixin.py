from odoo import api, models
from odoo.models import fix_import_export_id_paths

from ..tools.bulk_import import BulkImport


class GridImportMixin(models.AbstractModel):
    """A register that is imported by the hundred thousand, all rows or none.

    Columns that only Odoo's own import knows (external ids, lines) are left to it.
    """

    _name = "grid.import.mixin"
    _description = "Bulk Import"
    _inherit = ["grid.import.template.mixin"]

    @api.model
    def load(self, fields, data):
        bulk = BulkImport(self, [fix_import_export_id_paths(name) for name in fields])
        if bulk.can_run():
            return bulk.run(data)
        # in one piece as well: pages of a file would be committed one by one
        self = self.with_context(_import_limit=None)
        return super().load(fields, data)

    def _load_records_create(self, vals_list):
        """An empty cell is not given: defaults and computed values fill it."""
        return super()._load_records_create(
            [
                {
                    name: value
                    for name, value in vals.items()
                    if value is not False or self._fields[name].type == "boolean"
                }
                for vals in vals_list
            ]
        )

    @api.model
    def _import_check(self, bulk):
        """Find what is wrong with the rows before they are inserted.

        :param bulk: the import, see ``tools.bulk_import.BulkImport``
        """
        places = self._place_fields()
        given = self.default_get(sorted(places)).values()
        if any(given) or self.env["grid.house"]._default_grid():
            return
        for row, vals in bulk.rows():
            if not any(vals.get(name) for name in places):
                message = self.env._("Enter the code of the grid.")
                bulk.error(row, "grid_id", message)
