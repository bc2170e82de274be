import logging
import time

from odoo import api, models

from odoo.addons.grid_base.demo.planner import tell_planner
from odoo.addons.grid_base.demo.translations import load_translations

from .cast import load_cast
from .event_city import EventCity
from .pictures import load_pictures
from .quarter import Quarter
from .rules import load_rules
from .stories import Stories
from .supervising import Supervising
from .watchers import load_watchers
from .wording import Wording

_logger = logging.getLogger(__name__)


class GridEventDemo(models.AbstractModel):
    """Lets a quarter happen in the demo city. Called by the demo data only."""

    _name = "grid.event.demo"
    _description = "Demo Events"

    @api.model
    def _load(self):
        load_translations(self.env, "grid_event")
        city = EventCity(self.env)
        if city.places["city"] not in city.grids:
            _logger.info("There is no demo city: no demo events are made.")
            return
        if self.env["grid.event"].search_count([], limit=1):
            _logger.info("There are events already: no demo events are made.")
            return
        self._tell_planner()
        cast = self._step("accounts", load_cast, city)
        self._tell_planner()
        rules = self._step("routing rules", load_rules, city, cast)
        quarter = Quarter(city, cast, Wording(city, cast))
        self._step("a quarter", quarter.load)
        self._tell_planner()
        self._step("what is at hand", quarter.load_at_hand)
        self._step("micro-grid", quarter.load_micro_grid)
        stories = Stories(city, cast, quarter)
        self._step("stories", stories.load)
        self._step("supervision", Supervising(city, cast, stories).load)
        self._step("pictures", load_pictures, city, self.env["grid.event"].search([]))
        self._step("watched events", load_watchers, city)
        for rule in rules:
            # the figures of the trial, now that there are past events
            rule.action_try()

    def _tell_planner(self):
        """Else the tree would be walked for every event."""
        tables = ("grid_organization", "grid_event", "grid_event_task")
        tell_planner(self.env, *tables, "grid_workflow_step")

    def _step(self, label, function, *args):
        start, cpu = time.monotonic(), time.process_time()
        result = function(*args)
        self.env.flush_all()
        _logger.info(
            "Demo events: %s in %.1f s (%.1f s of work)",
            label,
            time.monotonic() - start,
            time.process_time() - cpu,
        )
        return result
