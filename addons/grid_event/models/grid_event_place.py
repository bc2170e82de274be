from odoo import api, models

from .grid_event_task import DISPATCHER


class GridEvent(models.Model):
    """Where an event lies, who looks after that place, and where it goes."""

    _inherit = "grid.event"

    # -- the grid of the event ---------------------------------------------------

    def _locate(self):
        """The grid of the event, and whether that is certain.

        House first, then position, then the post of the reporter. Where several
        grids meet or none lies, the next level up decides (``place_certain``).
        """
        self.ensure_one()
        grids = self.env["grid.grid"]
        if house := self._named_house():
            return house.grid_id, True
        if self.latitude or self.longitude:
            grid, certain = grids._grid_at(self.latitude, self.longitude)
            if grid:
                return grid, certain
            post = self._reporter_post()
            return post.parent_id or post or self._root_grid(), False
        if self.grid_id:
            return self.grid_id, True
        return self._reporter_post() or self._root_grid(), True

    def _named_house(self):
        """The house, if the user may name it.

        A form that is never saved may hold any number; what follows from a house is
        worked out as superuser and would tell where and whose it is.
        """
        house = self.house_id._origin.with_user(self.env.user)
        # sudo: that the user may read it was asked just now
        return house._filtered_access("read").sudo()

    def _reporter_post(self):
        """The first grid in which the reporter holds a post today."""
        reporter = self.reporter_id or self.env.user
        postings = reporter._grid_live_postings()
        return self.env["grid.grid"].browse(postings[0][0] if postings else [])

    @api.model
    def _root_grid(self):
        return self.env["grid.grid"].search([("parent_id", "=", False)], limit=1)

    # -- who looks after it ------------------------------------------------------

    def _lies_in(self, node):
        """Whether the place is a node, or lies below it."""
        return self.grid_id.parent_path.startswith(node.parent_path)

    def _is_on_way(self, node):
        """Whether a node looks after the place: it lies above it, or below."""
        below = node.parent_path.startswith(self.grid_id.parent_path)
        return below or self._lies_in(node)

    def _is_above_holder(self, node):
        return self.holder_id.parent_path.startswith(node.parent_path)

    def _narrow_place(self, node_ids):
        """Who sends an event to a grid below its place says where it happened.

        For good, where that was not certain. And whoever looks after that grid must
        be able to read the event.
        """
        nodes = self.env["grid.grid"].browse(filter(None, node_ids)).exists()
        below = nodes.filtered(
            lambda node: node != self.grid_id and not self._lies_in(node)
        )
        deepest = max(below, key=lambda node: len(node.parent_path), default=nodes[:0])
        if deepest and (self._is_on_way(deepest) or not self.place_certain):
            self.grid_id = deepest
            self.place_certain = True

    # -- where it goes -----------------------------------------------------------

    def _route(self):
        """Node that holds the event, department it goes to at once, and the rule.

        Where the grid is not certain the node of the event itself decides.
        """
        if not self.place_certain:
            node = self.grid_id._event_climb(DISPATCHER)
            empty = self.env["grid.organization"], self.env["grid.routing.rule"]
            return node, *empty
        return self.env["grid.routing.rule"]._route(self)

    def _station(self):
        """The station or centre next above the place that is staffed."""
        grid = self.grid_id
        while grid.level_kind == "unit" and grid.parent_id:
            grid = grid.parent_id
        return grid._event_climb(DISPATCHER)
