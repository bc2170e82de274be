from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain


class GridRole(models.Model):
    """What a posting gives: groups, on the levels where the role may be held."""

    _name = "grid.role"
    _description = "Role"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True)
    sequence = fields.Integer(default=10)
    description = fields.Text(translate=True)
    level_ids = fields.Many2many(
        "grid.level",
        string="Levels",
        required=True,
        help="Levels on which this role may be held.",
    )
    group_ids = fields.Many2many(
        "res.groups",
        "grid_role_group_rel",
        "role_id",
        "group_id",
        string="Groups Granted",
        domain=lambda self: self._domain_groups(),
    )
    category = fields.Selection(
        lambda self: (
            self.env["grid.staff"]._fields["category"]._description_selection(self.env)
        ),
        "Staff Category",
        help="Only staff of this category may hold the role. Empty: any.",
    )
    posting_count = fields.Integer(compute="_compute_posting_count")
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint("UNIQUE (code)", "This role code is taken.")

    @api.constrains("group_ids")
    def _check_groups(self):
        """A role gives rights of grid governance only, never of Odoo's settings."""
        allowed = self.env["res.groups"].search(self._domain_groups())
        for role in self:
            foreign = role.group_ids - allowed
            if foreign:
                raise ValidationError(
                    self.env._(
                        "A role cannot grant %s: it does not belong to "
                        "Grid Governance.",
                        ", ".join(foreign.mapped("display_name")),
                    )
                )

    @api.constrains("level_ids", "category")
    def _check_postings(self):
        self.env["grid.posting"].search([("role_id", "in", self.ids)])._check_role()

    def _compute_posting_count(self):
        counts = dict(
            self.env["grid.posting"]._read_group(
                self.env["grid.posting"]._live() & Domain("role_id", "in", self.ids),
                ["role_id"],
                ["__count"],
            )
        )
        for role in self:
            role.posting_count = counts.get(role, 0)

    def write(self, vals):
        res = super().write(vals)
        if "group_ids" in vals:
            self._groups_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    def _groups_changed(self):
        """Users holding the role get or lose groups at once."""
        self.env.registry.clear_cache()
        self.env.cr.postcommit.add(self.env.registry.clear_cache)
        # sudo: whoever may edit roles need not see the postings they reach
        postings = self.env["grid.posting"].sudo().search([("role_id", "in", self.ids)])
        postings.staff_id.user_id._grid_sync_groups()

    @api.model
    def _domain_groups(self):
        category = self.env.ref("grid_base.module_category_grid")
        return [("privilege_id.category_id", "=", category.id)]
