import json

from shapely.errors import ShapelyError
from shapely.geometry import shape

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class GridGrid(models.Model):
    """The outline of a grid on the map."""

    _inherit = "grid.grid"

    boundary = fields.Text(
        help="GeoJSON polygon or multipolygon in longitude and latitude (WGS 84)."
    )

    @api.constrains("boundary")
    def _check_boundary(self):
        for grid in self.filtered("boundary"):
            problem = grid._boundary_problem()
            if problem:
                raise ValidationError(
                    self.env._(
                        "The boundary of %(name)s is not valid: %(problem)s",
                        name=grid.name,
                        problem=problem,
                    )
                )

    def _boundary_problem(self):
        """What is wrong with the boundary, in words; empty if nothing."""
        try:
            geometry = shape(json.loads(self.boundary))
        except (ValueError, TypeError, AttributeError, KeyError, ShapelyError):
            return self.env._("it is not GeoJSON.")
        if geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
            return self.env._("it must be a polygon or a multipolygon.")
        west, south, east, north = geometry.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            return self.env._("coordinates must be longitude and latitude in degrees.")
        if not geometry.is_valid:
            return self.env._("its line crosses itself.")
        return ""
