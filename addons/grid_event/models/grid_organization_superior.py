from odoo import api, models
from odoo.fields import Domain

from ..tools import climb


class GridOrganization(models.Model):
    """Who stands above an organization that is late."""

    _inherit = "grid.organization"

    @api.private
    def _event_acting(self):
        """Those of these organizations that are active and have a working login.

        One query for any number. Read past the rules: it says whether there is
        somebody, not who.
        """
        acting = self.sudo().search(
            Domain("id", "in", self.ids)
            & Domain("active", "=", True)
            & Domain("user_ids.active", "=", True)
        )
        return self.filtered(lambda organization: organization.sudo() in acting)

    @api.private
    def _event_superior(self, group_xmlid, besides=None):
        """Who acts where this organization does not.

        The organizations it is part of, then the centre or station of its seat and
        so on up to the city, past whoever cannot act; a circle ends the climb.

        :param besides: users who do not count: the late ones themselves
        :return: an organization or a grid
        """
        self.ensure_one()
        besides = besides or self.env["res.users"]
        # sudo: who is superior does not depend on what the late person may see
        start = self.sudo().with_context(active_test=False)
        above = climb.climb(
            start,
            lambda organization: organization.parent_id,
            lambda organization: organization._event_can_act(besides),
        )
        if above:
            return self.browse(above[0].id)
        grids = self.env["grid.grid"]
        path = grids._event_territory().path(start.grid_id.id)
        return grids._event_first_staffed(path, group_xmlid, besides)

    def _event_can_act(self, besides):
        users = self.user_ids.filtered("active")
        return self.active and bool(users - besides)
