from datetime import timedelta
from math import asin, cos, radians, sin, sqrt

from odoo import api, fields, models
from odoo.tools import SQL

from ..tools.moves import ACCEPTED, DRAFT, REPORTED
from ..tools.settings import SIMILAR_HOURS, SIMILAR_METRES, get_int

EARTH_METRES = 6371000
DEGREE_METRES = 111000
MOST = 20
"""More than that is not read by anybody."""


class GridEvent(models.Model):
    """Events that may be the same: near in place and time, of the same big class.

    Shown before a report is sent and in review. Whoever may not read them learns
    how many there are, and no more.
    """

    _inherit = "grid.event"

    similar_ids = fields.Many2many(
        "grid.event", string="Similar Events", compute="_compute_similar_ids"
    )
    similar_count = fields.Integer(compute="_compute_similar_ids")
    similar_hidden_count = fields.Integer(compute="_compute_similar_ids")

    # a box of some hundred metres is a short piece of it
    _position_idx = models.Index("(latitude, longitude) WHERE latitude <> 0")

    @api.depends(
        "state",
        "big_category_id",
        "happened_at",
        "house_id",
        "grid_id",
        "latitude",
        "longitude",
    )
    @api.depends_context("uid")
    def _compute_similar_ids(self):
        for event in self:
            found = self.browse()
            if event.state in (DRAFT, REPORTED, ACCEPTED) and event.big_category_id:
                found = event._find_similar()
            readable = found._filtered_access("read")
            event.similar_ids = readable
            event.similar_count = len(found)
            event.similar_hidden_count = len(found) - len(readable)

    def _find_similar(self):
        """One query; the nearest first. Reads past the rules: callers filter."""
        self.ensure_one()
        model = self.browse()
        model.flush_model()
        hours = timedelta(hours=get_int(self.env, SIMILAR_HOURS))
        moment = self.happened_at or fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT id, latitude, longitude, house_id FROM grid_event
                 WHERE big_category_id = %(category)s AND id <> %(id)s
                   AND state NOT IN ('draft', 'void')
                   AND happened_at BETWEEN %(first)s AND %(last)s
                   AND reported_at >= %(first)s - interval '1 hour'
                   AND (%(place)s)
                 ORDER BY happened_at DESC
                 LIMIT %(most)s
                """,
                category=self.big_category_id.id,
                id=self._origin.id or 0,
                first=moment - hours,
                last=moment + hours,
                place=self._similar_place(),
                most=10 * MOST,
            )
        )
        metres = get_int(self.env, SIMILAR_METRES)
        found = []
        for event_id, latitude, longitude, house_id in rows:
            distance = 0
            same_house = house_id and house_id == self.house_id._origin.id
            if self.latitude and latitude and not same_house:
                distance = self._metres_to(float(latitude), float(longitude))
                if distance > metres:
                    continue
            found.append((distance, event_id))
        # the order of the query, newest first, among those equally near
        found.sort(key=lambda pair: round(pair[0]))
        return self.browse([event_id for _distance, event_id in found[:MOST]])

    def _similar_place(self):
        """A box around the position; the same house; else the same grid."""
        places = []
        unplaced = SQL("grid_id = %s", self.grid_id._origin.id or 0)
        if self.latitude:
            degrees = get_int(self.env, SIMILAR_METRES) / DEGREE_METRES
            wide = degrees / max(cos(radians(self.latitude)), 0.01)
            places.append(
                SQL(
                    "latitude <> 0 AND latitude BETWEEN %s AND %s"
                    " AND longitude BETWEEN %s AND %s",
                    self.latitude - degrees,
                    self.latitude + degrees,
                    self.longitude - wide,
                    self.longitude + wide,
                )
            )
            unplaced = SQL("%s AND COALESCE(latitude, 0) = 0", unplaced)
        places.append(unplaced)
        if self.house_id:
            places.append(SQL("house_id = %s", self.house_id._origin.id))
        return SQL(" OR ").join(SQL("(%s)", place) for place in places)

    def _metres_to(self, latitude, longitude):
        lat1, lat2 = radians(self.latitude), radians(latitude)
        half = sin((lat2 - lat1) / 2) ** 2 + (
            cos(lat1) * cos(lat2) * sin(radians(longitude - self.longitude) / 2) ** 2
        )
        return 2 * EARTH_METRES * asin(sqrt(half))
