from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today
from odoo.addons.grid_base.tools.code_field import Code

OUTCOMES = [
    ("solved", "Solved"),
    ("partly", "Partly Solved"),
    ("passed", "Passed On"),
    ("unsolved", "Not Solved"),
]


class GridCareHelp(models.Model):
    """A hardship of a family, what the community did about it, and what came of it.

    The community's share of the five notices: it collects difficulties and helps
    (DOMAIN 5.6; Mental Health Law, art. 56).
    """

    _name = "grid.care.help"
    _description = "Hardship and Help"
    _inherit = ["grid.care.part.mixin", "grid.coded.mixin"]
    _order = "done_on desc, found_on desc, id desc"

    hardship_id = Code("care_hardship", "Hardship", required=True)
    description = fields.Text("What Is the Matter", required=True)
    found_on = fields.Date(
        "Found On", required=True, default=lambda self: local_today(self.env)
    )
    help = fields.Text("What Was Done")
    outcome = fields.Selection(OUTCOMES)
    done_on = fields.Date(
        "Done On", compute="_compute_done_on", store=True, index="btree_not_null"
    )

    @api.depends("hardship_id.name", "number")
    def _compute_display_name(self):
        for one in self:
            one.display_name = f"{one.number or ''} {one.hardship_id.name or ''}"

    @api.depends("outcome")
    def _compute_done_on(self):
        for one in self:
            one.done_on = one.outcome and (one.done_on or local_today(self.env))

    @api.constrains("outcome", "help")
    def _check_help(self):
        for one in self:
            if one.outcome and not one.help:
                raise UserError(self.env._("Say what was done before what came of it."))

    def write(self, vals):
        if not self.env.su and "case_id" in vals:
            raise UserError(self.env._("A hardship stays with the person it is of."))
        return super().write(vals)
