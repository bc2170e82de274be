from odoo import api, fields, models

from odoo.addons.grid_base.tools.code_field import Code
from odoo.addons.grid_base.tools.masked import Masked


class GridDisputeParty(models.Model):
    """Somebody who takes part in a dispute: a person, a legal person, another body.

    Classes 1 applicant and 2 respondent, types 1 natural person, 2 legal person, 3
    organization without legal personality (DOMAIN 4.4). Any number on each side.
    """

    _name = "grid.dispute.party"
    _description = "Party of a Dispute"
    _inherit = [
        "grid.dispute.part.mixin",
        "grid.masked.mixin",
        "grid.coded.mixin",
    ]
    _order = "dispute_id, role, id"

    role = fields.Selection(
        [
            ("applicant", "Applicant"),
            ("respondent", "Respondent"),
            ("third", "Third Party"),
        ],
        required=True,
        default="applicant",
    )
    kind = fields.Selection(
        [
            ("person", "Person"),
            ("legal", "Legal Person"),
            ("other", "Other Organization"),
        ],
        "Type of Party",
        required=True,
        default="person",
    )
    name = fields.Char(required=True)
    # a person
    sex_id = Code("sex", "Sex")
    ethnicity_id = Code("ethnicity", "Ethnic Group")
    birth_year = fields.Integer()
    occupation = fields.Char("Occupation or Post")
    employer = fields.Char("Place of Work")
    id_number = Masked("Identity Number", kind="id_number", index="btree_not_null")
    resident_id = fields.Many2one(
        "grid.resident",
        "Resident",
        index="btree_not_null",
        ondelete="set null",
        groups="grid_base.group_grid_worker",
    )
    # a body
    credit_code = fields.Char("Unified Social Credit Code")
    representative = fields.Char("Legal Representative")
    # either
    phone = Masked("Phone of Party", kind="phone", index="btree_not_null")
    address = fields.Char()
    agent_ids = fields.One2many("grid.dispute.agent", "party_id", "Agents")
    partner_id = fields.Many2one(
        "res.partner",
        "Account",
        index="btree_not_null",
        ondelete="set null",
        groups="grid_mediation.group_mediator",
        help="The account with which this party follows the case on the web.",
    )
    told_rights_at = fields.Datetime(
        "Told of Rights",
        readonly=True,
        copy=False,
        help="When the rights and duties in mediation were explained.",
    )
    refused_at = fields.Datetime("Refused Mediation", readonly=True, copy=False)

    _birth_year_range = models.Constraint(
        "CHECK (birth_year = 0 OR birth_year BETWEEN 1880 AND 2200)",
        "This cannot be a year of birth.",
    )

    @api.depends("name", "role")
    def _compute_display_name(self):
        roles = dict(self._fields["role"]._description_selection(self.env))
        for party in self:
            party.display_name = f"{party.name} ({roles.get(party.role)})"

    def action_told_rights(self):
        """Record that these parties were told their rights and duties now."""
        self.check_access("write")
        untold = self.filtered(lambda party: not party.told_rights_at)
        # sudo: the field is written here and nowhere else
        untold.sudo().told_rights_at = fields.Datetime.now()
        return True
