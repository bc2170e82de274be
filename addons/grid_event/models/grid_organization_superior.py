from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

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

    @api.model
    @api.private
    def _event_on_duty(self, organization_ids, kind_ids, seat_ids):
        """Organizations that are active and have a working login.

        Those of these ids, and those of these kinds seated in these grids.

        :return: list of (id, kind, seat); no query where nothing is asked
        """
        if not organization_ids and not kind_ids:
            return []
        self.flush_model(["active", "grid_id", "kind_id", "user_ids"])
        self.env["res.users"].flush_model(["active"])
        return self.env.execute_query(
            SQL(
                """
                SELECT organization.id, organization.kind_id, organization.grid_id
                  FROM grid_organization organization
                 WHERE organization.active
                   AND (organization.id = ANY(%(ids)s)
                        OR organization.kind_id = ANY(%(kinds)s)
                       AND organization.grid_id = ANY(%(seats)s))
                   AND EXISTS (
                       SELECT FROM grid_organization_user_rel acting
                         JOIN res_users users ON users.id = acting.user_id
                        WHERE acting.organization_id = organization.id
                          AND users.active)
                """,
                ids=list(organization_ids),
                kinds=list(kind_ids),
                seats=list(seat_ids),
            )
        )

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
