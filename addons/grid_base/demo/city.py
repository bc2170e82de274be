"""What the steps of the demo loader share."""

import csv
import json
from random import Random

from odoo.tools import file_open

from ..tools.clock import local_today

FOLDER = "grid_base/demo"
SEED = 20171129


class DemoCity:
    """The environment, one source of chance, the words, and the grids by code.

    Everything is drawn from one seeded source in a fixed order, so that every demo
    city is the same one.
    """

    def __init__(self, env):
        self.env = env(
            su=True,
            context=dict(
                env.context,
                mail_create_nolog=True,
                mail_create_nosubscribe=True,
                mail_notrack=True,
                no_reset_password=True,
                tracking_disable=True,
            ),
        )
        self.random = Random(SEED)
        self.today = local_today(env)
        with file_open(f"{FOLDER}/words.json", "r") as file:
            self.words = json.load(file)
        self.places = self.words["places"]
        self.grids = {}
        self.phones = 0

    def read_csv(self, name):
        with file_open(name, "r") as file:
            return list(csv.DictReader(file))

    def level(self, code):
        return self.env.ref(f"grid_base.grid_level_{code}")

    def role(self, code):
        return self.env.ref(f"grid_base.grid_role_{code}")

    def grids_of_level(self, code, below=""):
        """The grids of a level in the order of their codes."""
        level = self.level(code)
        return [
            grid
            for key, grid in sorted(self.grids.items())
            if grid.level_id == level and key.startswith(below)
        ]

    def person_name(self, sex=None):
        """An invented name and the sex that goes with it."""
        chance = self.random
        sex = sex or chance.choice(("male", "female"))
        given = self.words[f"given_{sex}"]
        count = 1 if chance.random() < 0.25 else 2
        name = chance.choice(self.words["surnames"])
        return name + "".join(chance.sample(given, count)), sex

    def office_phone(self):
        """A number in the area of Putian that cannot exist: none begins with 0."""
        self.phones += 1
        return f"0594-{self.phones:07d}"

    def mobile_phone(self):
        """A mobile number of the prefix 154, which is open to no operator."""
        return f"154{self.random.randrange(10**8):08d}"

    def spread(self, total, count, minimum, weights):
        """Share a total out among ``count`` places: each its minimum, the rest by
        chance with weights."""
        shares = [minimum] * count
        places = range(count)
        extra = total - minimum * count
        for place in self.random.choices(places, weights=weights, k=extra):
            shares[place] += 1
        return shares
