from stdnum.cn import uscc

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GridOrganization(models.Model):
    """A body that takes part in governance, seated in a grid."""

    _name = "grid.organization"
    _description = "Organization"
    _inherit = ["grid.scoped.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "kind_id, name, id"
    _rec_names_search = ["name", "short_name", "credit_code", "former_names"]

    name = fields.Char(required=True, index="trigram", tracking=True)
    short_name = fields.Char()
    kind_id = fields.Many2one(
        "grid.organization.kind", "Kind", required=True, index=True, ondelete="restrict"
    )
    credit_code = fields.Char(
        "Unified Social Credit Code",
        copy=False,
        tracking=True,
        help="18 characters (GB 32100-2015).",
    )
    former_names = fields.Char(
        help="Names before reforms, so that old papers are found."
    )
    grid_id = fields.Many2one(string="Seat", tracking=True)
    parent_id = fields.Many2one(
        "grid.organization", "Part Of", index="btree_not_null", ondelete="restrict"
    )
    child_ids = fields.One2many("grid.organization", "parent_id", "Parts")
    user_ids = fields.Many2many(
        "res.users",
        "grid_organization_user_rel",
        "organization_id",
        "user_id",
        string="Users Who Act for It",
        domain=[("share", "=", False)],
        copy=False,
    )
    contact_name = fields.Char("Contact Person")
    phone = fields.Char()
    address = fields.Char()
    description = fields.Text()
    active = fields.Boolean(default=True)

    _credit_code_uniq = models.UniqueIndex(
        "(credit_code) WHERE credit_code IS NOT NULL AND active",
        "An organization with this credit code exists already.",
    )

    @api.constrains("credit_code")
    def _check_credit_code(self):
        for organization in self.filtered("credit_code"):
            if not uscc.is_valid(organization.credit_code):
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(code)s is not a valid unified social credit code.",
                        name=organization.name,
                        code=organization.credit_code,
                    )
                )

    @api.constrains("parent_id")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(
                self.env._("An organization cannot be part of itself.")
            )

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalize(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._normalize(vals))

    @api.model
    def _normalize(self, vals):
        """Credit codes without spaces and in capitals; an empty one is none."""
        if "credit_code" not in vals:
            return vals
        code = uscc.compact(vals["credit_code"] or "").upper()
        return dict(vals, credit_code=code or False)
