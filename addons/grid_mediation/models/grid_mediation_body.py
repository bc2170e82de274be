from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from odoo.addons.grid_base.tools.code_field import Code


class GridMediationBody(models.Model):
    """A mediation committee or centre, in the grid that it serves.

    People's Mediation Law (2010) art. 7 and 34: village, town, enterprise, and by
    region or industry. "1+N": a lead body with partner bodies, such as an association
    with chambers. What it serves is its grid and all below.
    """

    _name = "grid.mediation.body"
    _description = "Mediation Body"
    _inherit = ["grid.scoped.mixin", "grid.coded.mixin"]
    _order = "grid_id, name, id"
    _rec_names_search = ["name", "short_name"]

    name = fields.Char(required=True, index="trigram")
    short_name = fields.Char()
    kind_id = Code("mediation_body_kind", "Kind", required=True, index=True)
    grid_id = fields.Many2one(string="Serves")
    organization_id = fields.Many2one(
        "grid.organization",
        "Organization",
        index="btree_not_null",
        ondelete="restrict",
        help="As which organization of the register it is known.",
    )
    lead_id = fields.Many2one(
        "grid.mediation.body",
        "Lead Body",
        index="btree_not_null",
        ondelete="restrict",
        help="For a partner of a “1+N” body: the body that leads.",
    )
    partner_ids = fields.One2many("grid.mediation.body", "lead_id", "Partner Bodies")
    number_word = fields.Char(
        "Word in Case Numbers",
        help="Stands before the number: what tells the files of this body from others.",
    )
    member_ids = fields.One2many("grid.mediation.member", "body_id", "Members")
    seal = fields.Image("Seal", max_width=512, max_height=512)
    established_on = fields.Date()
    phone = fields.Char()
    address = fields.Char()
    active = fields.Boolean(default=True)

    _organization_uniq = models.UniqueIndex(
        "(organization_id) WHERE organization_id IS NOT NULL AND active",
        "This organization has a mediation body already.",
    )

    @api.constrains("lead_id")
    def _check_lead(self):
        if self._has_cycle("lead_id"):
            raise ValidationError(
                self.env._("A mediation body cannot be a partner of itself.")
            )

    @api.private
    def _serves(self, grid):
        """The bodies that serve a place, by themselves or through the one that leads.

        :param grid: ``grid.grid``, where the dispute is
        """
        path = grid.parent_path
        return self.filtered(
            lambda body: any(
                path.startswith(node.parent_path)
                for node in (body | body.lead_id).grid_id
            )
        )

    @api.private
    def _draw_number(self, year):
        """The next case number of the year, without gaps: the row is locked until
        the end of the transaction, and goes back with it.

        :return: int, from 1
        """
        self.ensure_one()
        ((number,),) = self.env.execute_query(
            SQL(
                """
                INSERT INTO grid_mediation_number AS number (body_id, year, last)
                     VALUES (%s, %s, 1)
                ON CONFLICT (body_id, year) DO UPDATE SET last = number.last + 1
                  RETURNING last
                """,
                self.id,
                year,
            )
        )
        return number
