"""The tree of grids as plain values: no query where an event is routed."""

from os.path import commonprefix
from typing import NamedTuple

from . import climb


class Node(NamedTuple):
    """What routing and titles need to know of a grid."""

    id: int
    parent_id: int | None
    code: str
    active: bool
    level_id: int
    sequence: int
    kind: str
    name: str = ""


class Territory:
    """All grids of the city, archived ones included."""

    def __init__(self, nodes, levels):
        """:param levels: dict of level id to its sequence, from the top down"""
        self.nodes = {node.id: node for node in nodes}
        self.levels = dict(levels)

    def parent(self, grid_id):
        node = self.nodes.get(grid_id)
        # a grid that is gone has no place in the way up
        return node and node.parent_id in self.nodes and node.parent_id

    def path(self, grid_id):
        """Ids from a grid to the top, itself first; nothing for no grid."""
        return climb.path(grid_id, self.parent) if grid_id in self.nodes else []

    def is_active(self, grid_id):
        return grid_id in self.nodes and self.nodes[grid_id].active

    def top(self, grid_id=None):
        """The city of a grid; where the way up is broken, the city by the code."""
        path = self.path(grid_id)
        if path and not self.nodes[path[-1]].parent_id:
            return path[-1]
        code = self.nodes[grid_id].code if path else ""
        roots = [node for node in self.nodes.values() if not node.parent_id]
        roots.sort(key=lambda node: (node.sequence, node.id))
        return max(
            roots,
            key=lambda node: (node.active, len(commonprefix([node.code, code]))),
            default=Node._make([None] * 8),
        ).id

    def common(self, grid_ids):
        """The lowest grid that has all of these at or below it; None if none has."""
        paths = [self.path(grid_id) for grid_id in grid_ids]
        shared = set.intersection(*map(set, paths)) if paths else set()
        return next((node for node in paths[0] if node in shared), None)

    def at_level(self, path, sequence):
        """The node of a level on a way up, or the next above where it is missing."""
        return next((n for n in path if self.nodes[n].sequence <= sequence), None)

    def has_level(self, level_id):
        """Whether an active grid stands on a level."""
        return any(n.active and n.level_id == level_id for n in self.nodes.values())

    def uncovered(self, seats, area=None):
        """The highest grids that have no seat at, above or below them.

        :param seats: ids of grids where somebody sits who serves all below
        :param area: id of the grid to which the question is limited
        """
        open_grids, covered = set(), set()
        for node in self.nodes.values():
            path = self.path(node.id)
            if not node.active or (area and area not in path):
                continue
            (open_grids if seats.isdisjoint(path) else covered).add(node.id)
        touched = {up for grid_id in covered for up in self.path(grid_id)}
        free = open_grids - touched
        return sorted(n for n in free if self.nodes[n].parent_id not in free)
