import logging

from odoo import api, models

from odoo.addons.grid_base.demo.planner import tell_planner
from odoo.addons.grid_base.demo.translations import load_translations

from .disputes import Disputes
from .labour_story import LabourStory
from .mechanisms import Mechanisms
from .mediation_city import MediationCity
from .network import Network

_logger = logging.getLogger(__name__)


class GridMediationDemo(models.AbstractModel):
    """Lets some months of mediation happen in the demo city; demo data only."""

    _name = "grid.mediation.demo"
    _description = "Demo Disputes"

    @api.model
    def _load(self):
        load_translations(self.env, "grid_mediation")
        city = MediationCity(self.env)
        if city.places["city"] not in city.grids:
            _logger.info("There is no demo city: no demo disputes are made.")
            return
        if self.env["grid.dispute"].search_count([], limit=1):
            _logger.info("There are disputes already: no demo disputes are made.")
            return
        tell_planner(self.env)
        network = Network(city).load()
        tell_planner(self.env)
        disputes = Disputes(city, network)
        disputes.keep(*LabourStory(city, network).load())
        disputes.load()
        Mechanisms(city, network).load()
