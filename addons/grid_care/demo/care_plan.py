"""Who else is cared for, planned backwards from today.

On any day some visits are due and some are not: the last visit is planned first, then
the earlier ones, then the day of coming home. Nothing lies after now.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from odoo import models

from ..tools.notices import (
    ANSWERED,
    DONE,
    ENDED,
    FAMILY,
    ISSUED,
    KINDS,
    PUSHED,
    RECALLED,
    RECEIVED,
    RETURNED,
    SEATS,
)
from .care_city import STORY_TOWN, TOWN

SHARES = {TOWN: 72, STORY_TOWN: 48}
"""How many are cared for in a town; in the others twenty."""
OTHER_SHARE = 20
STATES = (
    # of fifty
    *["managed"] * 39,
    *["fresh"] * 3,
    *["lost", "apart", "moved"] * 2,
    "dead",
    "closed",
)
CLASSES = (*["stable"] * 12, *["basic"] * 5, *["unstable"] * 3)
"""Of twenty."""
SEEN = {
    # risk, symptoms, insight, social function
    "stable": (("0", "gone", "full", "good"), ("0", "gone", "full", "fair")),
    "basic": (("1", "some", "partial", "fair"), ("2", "gone", "partial", "fair")),
    "unstable": (
        ("3", "obvious", "none", "poor"),
        ("4", "obvious", "none", "poor"),
        ("2", "obvious", "partial", "poor"),
    ),
}
EVERY = {"stable": (80, 88), "basic": (26, 29), "unstable": (12, 14)}
"""Days between two visits of a class."""
DUE = (0.1, 0.3)
"""Share of people whose next visit is overdue; in the town of the logins more."""
OLD = 0.03
"""Share of people who came home years ago: sharing with some has ended."""
OLD_VISITS = 10
LATE = 0.04
NEW = 0.4
"""Share of those who came home these days who did within a day."""
WRONG = 0.25
"""Share of new notices that went to a place where the person does not live."""


@dataclass
class Person:
    """Somebody in the plan, and then their records."""

    unit: models.Model
    community: models.Model
    state: str
    carers: dict
    klass: str = ""
    visits: list = field(default_factory=list)
    """(days ago, class), the first visit first."""
    home: datetime | None = None
    """The moment at which the notices were issued."""
    is_new: bool = False
    """Came home within a day."""
    left: int = 0
    """Days since somebody was lost, moved, died."""
    states: dict = field(default_factory=dict)
    patient: models.Model = None
    record: models.Model = None
    case: models.Model = None
    notices: dict = field(default_factory=dict)

    @property
    def town(self):
        return self.community.parent_id

    @property
    def managed(self):
        return self.state in ("managed", "fresh")


class CarePlan:
    """Draws the people in care by chance, in fixed shares."""

    def __init__(self, city, people):
        self.city, self.people, self.chance = city, people, city.random
        grounds = city.env["grid.care.basis"].search([])
        self.months = {ground.kind: ground.months for ground in grounds}

    def persons(self):
        """The people in care, town by town."""
        states = self._shuffled(STATES)
        # in these shares of those who are managed, and of those who are not
        classes = {True: self._shuffled(CLASSES), False: self._shuffled(CLASSES)}
        persons = []
        for town in self.people.towns:
            places = [*self.people.communities[town]]
            for at in range(SHARES.get(town.code, OTHER_SHARE)):
                community = places[at % len(places)]
                if town == self.people.town and at % 18 == 17:
                    community = self.people.unstaffed
                unit = self.chance.choice(community.child_ids or community)
                if community == self.people.worked.parent_id and at % 24 == 2:
                    unit = self.people.worked
                person = Person(
                    unit=unit,
                    community=community,
                    state=next(states),
                    carers=self.people.carers(community),
                )
                if person.state != "fresh":
                    person.klass = next(classes[person.managed])
                self._plan_days(person)
                person.states = {kind: self._state(person, kind) for kind, _l in KINDS}
                persons.append(person)
        return persons

    def _shuffled(self, values):
        """These values again and again, each time in another order."""
        while True:
            yield from self.chance.sample(values, len(values))

    def _plan_days(self, person):
        chance, city = self.chance, self.city
        if person.state == "fresh":
            person.is_new = chance.random() < NEW
            days_ago = chance.randint(2, 9)
            person.home = (
                city.lately() if person.is_new else city.at_daytime(days_ago, 8, 11)
            )
            return
        if not person.managed:
            person.left = chance.randint(5, 120)
        shortest, longest = EVERY[person.klass]
        due = chance.random() < DUE[person.town.code == TOWN]
        old = person.klass == "stable" and chance.random() < OLD * 2
        last = longest + chance.randint(5, 20) if due else chance.randint(1, shortest)
        ago = person.left + last
        klass = person.klass
        for _ in range(OLD_VISITS if old else chance.randint(2, 3)):
            person.visits.insert(0, (ago, klass))
            ago += chance.randint(*EVERY[klass])
        if klass == "stable" and not old:
            # it was not so from the beginning
            person.visits.insert(0, (ago, "basic"))
            ago += chance.randint(10, 14)
        if klass != "unstable" and not old:
            person.visits.insert(0, (ago, "unstable"))
            ago += chance.randint(10, 14)
        person.home = city.at_daytime(ago, 8, 11)

    def _state(self, person, kind):
        """The state of a notice."""
        chance = self.chance
        if person.state == "closed":
            return RECALLED
        if person.carers[kind] is None:
            return ISSUED
        if person.state == "fresh":
            if kind == FAMILY:
                return chance.choice((ISSUED, DONE, DONE))
            if person.is_new:
                return chance.choice((PUSHED, PUSHED, RECEIVED))
            if kind in SEATS and chance.random() < WRONG:
                return RETURNED
            return chance.choice((PUSHED, RECEIVED, RECEIVED, ANSWERED, DONE))
        if kind == FAMILY:
            return DONE
        months = self.months[kind]
        if months and person.home < self.city.now - timedelta(days=31 * months):
            return ENDED
        return ANSWERED if chance.random() < LATE else DONE
