from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.notices import CENTRE, COMMUNITY, HEALTH, POLICE


class GridCareCase(models.Model):
    """A file that somebody opened in an emergency: what they see of it."""

    _inherit = "grid.care.case"

    glass_ids = fields.One2many(
        "grid.care.glass",
        "case_id",
        "Emergency Accesses",
        groups="grid_care.group_care_officer",
    )
    is_opened = fields.Boolean(
        "Opened by Me in an Emergency",
        compute="_compute_is_opened",
        search="_search_is_opened",
    )

    @api.depends_context("uid")
    def _compute_is_opened(self):
        opened = self.sudo().search(
            Domain("id", "in", self.ids) & self._opened_domain()
        )
        for case in self:
            case.is_opened = case._origin.id in opened._ids

    @api.model
    def _search_is_opened(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        return self._opened_domain()

    @api.model
    def _opened_domain(self):
        """The files open for the user at this moment."""
        # sudo: one's own rows
        rows = self.env["grid.care.glass"].sudo()
        mine = [("user_id", "=", self.env.uid), ("is_open", "=", True)]
        return Domain("id", "in", rows.search(mine).case_id.ids)

    def _kind_shown(self):
        """In an emergency: the one that the user's role would have."""
        user = self.env.user
        if not self.is_opened:
            return super()._kind_shown()
        if user.has_group("grid_care.group_clinician"):
            return HEALTH
        if user.has_group("grid_care.group_care_officer"):
            return CENTRE
        if user.has_group("grid_care.group_care_recipient"):
            # sudo: everybody may know for whom they act
            organizations = self.env["grid.organization"].sudo()
            own = organizations.search([("user_ids", "in", user.id)])
            health = "health_centre" in own.kind_id.mapped("code")
            return HEALTH if health else POLICE
        return COMMUNITY
