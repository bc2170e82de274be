"""What the steps of the loader of demo events share."""

import json
from datetime import timedelta
from random import Random

from odoo import fields
from odoo.tools import file_open

from odoo.addons.grid_base.demo.city import DemoCity
from odoo.addons.grid_base.demo.territory import short_name

ZONE = timedelta(hours=8)
"""Putian lies eight hours east of the clock of the database."""
OPENS, CLOSES = 8.5, 17.5
DAYS = 91
"""How far back the demo goes: a quarter."""


class EventCity(DemoCity):
    """The demo city as it is, the words of its events, and the time before now."""

    def __init__(self, env):
        super().__init__(env)
        if "zh_CN" in dict(self.env["res.lang"].get_installed()):
            self.env = self.env(context=dict(self.env.context, lang="zh_CN"))
        with file_open("grid_event/demo/words.json", "r") as file:
            self.event_words = json.load(file)
        self.now = fields.Datetime.now()
        grids = self.env["grid.grid"].search([("code", "!=", False)])
        self.grids = {grid.code: grid for grid in grids}
        categories = self.env["grid.event.category"].search([])
        self.categories = {category.code: category for category in categories}
        self.short_names = {}

    def restart(self, seed):
        """Another source of chance, so that no part of the demo depends on another."""
        self.random = Random(seed)

    def code(self, table, code):
        return self.env["grid.code"]._id_of(f"event_{table}", code)

    def say(self, sentences, **values):
        """One of some sentences, with its gaps filled by chance."""
        sentence = self.random.choice(sentences)
        return sentence.format_map(Gaps(self, values))

    def place_name(self, grid):
        """A community as people call it."""
        if grid not in self.short_names:
            community = grid.parent_id if grid.level_kind == "unit" else grid
            self.short_names[grid] = short_name(self, community.name)
        return self.short_names[grid]

    # -- time --------------------------------------------------------------------

    def local(self, moment):
        return moment + ZONE

    def at_daytime(self, days_ago, first=7.0, last=21.0):
        """A moment on a day of the past, by the clock of Putian."""
        day = fields.Datetime.to_datetime(self.today - timedelta(days=days_ago))
        hour = self.random.uniform(first, last)
        return day + timedelta(seconds=int(hour * 3600)) - ZONE

    def office_hours(self, moment):
        """The same moment, or the next morning or morning hour with an office open."""
        local = self.local(moment)
        hour = local.hour + local.minute / 60
        if OPENS <= hour < CLOSES:
            return moment
        opening = local.replace(hour=8, minute=30) + timedelta(
            days=hour >= CLOSES, minutes=self.random.randint(0, 90)
        )
        return opening - ZONE

    def later(self, moment, shortest, longest, office=True):
        """A moment some hours after another one."""
        hours = self.random.uniform(shortest, longest)
        after = moment + timedelta(seconds=int(hours * 3600))
        return max(moment, self.office_hours(after) if office else after)


class Gaps(dict):
    """Words for the gaps of a sentence."""

    def __init__(self, city, values):
        super().__init__(values)
        self.city = city

    def __missing__(self, name):
        return self.city.random.choice(self.city.event_words["slots"][name])
