import logging
import time

from odoo import api, models

from .city import DemoCity
from .logins import load_logins
from .organizations import load_organizations
from .people import load_people
from .planner import tell_planner
from .staff import load_staff
from .territory import load_territory
from .visits import load_visits

_logger = logging.getLogger(__name__)


class GridDemo(models.AbstractModel):
    """Builds the demo city. Called by the demo data only; nothing of it is public."""

    _name = "grid.demo"
    _description = "Demo City"

    @api.model
    def _load(self):
        city = DemoCity(self.env)
        if self.env["grid.grid"].search_count(
            [("code", "=", city.places["city"])], limit=1
        ):
            _logger.info("The city is there already: no demo city is built.")
            return
        self._step("territory", load_territory, city)
        organizations = self._step("organizations", load_organizations, city)
        self._step("staff and postings", load_staff, city, organizations)
        tell_planner(self.env)
        self._step("houses, households, residents", load_people, city)
        tell_planner(self.env, "grid_house", "grid_household", "grid_resident")
        self._step("visits", load_visits, city)
        self._step("logins", load_logins, city)

    def _step(self, label, function, *args):
        start = time.monotonic()
        result = function(*args)
        self.env.flush_all()
        _logger.info("Demo city: %s in %.1f s", label, time.monotonic() - start)
        return result
