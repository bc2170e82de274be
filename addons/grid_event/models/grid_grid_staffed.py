from odoo import api, models
from odoo.tools import SQL

from odoo.addons.grid_base.tools.clock import local_today


class GridGrid(models.Model):
    """Who is there today to answer for a grid."""

    _inherit = "grid.grid"

    @api.private
    def _event_staffed(self, group_xmlid):
        """Those of these grids where somebody posted today holds a group.

        Posted at the grid itself, not above it, with a login that works. One query
        for any number of grids; postings are read past the rules, for it says
        whether there is somebody, not who.
        """
        return self.filtered(self._event_user_ids(group_xmlid).__contains__)

    @api.private
    def _event_users(self, group_xmlid):
        """The users behind that in all of these grids, for notices."""
        found = self._event_user_ids(group_xmlid)
        return self.env["res.users"].browse(sorted(set().union(*found.values())))

    @api.private
    def _event_climb(self, group_xmlid):
        """This grid if it is staffed, else the next above that is; at last the city.

        Of no grid at all the city, too.
        """
        return self._event_first_staffed(
            self._event_territory().path(self.id), group_xmlid
        )

    def _event_user_ids(self, group_xmlid):
        """:return: dict of staffed grid to the list of its users' ids"""
        groups = self.env["res.groups"]
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(
            group_xmlid, raise_if_not_found=True
        )
        implying = groups._get_group_definitions().get_subset_ids([group_id])
        self.env["grid.posting"].flush_model()
        self.env["grid.staff"].flush_model(["user_id", "active"])
        self.env["res.users"].flush_model(["active"])
        self.env["grid.role"].flush_model(["group_ids"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT posting.grid_id, array_agg(DISTINCT users.id ORDER BY users.id)
                  FROM grid_posting posting
                  JOIN grid_staff staff ON staff.id = posting.staff_id
                  JOIN res_users users ON users.id = staff.user_id
                 WHERE posting.grid_id = ANY(%(grids)s)
                   AND posting.date_from <= %(today)s
                   AND (posting.date_to IS NULL OR posting.date_to >= %(today)s)
                   AND staff.active AND users.active
                   AND EXISTS (
                       SELECT FROM grid_role_group_rel given
                        WHERE given.role_id = posting.role_id
                          AND given.group_id = ANY(%(groups)s))
                 GROUP BY posting.grid_id
                """,
                grids=list(self.ids),
                today=local_today(self.env),
                groups=[group_id, *implying],
            )
        )
        return {self.browse(grid_id): user_ids for grid_id, user_ids in rows}

    @api.private
    def _event_superior(self, group_xmlid, besides=None):
        """The next grid above where somebody else can act.

        Climbs past grids that are archived, that nobody is posted at, and past those
        whose only staff is the late person; a circle of superiors ends the climb.

        :param besides: users who do not count: the late ones themselves
        :return: one grid; the city where nobody is found, so that what is late is
            never without an owner (the city itself has the city as its superior)
        """
        self.ensure_one()
        territory = self._event_territory()
        path = territory.path(self.id)[1:]
        return self._event_first_staffed(path, group_xmlid, besides)

    @api.private
    def _event_first_staffed(self, path, group_xmlid, besides=None):
        """The first grid of a way up where somebody can act, else the city.

        :param path: ids of grids, nearest first
        """
        territory = self._event_territory()
        grids = self.browse(path).filtered(lambda g: territory.is_active(g.id))
        users = grids._event_user_ids(group_xmlid)
        besides = set(besides.ids if besides else ())
        for grid in grids:
            if set(users.get(grid, ())) - besides:
                return grid
        return self.browse(territory.top(self.id or (path[0] if path else None)))
