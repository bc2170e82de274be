from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

MET = [("met", "Met"), ("family", "Met the Family Only"), ("absent", "Not at Home")]
DANGER = [
    ("0", "None"),
    ("1", "Minor Trouble"),
    ("2", "Caused an Incident"),
    ("3", "Caused Serious Harm"),
    ("4", "Other Dangerous Acts"),
    ("5", "Harmed Oneself"),
    ("6", "Attempted Suicide"),
]
"""Dangerous acts of the form of follow-up visits (DOMAIN 5.4)."""
INCIDENTS = ("2", "3")
"""Acts that count as an incident for the reward of a guardian (DOMAIN 5.7)."""


class GridCareVisit(models.Model):
    """A visit of the community police to somebody they were told of."""

    _name = "grid.care.visit"
    _description = "Police Visit"
    _inherit = ["grid.care.part.mixin", "grid.care.visited.mixin"]

    organization_id = fields.Many2one(
        "grid.organization",
        "Police Station",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    met = fields.Selection(MET, "Who Was Met", required=True, default="met")
    danger = fields.Selection(
        DANGER, "Dangerous Acts Since the Last Visit", required=True, default="0"
    )
    note = fields.Text()

    _day_uniq = models.UniqueIndex(
        "(case_id, organization_id, visited_on)", "This visit is entered already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        cases = self.env["grid.care.case"].browse(
            {vals["case_id"] for vals in vals_list if vals.get("case_id")}
        )
        if not self.env.su and cases - cases._actor_police():
            raise AccessError(self.env._("The police station of the place visits."))
        # sudo: who has it in hand is on the file
        stations = {case.id: case.sudo().police_id.id for case in cases}
        return super().create(
            [
                {**vals, "organization_id": stations[vals["case_id"]]}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if not self.env.su and {"case_id", "organization_id"} & vals.keys():
            raise UserError(self.env._("A visit stays with the person it was paid to."))
        return super().write(vals)
