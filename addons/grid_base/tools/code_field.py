"""The ``Code`` field: one value of one code table (``grid.code``)."""

from odoo import fields
from odoo.tools.misc import SENTINEL


class Code(fields.Many2one):
    """A value of one code table. Needs ``grid.coded.mixin`` on the model.

    ``marital_id = Code("marital", "Marital Status")`` is a many2one to ``grid.code``
    that offers the values of that table, and takes no value of another.
    """

    table = None

    def __init__(self, table=SENTINEL, string=SENTINEL, **kwargs):
        super().__init__("grid.code", string, table=table, **kwargs)

    def _get_attrs(self, model_class, name):
        attrs = super()._get_attrs(model_class, name)
        if attrs.get("table"):
            attrs["domain"] = [("table", "=", attrs["table"])]
            attrs["ondelete"] = "restrict"
        return attrs
