from odoo import api, fields, models, tools
from odoo.fields import Domain


class GridCode(models.Model):
    """A value of a code table: of a national standard, or of the office.

    The numbers are those of the standard named in ``basis``, so that registers can be
    exchanged with other platforms.
    """

    _name = "grid.code"
    _description = "Code"
    _order = "table, sequence, code, id"
    _rec_names_search = ["name", "code"]

    table = fields.Selection(
        [
            ("sex", "Sex"),
            ("ethnicity", "Ethnic Group"),
            ("education", "Education"),
            ("marital", "Marital Status"),
            ("political", "Political Status"),
            ("relation", "Relation to Head of Household"),
            ("religion", "Religion"),
            ("certificate", "Certificate Type"),
            ("occupation", "Occupation Category"),
            ("health", "Health"),
            ("consistency", "Residence and Registration"),
            ("inflow_reason", "Reason for Coming"),
            ("permit_type", "Permit Type"),
            ("dwelling_type", "Dwelling Type"),
            ("visit_purpose", "Purpose of Stay"),
            ("attention", "Attention Level"),
            ("left_behind_type", "Left-behind Type"),
            ("building_use", "Building Use"),
            ("house_status", "House Status"),
            ("ownership", "Ownership"),
            ("rental_use", "Rental Use"),
            ("hazard", "Hidden Danger"),
        ],
        "Code Table",
        required=True,
        index=True,
    )
    code = fields.Char("Code Value", required=True)
    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=1000)
    basis = fields.Char(
        translate=True, help="The standard or the document that lists this value."
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.Constraint(
        'UNIQUE ("table", code)', "This code table has that code already."
    )

    @api.model
    def _search_display_name(self, operator, value):
        """Within one table where the context names it: "Other" stands in many."""
        domain = super()._search_display_name(operator, value)
        table = self.env.context.get("grid_code_table")
        return Domain(domain) & Domain("table", "=", table) if table else domain

    @api.model_create_multi
    def create(self, vals_list):
        codes = super().create(vals_list)
        self.env.registry.clear_cache()
        return codes

    def write(self, vals):
        res = super().write(vals)
        if {"table", "code"} & vals.keys():
            self.env.registry.clear_cache()
        return res

    def unlink(self):
        res = super().unlink()
        self.env.registry.clear_cache()
        return res

    @api.model
    @api.private
    @tools.ormcache()
    def _table_of_ids(self):
        """The table of each code, by id, archived ones included."""
        # sudo: code tables are no secret, and rules need not be worked out for this
        codes = self.sudo().with_context(active_test=False).search([])
        return {code.id: code.table for code in codes}

    @api.model
    @api.private
    @tools.ormcache("table", "code")
    def _id_of(self, table, code):
        """Id of a value by its table and code, False if there is none."""
        # sudo: code tables are no secret
        codes = self.sudo().with_context(active_test=False)
        return codes.search([("table", "=", table), ("code", "=", code)], limit=1).id
