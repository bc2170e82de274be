"""In which grid a point lies: polygons, and metres where the line is near."""

from math import cos, isfinite, radians

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry import Point, box

METRES = 111_320.0
"""Length of a degree of latitude, and of longitude at the equator; within a
hundredth of it everywhere, which is enough for a distance of some metres."""


class Locator:
    """Finds the grids at a point among the boundaries it was made with."""

    def __init__(self, boundaries):
        """:param boundaries: dict of grid id to geometry, in degrees (WGS 84)"""
        self.grid_ids = list(boundaries)
        self.geometries = np.array(list(boundaries.values()), dtype=object)
        self.tree = STRtree(self.geometries)

    def at(self, latitude, longitude, metres=0.0):
        """Ids of the grids that hold the point and of those nearer than ``metres``.

        :return: two sets; a grid that holds the point is not among the near ones
        """
        if not (isfinite(latitude) and isfinite(longitude)) or abs(latitude) > 90:
            return set(), set()
        point = Point(longitude, latitude)
        shrink = max(cos(radians(latitude)), 1e-6)
        high, wide = metres / METRES, metres / METRES / shrink
        # a hair wider than the distance: the degrees are not exact
        frame = box(
            longitude - wide * 1.01,
            latitude - high * 1.01,
            longitude + wide * 1.01,
            latitude + high * 1.01,
        )
        holding, near = set(), set()
        for index in self.tree.query(frame if metres else point).tolist():
            geometry = self.geometries[index]
            if geometry.covers(point):
                holding.add(self.grid_ids[index])
            elif metres and self._distance(geometry, point, shrink) <= metres:
                near.add(self.grid_ids[index])
        return holding, near

    def _distance(self, geometry, point, shrink):
        """Metres from a point to a geometry, on a plane that touches at the point."""
        origin = np.array([point.x, point.y])
        scale = np.array([METRES * shrink, METRES])
        plane = shapely.transform(geometry, lambda xy: (xy - origin) * scale)
        return plane.distance(Point(0, 0))
