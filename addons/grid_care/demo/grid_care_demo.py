import logging

from odoo import api, models

from odoo.addons.grid_base.demo.planner import tell_planner
from odoo.addons.grid_base.demo.translations import load_translations
from odoo.addons.grid_event.demo.event_city import EventCity

from .care_city import TOWN, CareCity

_logger = logging.getLogger(__name__)

SEED = 1953


class GridCareDemo(models.AbstractModel):
    """Some people come home from hospital in the demo city; demo data only."""

    _name = "grid.care.demo"
    _description = "Demo of Care"

    @api.model
    def _load(self):
        load_translations(self.env, "grid_care")
        city = EventCity(self.env)
        if TOWN not in city.grids:
            _logger.info("There is no demo city: nobody is cared for.")
            return
        if self.env["grid.patient"].search_count([], limit=1):
            _logger.info("There are patients already: none are made.")
            return
        tell_planner(self.env)
        city.restart(SEED)
        CareCity(city).load()
