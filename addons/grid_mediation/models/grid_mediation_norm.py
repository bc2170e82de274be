from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.grid_base.tools.code_field import Code

from ..tools.network import Norm


class GridMediationNorm(models.Model):
    """How a kind of mediation body has to be staffed, and who says so.

    What a body lacks of it is shown, and never refused: a village that cannot find
    a third member still has to mediate.
    """

    _name = "grid.mediation.norm"
    _description = "Staffing Norm"
    _inherit = ["grid.coded.mixin"]
    _order = "kind_id, id"
    _rec_name = "kind_id"

    kind_id = Code("mediation_body_kind", "Kind of Body", required=True)
    least_members = fields.Integer("Members at Least", default=3)
    most_members = fields.Integer("Members at Most", default=9)
    woman = fields.Boolean("A Woman Among Them", default=True)
    full_time = fields.Integer("Full-Time Mediators at Least")
    basis = fields.Char(translate=True, help="The law or the document that asks it.")
    active = fields.Boolean(default=True)

    _kind_uniq = models.UniqueIndex(
        "(kind_id) WHERE active", "This kind of body has a norm already."
    )

    @api.constrains("least_members", "most_members", "full_time")
    def _check_figures(self):
        for norm in self:
            figures = norm.least_members, norm.most_members, norm.full_time
            if min(figures) < 0 or 0 < norm.most_members < norm.least_members:
                raise ValidationError(
                    self.env._(
                        "%s: the most cannot be below the least, nor either below 0.",
                        norm.kind_id.name,
                    )
                )

    @api.model
    @api.private
    def _by_kind(self):
        """The norm of each kind of body, by id of the kind."""
        # sudo: what the law asks of a body is no secret
        return {
            norm.kind_id.id: Norm(
                norm.least_members, norm.most_members, norm.woman, norm.full_time
            )
            for norm in self.sudo().search([])
        }
