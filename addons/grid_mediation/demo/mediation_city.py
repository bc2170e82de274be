"""What the steps of the loader of demo disputes share."""

import json

from odoo.tools import file_open

from odoo.addons.grid_event.demo.event_city import EventCity

SEED = 20171129


class MediationCity(EventCity):
    """The demo city as it is, and the words of its disputes."""

    def __init__(self, env):
        super().__init__(env)
        self.restart(SEED)
        with file_open("grid_mediation/demo/words.json", "r") as file:
            self.dispute_words = json.load(file)

    def dispute_code(self, table, code):
        return self.env["grid.code"]._id_of(table, code)

    def fill(self, sentence, **values):
        """A sentence with its gaps filled by chance."""
        slots = self.dispute_words["slots"]
        drawn = {name: self.random.choice(words) for name, words in slots.items()}
        return sentence.format(**{**drawn, **values})
