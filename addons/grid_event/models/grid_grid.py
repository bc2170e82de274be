import json

from shapely.geometry import shape

from odoo import api, models, tools
from odoo.tools import SQL

from odoo.addons.grid_base.tools import shared_cache

from ..tools.locator import Locator
from ..tools.settings import BOUNDARY_METRES, get_int
from ..tools.territory import Node, Territory

TREE = "grid_event.territory"
REMEMBERED = {"active", "boundary", "code", "level_id", "name", "parent_id"}


class GridGrid(models.Model):
    """Where a point lies, and who is there to answer for it."""

    _inherit = "grid.grid"

    @api.model_create_multi
    def create(self, vals_list):
        grids = super().create(vals_list)
        self._event_territory_changed()
        return grids

    def write(self, vals):
        res = super().write(vals)
        if REMEMBERED & vals.keys():
            self._event_territory_changed()
        return res

    def unlink(self):
        res = super().unlink()
        self._event_territory_changed()
        return res

    @api.private
    def _merge_into(self, target, *args, **kwargs):
        (self | target)._check_may_restructure()
        # before they are archived: then what waits for them would go further up
        self._hand_over_desks(target)
        carried = super()._merge_into(target, *args, **kwargs)
        self.env["grid.routing.rule"]._follow_merge(self, target)
        return carried

    # -- where -------------------------------------------------------------------

    @api.model
    def _grid_at(self, latitude, longitude):
        """The grid in which a point lies, and whether that is certain.

        The deepest outlines decide. Where the point is on the line between several
        grids, or they overlap, nothing is certain: the lowest grid that has them all
        below it is the arbiter. So is the grid above where the point is just outside,
        and the deepest grid drawn around it where the grids below are not drawn.

        :return: (grid, certain); no grid for a point outside all of them
        """
        territory = self._event_territory()
        deepest, above = self._event_locators()
        metres = get_int(self.env, BOUNDARY_METRES)
        holding, near = deepest.at(latitude, longitude, metres)
        if len(holding) == 1 and not near:
            grid = self.browse(holding)
            return grid, grid.id in self._event_leaves()
        found = holding | near
        if found:
            common = territory.common(sorted(found))
            arbiter = common if len(found) > 1 else territory.parent(common)
            return self.browse(arbiter or common), False
        around, _near = above.at(latitude, longitude)
        inner = around - {
            up for grid_id in around for up in territory.path(grid_id)[1:]
        }
        return self.browse(territory.common(sorted(inner)) if inner else ()), False

    @api.model
    def _event_territory_changed(self):
        shared_cache.changed(self.env, TREE)

    @api.model
    def _event_territory(self):
        """The tree of grids, from memory."""
        return self._event_remembered("territory")

    @api.model
    def _event_locators(self):
        """The locator of the deepest outlines, and that of the outlines above them."""
        return self._event_remembered("locators")

    @api.model
    def _event_leaves(self):
        """Ids of the active grids without an active grid below."""
        return self._event_remembered("leaves")

    @api.model
    def _event_remembered(self, name):
        compute = getattr(self, f"_event_read_{name}")
        return shared_cache.read(
            self.env, TREE, name, lambda: self._event_cached(name), compute
        )

    @api.model
    @tools.ormcache("name", cache="stable")
    def _event_cached(self, name):
        return getattr(self, f"_event_read_{name}")()

    @api.model
    def _event_read_territory(self):
        self.flush_model(["parent_id", "code", "active", "level_id", "name"])
        self.env["grid.level"].flush_model(["sequence", "kind"])
        rows = self.env.execute_query(
            SQL(
                """
                SELECT grid.id, grid.parent_id, grid.code, grid.active,
                       level.id, level.sequence, level.kind, grid.name
                  FROM grid_grid grid JOIN grid_level level ON level.id = grid.level_id
                 ORDER BY grid.id
                """
            )
        )
        levels = self.env.execute_query(SQL("SELECT id, sequence FROM grid_level"))
        return Territory(map(Node._make, rows), levels)

    @api.model
    def _event_read_leaves(self):
        nodes = self._event_territory().nodes.values()
        parents = {node.parent_id for node in nodes if node.active}
        return frozenset(n.id for n in nodes if n.active and n.id not in parents)

    @api.model
    def _event_read_locators(self):
        self.flush_model(["active", "boundary"])
        rows = self.env.execute_query(
            SQL(
                "SELECT id, boundary FROM grid_grid "
                "WHERE active AND boundary IS NOT NULL AND boundary != '' ORDER BY id"
            )
        )
        territory = self._event_territory()
        outlines = {grid_id: shape(json.loads(text)) for grid_id, text in rows}
        above = {up for grid_id in outlines for up in territory.path(grid_id)[1:]}
        return (
            Locator({key: outlines[key] for key in outlines if key not in above}),
            Locator({key: outlines[key] for key in outlines if key in above}),
        )
