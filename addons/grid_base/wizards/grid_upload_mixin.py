import base64

from odoo import models
from odoo.exceptions import UserError

from ..tools.spreadsheet import UnreadableTable, read_table


class GridUploadMixin(models.AbstractModel):
    """A wizard that reads a table from the file a user chose (``file``)."""

    _name = "grid.upload.mixin"
    _description = "Reads a Table from a File"

    def _read_table(self):
        """The rows of the file as lists of texts; a sentence if there are none."""
        if not self.file:
            raise UserError(self.env._("Choose a file first."))
        try:
            return read_table(base64.b64decode(self.file))
        except UnreadableTable as error:
            raise UserError(
                self.env._("The file is neither CSV nor an Excel workbook (.xlsx).")
            ) from error
