"""Files opened in an emergency without a ground, and the attempts that were refused."""

HOURS = 2


class CareGlass:
    """Asked for by those who do not care for the person; reviewed or not yet."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.words = city.care_words["glass"]

    def load(self, take):
        """:param take: gives another person of a town"""
        people = self.people
        home, away = people.town, people.story_town
        officer = people.users["officer", home]
        # to be reviewed by the desk of the logins
        self._ask(people.users["health", away], take(home), 1)
        # reviewed there
        justified = self._ask(people.users["police", away], take(home), 12)
        self._review(justified, officer, "justify", 11)
        objected = self._ask(people.users["police", people.towns[2]], take(home), 25)
        self._review(objected, officer, "object", 24)
        # by those who log in, elsewhere
        for key, days_ago in (("health", 2), ("police", 5), ("community", 6)):
            self._ask(people.logins[key], take(away), days_ago)
        # refused: no sufficient reason, nobody of this number
        self._ask(people.logins["police"], take(away), 3, why=self.words["short"])
        self._ask(people.logins["community"], None, 4)

    def _ask(self, user, person, days_ago, why=None):
        number = person.case.number if person else self.words["number"]
        asked = self.env["grid.care.glass"].with_user(user)
        row = asked.ask(number, why or self.words["why"], HOURS).sudo()
        row = row.with_env(self.env)
        self.city.set_back(row, self.city.at_daytime(days_ago, 18, 21))
        return row

    def _review(self, row, officer, name, days_ago):
        moment, reason = self.city.at_daytime(days_ago, 9, 11), self.words[name]
        self.city.move(row, officer, name, moment, reason=reason)
