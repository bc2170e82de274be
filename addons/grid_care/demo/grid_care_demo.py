import logging
import time

from odoo import api, models

from odoo.addons.grid_base.demo.planner import tell_planner
from odoo.addons.grid_base.demo.translations import load_translations

from .care_city import TOWN, CareCity
from .care_clues import CareClues
from .care_crowd import CareCrowd
from .care_home import CareHome
from .care_life import CareLife
from .care_people import CarePeople
from .care_rewards import CareRewards
from .care_story import CareStory

_logger = logging.getLogger(__name__)


class GridCareDemo(models.AbstractModel):
    """Years of care have happened in the demo city; demo data only."""

    _name = "grid.care.demo"
    _description = "Demo of Care"

    @api.model
    def _load(self):
        load_translations(self.env, "grid_care")
        city = CareCity(self.env)
        if TOWN not in city.grids:
            _logger.info("There is no demo city: nobody is cared for.")
            return
        if self.env["grid.patient"].search_count([], limit=1):
            _logger.info("There are patients already: none are made.")
            return
        tell_planner(self.env)
        people = CarePeople(city)
        self._step("people who care", people.load)
        rewards, story = CareRewards(city, people), CareStory(city, people)
        rewards.set_rate()
        self._step("the published case", story.load)
        persons = self._step("people in care", CareCrowd(city, people).load)
        tell_planner(self.env, "grid_care_case", "grid_care_notice", "grid_followup")
        self._step("rewards of guardians", rewards.load, persons)
        self._step("rewards of the published case", story.pay)
        self._step("help and emergencies", CareLife(city, people).load, persons)
        self._step("people coming home", CareHome(city, people).load)
        self._step("clues", CareClues(city, people).load)

    def _step(self, label, function, *args):
        start = time.monotonic()
        result = function(*args)
        self.env.flush_all()
        _logger.info("Demo care: %s in %.1f s", label, time.monotonic() - start)
        return result
