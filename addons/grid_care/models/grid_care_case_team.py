from odoo import api, fields, models


class GridCareCase(models.Model):
    """The team of care and help of a person."""

    _inherit = "grid.care.case"

    member_ids = fields.One2many("grid.care.member", "case_id", "Team")
    user_ids = fields.Many2many(
        "res.users",
        "grid_care_case_user",
        string="Accounts of the Team",
        compute="_compute_user_ids",
        store=True,
        groups="base.group_no_one",
        help="Those who have a place in the team now: the rules go by it.",
    )
    has_team = fields.Boolean(
        "Has a Team", compute="_compute_user_ids", store=True, index=True
    )

    can_form_team = fields.Boolean(compute="_compute_can_form_team")

    @api.depends_context("uid")
    def _compute_can_form_team(self):
        officers = self._actor_officer()
        for case in self:
            case.can_form_team = case in officers

    def action_move_house(self):
        """Hand somebody over to the place where they live from now on."""
        return self._new_part("grid.care.transfer", self.env._("Moves House"))

    def action_add_member(self):
        """Give somebody a place in the team."""
        title = self.env._("Add to the Team")
        return {**self._new_part("grid.care.member", title), "target": "new"}

    @api.depends("member_ids.left_on", "member_ids.user_id")
    def _compute_user_ids(self):
        for case in self:
            members = case.member_ids.filtered(lambda one: not one.left_on)
            case.user_ids = members.user_id
            case.has_team = bool(members)
