"""What happens in months of care: teams, hardships, emergencies, moves of house."""

from datetime import timedelta
from itertools import cycle

from ..models.grid_care_help import OUTCOMES
from .care_glass import CareGlass

TEAMS = 3
"""One in so many has a team."""
DUTIES = (
    ("leader", "officer"),
    ("police", "police"),
    ("doctor", "health"),
    ("cadre", "community"),
)
HARDSHIPS = 4
"""One in so many families has had a hardship."""
OPEN_HARDSHIPS = (0.3, 0.5)
"""Share of hardships that are open; in the town of the logins more."""
EMERGENCIES = (
    # of the town of the logins: hours ago, trigger, somebody was harmed, risk, checks
    # (hours after it, stable)
    (1, "relapse", False, "2", ()),
    (9, "self", False, "4", ((3, False),)),
    (30, "others", True, "4", ((2, False), (6, True), (10, True))),
    (24 * 18, "reaction", False, "1", ((4, True), (8, True))),
    (24 * 70, "others", True, "3", ((3, False), (7, True), (11, True))),
)
OPEN_ELSEWHERE = (20, "others", False, "3", ((3, False), (7, False)))
"""Of the town of the published case."""
OVER = (
    ("relapse", False, "2", ((4, True), (8, True))),
    ("self", False, "4", ((2, False), (6, True), (10, True))),
    ("reaction", False, "1", ((3, True), (7, True))),
    ("others", True, "3", ((4, False), (8, True), (12, True))),
)
"""Of the other towns: one each, some time ago."""


class CareLife:
    """Most by those whom it concerns, with the real moves; teams in one batch."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.chance, self.words = city.random, city.care_words

    def load(self, persons):
        managed = [person for person in persons if person.state == "managed"]
        self.towns = {
            town: [one for one in managed if one.town == town and self._is_free(one)]
            for town in self.people.towns
        }
        self._teams(managed)
        self._hardships(managed)
        for at, row in enumerate(EMERGENCIES):
            home = self.people.home if at % 2 == 0 else None
            self._emergency(self._take(self.people.town, home), *row)
        self._emergency(self._take(self.people.story_town), *OPEN_ELSEWHERE)
        for town, row in zip(self.people.towns[1:], cycle(OVER), strict=False):
            hours = self.chance.randint(24 * 3, 24 * 90)
            self._emergency(self._take(town), hours, *row)
        self._miss(self._take(self.people.town))
        self._transfers()
        self._holds()
        CareGlass(self.city, self.people).load(self._take)

    def _take(self, town, community=None):
        """Another one who is cared for in a town, of whom nothing else is told."""
        free = self.towns[town]
        person = next(
            one for one in reversed(free) if community in (None, one.community)
        )
        free.remove(person)
        return person

    @staticmethod
    def _is_free(person):
        """In the hands of all, and without an agreement with the guardian."""
        case = person.case
        seats = case.health_id and case.police_id and case.community_id
        return seats and not case.guardianship_ids

    # -- teams and hardships -----------------------------------------------------------

    def _teams(self, managed):
        values = []
        for at, person in enumerate(managed):
            if at % TEAMS and person.unit != self.people.worked:
                continue
            since = self.city.local(person.home).date() + timedelta(days=5)
            staff = self.people.staff
            team = {
                duty: staff.get(
                    (key, person.community if key == "community" else person.town)
                )
                for duty, key in DUTIES
            }
            team["worker"] = self.people.worker(person.unit)
            values += [
                {
                    "case_id": person.case.id,
                    "staff_id": one.id,
                    "duty": duty,
                    "since": since,
                }
                for duty, one in team.items()
                if one
            ]
        members = self.env["grid.care.member"].create(values)
        # somebody has gone to another post
        last = members.filtered(lambda one: one.duty == "police")[:2]
        last.left_on = self.city.day(40)

    def _hardships(self, managed):
        codes, outcomes = cycle(self.words["hardships"]), cycle(OUTCOMES)
        town, values, days = self.people.town, [], []
        for at, person in enumerate(managed):
            if at % HARDSHIPS and not (person.town == town and at % 2):
                continue
            found = self.chance.randint(3, 80)
            code, matter, done = next(codes)
            share = OPEN_HARDSHIPS[person.town == town]
            is_open = self.chance.random() < share
            ended = not is_open and self.city.day(self.chance.randint(1, found))
            values.append(
                {
                    "case_id": person.case.id,
                    "hardship_id": self.city.care_code("care_hardship", code),
                    "description": matter,
                    "found_on": self.city.day(found),
                    "help": not is_open and done,
                    "outcome": not is_open and next(outcomes)[0],
                }
            )
            days.append(ended)
        helps = self.env["grid.care.help"].create(values)
        self.env.flush_all()
        for one, day in zip(helps, days, strict=True):
            if day:
                one.done_on = day

    # -- emergencies -------------------------------------------------------------------

    def _emergency(self, person, hours, trigger, incident, risk, checks):
        occurred = self.city.now - timedelta(hours=hours)
        description, measures = self.words["emergencies"][trigger]
        emergency = (
            self.env["grid.care.emergency"]
            .with_user(person.carers["police"])
            .create(
                {
                    "case_id": person.case.id,
                    "occurred_at": occurred,
                    "trigger": trigger,
                    "place": self.city.place_name(person.unit),
                    "description": description,
                    "measures": measures,
                    "incident": incident,
                    "risk": risk,
                }
            )
            .sudo()
            .with_env(self.env)
        )
        told = min(occurred + timedelta(minutes=50), self.city.now)
        self.city.set_back(emergency, told, {"occurred_at": occurred})
        emergency.deadline_start = occurred
        for after, stable in checks:
            self.env["grid.care.emergency.check"].with_user(
                person.carers["health"]
            ).create(
                {
                    "emergency_id": emergency.id,
                    "checked_at": occurred + timedelta(hours=after),
                    "stable": stable,
                    "risk": "1" if stable else risk,
                    "note": self.words["checks"][stable],
                }
            )

    # -- moves -------------------------------------------------------------------------

    def _miss(self, person):
        reason, moment = self.words["missing"], self.city.at_daytime(1, 9, 17)
        self.city.move(
            person.case, person.carers["police"], "miss", moment, reason=reason
        )

    def _transfers(self):
        """To the town of the logins, and from it: one in each state."""
        home, away = self.people.town, self.people.story_town
        self._transfer(home, away, 12, "accept", 2)
        self._transfer(away, home, 6, "accept", 1)
        self._transfer(home, away, 8, "refuse", 7, self.words["not_here"])
        self._transfer(home, away, 6, "withdraw", 5)
        self._transfer(away, home, 2)
        self._transfer(self.people.towns[2], home, 1)
        self._transfer(home, away, 1)

    def _transfer(self, old, new, days_ago, name=None, done=0, reason=None):
        """Proposed by the old place, and what became of it."""
        person, officers = self._take(old), self.people.users
        unit = self.chance.choice(self.people.communities[new][0].child_ids)
        street = self.chance.choice(self.city.words["streets"])
        transfer = (
            self.env["grid.care.transfer"]
            .with_user(officers["officer", old])
            .create(
                {
                    "case_id": person.case.id,
                    "grid_id": unit.id,
                    "address": f"{self.city.place_name(unit)}{street}18号",
                    "note": self.words["moves_house"],
                }
            )
            .sudo()
            .with_env(self.env)
        )
        self.city.set_back(transfer, self.city.at_daytime(days_ago, 9, 17))
        if not name:
            return
        user = officers["officer", old if name == "withdraw" else new]
        values = {"reason": reason} if reason else {}
        moment = self.city.at_daytime(done, 9, 17)
        self.city.move(transfer, user, name, moment, **values)
        self._notices_then(person.case, moment)

    def _notices_then(self, case, moment):
        """A handover recalled notices and issued others: that was then, too."""
        now, notices = self.city.now, case.notice_ids
        for notice in notices.filtered(lambda one: one.pushed_at):
            if notice.pushed_at >= now:
                self.city.set_back(notice, moment)
        steps = notices.step_ids.filtered(lambda step: step.date >= now)
        steps.date = moment

    def _holds(self):
        """One that goes on, one that is over."""
        officer = self.people.users["officer", self.people.town]
        for days_ago, ended in ((33, None), (200, 90)):
            person = self._take(self.people.town)
            holds = self.env["grid.care.hold"].with_user(officer)
            hold = holds.create(
                {"case_id": person.case.id, "reason": self.words["hold"]}
            )
            hold = hold.sudo().with_env(self.env)
            hold.since = self.city.day(days_ago)
            if ended:
                hold.with_user(officer).action_end()
                hold.ended_on = self.city.day(ended)
