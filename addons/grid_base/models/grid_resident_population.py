from odoo import fields, models

from ..tools.code_field import Code
from ..tools.masked import Masked


class GridResident(models.Model):
    """What GB/T 31000 asks beyond the person: registered, floating, left-behind and
    overseas population.

    One table keeps the list fast; the fields of each population are fetched together
    and only when one of them is needed.
    """

    _inherit = "grid.resident"

    # registered population
    consistency_id = Code(
        "consistency", "Residence and Registration", prefetch="population"
    )
    # floating population
    inflow_reason_id = Code("inflow_reason", "Reason for Coming", prefetch="population")
    dwelling_type_id = Code("dwelling_type", "Dwelling Type", prefetch="population")
    permit_type_id = Code("permit_type", "Permit Type", prefetch="population")
    permit_number = Masked("Permit Number", kind="certificate", prefetch="population")
    permit_date = fields.Date("Permit Registered On", prefetch="population")
    permit_expiry = fields.Date("Permit Valid Until", prefetch="population")
    attention_id = Code(
        "attention",
        "Attention Level",
        prefetch="population",
        help="Of floating and overseas population.",
    )
    # overseas population
    nationality_id = fields.Many2one(
        "res.country", "Nationality", prefetch="population", ondelete="restrict"
    )
    foreign_last_name = fields.Char("Last Name in Latin Letters", prefetch="population")
    foreign_first_name = fields.Char(
        "First Name in Latin Letters", prefetch="population"
    )
    certificate_type_id = Code("certificate", "Certificate Type", prefetch="population")
    certificate_number = Masked(
        "Certificate Number",
        kind="certificate",
        prefetch="population",
        index="btree_not_null",
    )
    certificate_expiry = fields.Date("Certificate Valid Until", prefetch="population")
    visit_purpose_id = Code("visit_purpose", "Purpose of Stay", prefetch="population")
    arrival_date = fields.Date("Arrived On", prefetch="population")
    departure_date = fields.Date("Expected to Leave On", prefetch="population")
    # left-behind people
    left_behind_type_id = Code(
        "left_behind_type", "Left-behind Type", prefetch="left_behind"
    )
    health_id = Code("health", "Health", prefetch="left_behind")
    personal_income = fields.Float(
        "Personal Income per Year", digits=(12, 2), prefetch="left_behind"
    )
    family_income = fields.Float(
        "Family Income per Year", digits=(12, 2), prefetch="left_behind"
    )
    family_member_name = fields.Char("Main Family Member", prefetch="left_behind")
    family_member_relation_id = Code(
        "relation", "Relation of Family Member", prefetch="left_behind"
    )
    family_member_id_number = Masked(
        "Identity Number of Family Member",
        kind="resident_number",
        prefetch="left_behind",
    )
    family_member_phone = Masked(
        "Phone of Family Member", kind="phone", prefetch="left_behind"
    )
    family_member_health_id = Code(
        "health", "Health of Family Member", prefetch="left_behind"
    )
    family_member_workplace = Masked(
        "Work Address of Family Member", kind="address", prefetch="left_behind"
    )
    difficulties = fields.Text("Difficulties and Requests", prefetch="left_behind")
    assistance = fields.Text("Assistance Given", prefetch="left_behind")

    _permit_dates = models.Constraint(
        "CHECK (permit_expiry >= permit_date)",
        "A permit cannot end before it was registered.",
    )
    _stay_dates = models.Constraint(
        "CHECK (departure_date >= arrival_date)",
        "The expected departure cannot be before the arrival.",
    )
    _income_positive = models.Constraint(
        "CHECK (personal_income >= 0 AND family_income >= 0)",
        "Incomes cannot be negative.",
    )
