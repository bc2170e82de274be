import re
import unicodedata
from hashlib import blake2b

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.masked import CLEAR_GROUP, masked_fields
from .grid_resident_history import PLACE


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
        readonly=False,
        copy=False,
        groups=CLEAR_GROUP,
    )
    distinct_ids = fields.Many2many(
        "grid.resident",
        "grid_resident_distinct_rel",
        "resident_id",
        "other_id",
        "Found to Be Different People",
        copy=False,
    )
    is_possible_duplicate = fields.Boolean(
        compute="_compute_is_possible_duplicate",
        search="_search_is_possible_duplicate",
    )

    _duplicate_key_idx = models.Index(
        "(duplicate_key, grid_id) WHERE duplicate_key IS NOT NULL AND active IS TRUE"
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

    def _compute_is_possible_duplicate(self):
        # sudo: the key is closed by group
        keys = self.sudo().filtered("duplicate_key").mapped("duplicate_key")
        found = self._possible_duplicates(keys) if keys else ()
        for resident in self:
            resident.is_possible_duplicate = resident._origin.id in found

    def _search_is_possible_duplicate(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return Domain("id", "in", self._possible_duplicates())

    @api.model
    def _possible_duplicates(self, keys=None):
        """Ids of those who share a key with somebody else within one's own scope.

        Two queries and no comparison of pairs: which keys stand twice, and who bears
        them. Two identity numbers are two people.
        """
        self.flush_model(["active", "duplicate_key", "grid_id", "id_number_true"])
        self.flush_model(["distinct_ids"])
        scope = SQL("TRUE")
        if not self.env.su:
            grids = self.env.user._grid_scope("grid_base.group_grid_worker")
            scope = SQL("grid_id = ANY(%s)", grids)
        if keys is None:
            keys = self._keys_standing_twice(scope)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT array_agg(id ORDER BY id), array_agg(id_number_true IS NOT NULL
                                                            ORDER BY id)
                  FROM grid_resident
                 WHERE active IS TRUE AND duplicate_key = ANY(%s) AND %s
                 GROUP BY duplicate_key
                """,
                list(keys),
                scope,
            )
        )
        groups = [dict(zip(ids, numbered, strict=True)) for ids, numbered in rows]
        decided = set(
            self.env.execute_query(
                SQL(
                    """
                    SELECT resident_id, other_id FROM grid_resident_distinct_rel
                     WHERE resident_id = ANY(%s)
                    """,
                    [one for group in groups for one in group],
                )
            )
        )
        return [
            one
            for group in groups
            for one in group
            if any(
                one != twin
                and not (group[one] and group[twin])
                and (one, twin) not in decided
                for twin in group
            )
        ]

    @api.model
    def _keys_standing_twice(self, scope):
        rows = self.env.execute_query(
            SQL(
                """
                SELECT duplicate_key FROM grid_resident
                 WHERE active IS TRUE AND duplicate_key IS NOT NULL AND %s
                 GROUP BY 1 HAVING count(*) > 1
                """,
                scope,
            )
        )
        return [key for (key,) in rows]

    def action_compare(self):
        """Lay the possible duplicates of this record beside it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Possible Duplicates"),
            "res_model": "grid.resident.merge",
            "view_mode": "form",
            "target": "new",
            "context": {"default_resident_ids": (self | self._twins()).ids},
        }

    def _twins(self):
        """The other records in scope that may be the same person."""
        # sudo: the key is closed by group
        key = self.sudo().duplicate_key
        if not key:
            return self.browse()
        domain = Domain("duplicate_key", "=", key) & Domain("id", "!=", self.id)
        twins = self.sudo().search(domain).with_env(self.env)
        return twins._filtered_access("read") - self.distinct_ids

    @api.private
    def mark_distinct(self):
        """Remember that these are different people."""
        self.check_access("write")
        for resident in self:
            resident.distinct_ids += self - resident

    @api.private
    def merge_from(self, others):
        """Take over what the other records of the same person hold, archive them."""
        self.ensure_one()
        (self | others).check_access("unlink")
        # sudo: true values are closed by group, and records that point to a resident
        # may be of models the user does not write
        keep, others = self.sudo(), others.sudo()
        vals = {}
        for other in others:
            vals = keep._values_missing(other) | vals
        keep._merge_references(others)
        others.depart("merged")
        # an identity number must be free before it is taken over
        self.env.flush_all()
        keep.write(vals)
        keep.household_id.filtered(lambda h: not h.active).active = True

    def _values_missing(self, other):
        """What is empty here and known there."""
        names = [
            name
            for name, field in self._fields.items()
            if field.store
            and field.copy is not False
            and field.type not in ("one2many", "many2many")
        ]
        names += [field.truth for field in masked_fields(self).values()]
        if other.grid_id != self.grid_id:
            names = [name for name in names if name not in PLACE | {"relation_id"}]
        known = other._convert_to_write({name: other[name] for name in names})
        return {
            name: value for name, value in known.items() if value and not self[name]
        }

    def _merge_references(self, others):
        """Let all that points to the others point to this record.

        Addons whose records cannot simply be pointed elsewhere extend this.
        """
        for model in self.env.registry.values():
            if model._abstract or model._transient or not model._auto:
                continue
            for field in model._fields.values():
                if field.comodel_name != self._name or field.type != "many2one":
                    continue
                # a head is a member: that is settled where the others leave
                if field.store and model._name != "grid.household":
                    records = self.env[model._name].with_context(active_test=False)
                    records = records.search([(field.name, "in", others.ids)])
                    records.write({field.name: self.id})
