import re
import unicodedata
from hashlib import blake2b

from odoo import api, fields, models

from ..tools.masked import CLEAR_GROUP


def duplicate_key(name, birth_date, phone):
    """A short key that records of one person share, if there is enough to tell."""
    proof = birth_date or phone
    if not name or not proof:
        return False
    plain = re.sub(r"[\s·.]", "", unicodedata.normalize("NFKC", name)).lower()
    return blake2b(f"{plain}|{proof}".encode(), digest_size=8).hexdigest()


class GridResident(models.Model):
    """Who may be entered twice: an indexed key, never a comparison of all pairs."""

    _inherit = "grid.resident"

    # closed: by guessing, the key would tell a birth date
    duplicate_key = fields.Char(
        compute="_compute_duplicate_key",
        store=True,
        precompute=True,
        copy=False,
        index="btree_not_null",
        groups=CLEAR_GROUP,
    )

    @api.depends("name", "birth_date_true", "phone_true")
    def _compute_duplicate_key(self):
        for resident in self:
            resident.duplicate_key = duplicate_key(
                resident.name, resident.birth_date_true, resident.phone_true
            )

    @api.model
    def _register_vals(self, vals_list):
        vals_list = super()._register_vals(vals_list)
        for vals in vals_list:
            vals["duplicate_key"] = duplicate_key(
                vals.get("name"), vals.get("birth_date_true"), vals.get("phone_true")
            )
        return vals_list
