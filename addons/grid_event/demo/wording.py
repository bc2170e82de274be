"""What events say: put together from the words by chance."""

import json
import re

from odoo.fields import Command

CONTACTS = 0.3
COUNTY_POLICE = 0.3
CONTACTS_OF_CALLS = ("05", "06", "07")


class Wording:
    def __init__(self, city, cast):
        self.city, self.cast = city, cast
        self.words = city.event_words
        self.choices = self._read_choices()
        self.keys = self._read_keys()
        self.codes = list(self.words["categories"])
        self.weights = [self.words["categories"][code]["weight"] for code in self.codes]

    def category(self, weights=None):
        return self.city.random.choices(self.codes, weights or self.weights)[0]

    def _read_choices(self):
        questions = self.city.env["grid.event.question"].search([])
        return questions.grouped("category_id")

    def _read_keys(self):
        """What the words call a question, by the question."""
        questions = self.city.env["grid.event.question"].search([])
        return {
            questions.browse(number): xmlid.rpartition("question_")[2]
            for number, xmlid in questions.get_external_id().items()
        }

    def event(self, code, grid, moment, channel="01", source="01", **more):
        """The values of an event of a category in a unit grid."""
        city, chance = self.city, self.city.random
        words = self.words
        text = city.say(words["categories"][code]["texts"])
        opening = chance.choice(words["openings"][source])
        vals = {
            "category_id": city.categories[code].id,
            "title": f"{city.place_name(grid)}：{headline(text)}",
            "description": opening + text + chance.choice(words["asks"]),
            "grid_id": grid.id,
            "address": self.address(grid),
            "happened_at": moment,
            "channel_id": city.code("channel", channel),
            "source_id": city.code("source", source),
            "urgency_id": city.code("urgency", self.urgency(code)),
            "impact_id": city.code("impact", chance.choice(("01", "02", "02", "03"))),
            "answer_ids": self.answers(code, moment),
            **self.position(grid, channel),
            **self.contact(channel),
        }
        if code.startswith(("02", "04")):
            vals["people_count"] = chance.choice((1, 2, 2, 3, 4))
        return vals | more

    def urgency(self, code):
        rushing = code in ("0105", "0106", "0205", "0802")
        weights = (2, 5, 3) if rushing else (90, 9, 1)
        return self.city.random.choices(("01", "02", "03"), weights)[0]

    def address(self, grid):
        city, chance = self.city, self.city.random
        street = chance.choice(city.words["streets"])
        if chance.random() < 0.5:
            spot = chance.choice(self.words["spots"])
        else:
            numbers = chance.choice(self.words["street_numbers"])
            spot = numbers % chance.randint(1, 188)
        return f"{city.place_name(grid)}{street}{spot}"

    def position(self, grid, channel):
        """Phones say where they are: well inside of the grid."""
        if channel not in ("01", "05"):
            return {}
        chance = self.city.random
        west, south, east, north = self.bounds(grid)
        return {
            "longitude": round(west + (east - west) * chance.uniform(0.15, 0.85), 6),
            "latitude": round(south + (north - south) * chance.uniform(0.15, 0.85), 6),
            "accuracy": chance.choice((5, 8, 10, 15, 20)),
        }

    def bounds(self, grid):
        [ring] = json.loads(grid.boundary)["coordinates"]
        xs, ys = zip(*ring, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def contact(self, channel):
        chance = self.city.random
        if channel not in CONTACTS_OF_CALLS and chance.random() > CONTACTS:
            return {}
        return {
            "contact_name": self.city.person_name()[0],
            "contact_phone": self.city.mobile_phone(),
        }

    def answers(self, code, moment):
        """The questions of the category, answered in the language of the city."""
        category = self.city.categories[code]
        commands = []
        for one in (category, category.parent_id):
            questions = self.choices.get(one, ())
            for question in questions:
                if question.required or self.city.random.random() < 0.6:
                    if value := self.answer(question, moment):
                        values = {"question_id": question.id, "value": value}
                        commands.append(Command.create(values))
        return commands

    def answer(self, question, moment):
        chance = self.city.random
        key = self.keys[question]
        if key in self.words["questions"]:
            return chance.choice(self.words["questions"][key])
        if question.kind == "yes_no":
            return chance.choice(("yes", "no", "no"))
        if question.kind == "date":
            return f"{self.city.local(moment):%Y-%m-%d}"
        if question.kind == "choice":
            return chance.choice(question._choice_list())
        return None

    # -- who handles -------------------------------------------------------------

    def result(self, code):
        return self.city.say(self.words["categories"][code]["results"])

    def desks(self, code, grid, decider):
        """The main handler of an event, by what its category says."""
        chance = self.city.random
        handlers = list(self.words["categories"][code]["handlers"])
        chance.shuffle(handlers)
        for key in (*handlers, "station"):
            if desk := self.desk(key, grid, decider):
                return desk
        return decider

    def desk(self, key, grid, decider):
        community = grid.parent_id
        if key == "unit":
            return grid if self.cast.users["grid_worker", grid] else None
        if key == "station":
            below = community.parent_path.startswith(decider.parent_path)
            return community if below else decider
        if key == "town":
            town = community.parent_id
            return town if town.parent_path.startswith(decider.parent_path) else None
        if key == "police_station" and self.city.random.random() < COUNTY_POLICE:
            if bureau := self.cast.department("gongan", community.parent_id):
                return bureau
        return self.cast.department(key, community.parent_id)


def headline(text):
    """The first clause, as somebody in a hurry puts it."""
    return re.split("[，。；：]", text)[0][:26]
