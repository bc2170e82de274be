import logging

from odoo import api, models

from odoo.addons.grid_base.demo.planner import tell_planner

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
        self._load_translations()
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

    def _load_translations(self):
        """What is written is written in the language of the city, so it comes first.

        Odoo loads the translations of a new module after its demo data.
        """
        module = self.env.ref("base.module_grid_mediation")
        if "zh_CN" in dict(self.env["res.lang"].get_installed()):
            module._update_translations(["zh_CN"])
            # they were written past the ORM
            self.env.invalidate_all()
