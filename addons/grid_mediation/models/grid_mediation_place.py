from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.grid_base.tools.code_field import Code


class GridMediationPlace(models.Model):
    """A place into which mediation is brought: one of the six of Putian's "1536".

    Departments, chambers of commerce, online communities, home towns of overseas
    Chinese, folk organizations, enterprises (DOMAIN 4.2). A body or a mediator
    answers for it; where none does, it is a gap.
    """

    _name = "grid.mediation.place"
    _description = "Place of Mediation"
    _inherit = ["grid.scoped.mixin", "grid.coded.mixin"]
    _order = "kind_id, grid_id, name, id"

    name = fields.Char(required=True, index="trigram")
    kind_id = Code("mediation_place", "Kind of Place", required=True, index=True)
    organization_id = fields.Many2one(
        "grid.organization",
        "Organization",
        index="btree_not_null",
        ondelete="restrict",
        help="As which organization of the register it is known.",
    )
    body_id = fields.Many2one(
        "grid.mediation.body",
        "Covered by Body",
        index="btree_not_null",
        ondelete="restrict",
    )
    mediator_id = fields.Many2one(
        "grid.mediator",
        "Covered by Mediator",
        index="btree_not_null",
        ondelete="restrict",
    )
    is_covered = fields.Boolean(
        "Covered",
        compute="_compute_is_covered",
        store=True,
        help="A body or a mediator in service answers for the place.",
    )
    since = fields.Date("Covered Since")
    contact_name = fields.Char("Contact Person")
    phone = fields.Char()
    note = fields.Text()
    active = fields.Boolean(default=True)

    _organization_uniq = models.UniqueIndex(
        "(organization_id, kind_id) WHERE organization_id IS NOT NULL AND active",
        "This organization is such a place already.",
    )

    @api.depends("body_id.active", "mediator_id.active")
    def _compute_is_covered(self):
        for place in self:
            place.is_covered = bool(place.body_id.active or place.mediator_id.active)

    @api.onchange("organization_id")
    def _onchange_organization_id(self):
        organization = self.organization_id
        if organization:
            self.name = self.name or organization.name
            self.grid_id = self.grid_id or organization.grid_id


class GridMediationBody(models.Model):
    _inherit = "grid.mediation.body"

    place_ids = fields.One2many("grid.mediation.place", "body_id", "Places Covered")
    place_count = fields.Integer("Places", compute="_compute_place_count")

    @api.depends("place_ids")
    def _compute_place_count(self):
        places = self.env["grid.mediation.place"]
        counts = {}
        if places.has_access("read"):
            found = places._read_group(
                Domain("body_id", "in", self.ids), ["body_id"], ["__count"]
            )
            counts = {body.id: number for body, number in found}
        for body in self:
            body.place_count = counts.get(body._origin.id, 0)

    def action_open_places(self):
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "grid_mediation.grid_mediation_place_action"
        )
        return action | {
            "name": self.env._("Places of %s", self.display_name),
            "domain": [("body_id", "=", self.id)],
            "context": {"default_body_id": self.id},
        }
