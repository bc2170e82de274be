"""Guardians who look after somebody for a reward: in every state, checked and paid."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

from ..tools.guardianship import (
    ACTIVE,
    APPROVED,
    DRAFT,
    ENDED,
    FORFEITED,
    HALF,
    NOMINATED,
    PUBLISHED,
    REFUSED,
    half_of,
    quarter_of,
)

AMOUNT = 2400
YEAR = relativedelta(years=1, days=-1)
PLAN = (
    # state, days since it was signed or last moved, is checked in this quarter
    (ACTIVE, 350, True),
    (ACTIVE, 340, True),
    (ACTIVE, 310, False),
    (ACTIVE, 300, False),
    (ACTIVE, 285, True),
    (ACTIVE, 200, True),
    (ACTIVE, 120, False),
    (ACTIVE, 20, False),
    (ENDED, 600, False),
    (ENDED, 620, False),
    (FORFEITED, 320, False),
    (DRAFT, 5, False),
    (DRAFT, 3, False),
    (DRAFT, 2, False),
    (DRAFT, 1, False),
    (NOMINATED, 2, False),
    (NOMINATED, 4, False),
    (PUBLISHED, 2, False),
    (PUBLISHED, 8, False),
    (APPROVED, 1, False),
    (REFUSED, 30, False),
)
"""Of the town of the logins, every other one in the community that logs in; other towns
have the first of these."""
OTHER_PLAN = 4
COURSE = {
    # move, state before, state after, who, days before the last of them
    DRAFT: (),
    NOMINATED: (("nominate", DRAFT, NOMINATED, "community", 0),),
    PUBLISHED: (
        ("nominate", DRAFT, NOMINATED, "community", 2),
        ("publish", NOMINATED, PUBLISHED, "centre", 0),
    ),
    APPROVED: (
        ("nominate", DRAFT, NOMINATED, "community", 9),
        ("publish", NOMINATED, PUBLISHED, "centre", 7),
        ("approve", PUBLISHED, APPROVED, "centre", 0),
    ),
    ACTIVE: (
        ("nominate", DRAFT, NOMINATED, "community", 12),
        ("publish", NOMINATED, PUBLISHED, "centre", 9),
        ("approve", PUBLISHED, APPROVED, "centre", 2),
        ("sign", APPROVED, ACTIVE, "centre", 0),
    ),
    REFUSED: (
        ("nominate", DRAFT, NOMINATED, "community", 3),
        ("refuse", NOMINATED, REFUSED, "centre", 0),
    ),
}
PUBLIC = 5
"""Days that a nomination is public."""
FORFEITED_AFTER = 150
"""Days after signing."""


class CareRewards:
    """Agreements in batches; the runs that pay for them are played."""

    def __init__(self, city, people):
        self.city, self.env, self.people = city, city.env, people
        self.words = city.care_words["reward"]
        self.steps = []

    def set_rate(self):
        self.env["grid.guardianship.rate"].create(
            {
                "valid_from": f"{self.city.today.year - 4}-01-01",
                "amount": AMOUNT,
                "basis": self.words["rate"],
            }
        )

    def load(self, persons):
        rows = []
        for town in self.people.towns:
            able = [one for one in persons if one.town == town and self._may(one)]
            if town == self.people.town:
                at_home = [one for one in able if one.community == self.people.home]
                others = [one for one in able if one.community != self.people.home]
                rows += zip(at_home, PLAN[::2], strict=False)
                rows += zip(others, PLAN[1::2], strict=False)
            else:
                rows += zip(able, PLAN[:OTHER_PLAN], strict=False)
        self._had_incidents([person for person, _row in rows])
        self._agree(rows)
        self._pay()

    def _may(self, person):
        """Managed, in the hands of police and community."""
        case = person.case
        return person.state == "managed" and case.police_id and case.community_id

    def _had_incidents(self, persons):
        """What makes them eligible, for whom the risk alone does not."""
        visits = self.env["grid.care.visit"]
        calm = [person for person in persons if int(person.case.risk) < 3]
        visits.create(
            [
                {
                    "case_id": person.case.id,
                    "visited_on": self.city.local(person.home).date(),
                    "danger": "2",
                    "note": self.words["incident"],
                }
                for person in calm
            ]
        )

    # -- agreements ------------------------------------------------------------------

    def _agree(self, rows):
        agreements = self.env["grid.guardianship"].create(
            [
                {
                    "case_id": person.case.id,
                    "guardian_true": person.patient.guardian_true,
                    "able": True,
                    "note": self.words["able"],
                    **self._values(person, state, days_ago),
                }
                for person, (state, days_ago, _checked) in rows
            ]
        )
        self._check(rows, agreements)
        for (person, (state, days_ago, _checked)), one in zip(
            rows, agreements, strict=True
        ):
            self._trace(person, state, days_ago, one)
        self.env["grid.workflow.step"].create(self.steps)

    def _values(self, person, state, days_ago):
        day = self.city.day(days_ago)
        if state in (ACTIVE, ENDED, FORFEITED):
            # an agreement is checked while it is in force: its end comes afterwards
            return {
                "state": ACTIVE,
                "amount": AMOUNT,
                "signed_on": day,
                "ends_on": day + YEAR,
                "public_until": day - timedelta(days=9 - PUBLIC),
                "signer_true": person.patient.guardian_true,
                "proof": self.city.signature(),
            }
        public = {PUBLISHED: 0, APPROVED: 7}
        if state in public:
            published = day - timedelta(days=public[state])
            return {"state": state, "public_until": published + timedelta(days=PUBLIC)}
        return {"state": state}

    def _check(self, rows, agreements):
        """In the last month of each quarter; of this one by some."""
        city, values = self.city, []
        now = quarter_of(city.today)
        for (_person, (state, days_ago, checked)), one in zip(
            rows, agreements, strict=True
        ):
            if not one.signed_on:
                continue
            last = min(one.ends_on, city.today)
            if state == FORFEITED:
                last = city.day(days_ago - FORFEITED_AFTER)
            day, days = one.signed_on, {}
            while day <= last:
                # before the end of a quarter
                if day.day <= 20 and (checked or quarter_of(day) < now):
                    days[quarter_of(day)] = day
                day += timedelta(days=1)
            values += [
                {
                    "guardianship_id": one.id,
                    "checked_on": day,
                    "kept": kept,
                    "note": self.words["kept" if kept else "broken"],
                }
                for day in days.values()
                for kept in [state != FORFEITED or day != max(days.values())]
            ]
        self.env["grid.guardianship.check"].create(values)

    def _trace(self, person, state, days_ago, one):
        """The steps that led there, and the end of what has ended."""
        city, course = self.city, COURSE.get(state, COURSE[ACTIVE])
        for name, before, after, kind, earlier in course:
            moment = city.at_daytime(days_ago + earlier, 9, 17)
            reason = self.words["refused"] if name == "refuse" else False
            self._step(one, name, before, after, person.carers[kind], moment, reason)
        if state == FORFEITED:
            ago = days_ago - FORFEITED_AFTER
            moment, reason = city.at_daytime(ago, 9, 17), self.words["forfeited"]
            user = person.carers["centre"]
            self._step(one, "forfeit", ACTIVE, FORFEITED, user, moment, reason)
            one.write({"state": FORFEITED, "ends_on": city.day(ago)})
        if state == ENDED:
            moment = city.at_daytime((city.today - one.ends_on).days - 1, 1, 2)
            root = self.env.ref("base.user_root")
            self._step(one, "lapse", ACTIVE, ENDED, root, moment)
            one.state = ENDED

    def _step(self, *args):
        self.steps.append(self.city.step(*args))

    # -- payments --------------------------------------------------------------------

    def _pay(self):
        """The half-year before the last one is paid, of the last one all else."""
        half = half_of(self.city.today)
        town = self.people.town
        self._run(town, half - HALF - HALF, "approve", "pay")
        self._run(town, half - HALF, "cancel")
        self._run(town, half - HALF, "approve")
        for other in self.people.towns[2:4]:
            self._run(other, half - HALF)

    def _run(self, town, half, *moves):
        """Collected some days after the half-year, or today if that is earlier."""
        city, officer = self.city, self.people.users["officer", town]
        runs = self.env["grid.guardianship.run"].with_user(officer)
        run = runs.create({"grid_id": town.id, "day": half})
        run.action_collect()
        run = run.sudo().with_env(self.env)
        day = min(half + HALF + timedelta(days=9), city.today)
        for at, name in enumerate(moves):
            user = self.people.second if name == "approve" else officer
            values = {"reason": self.words["cancelled"]} if name == "cancel" else {}
            moment = min(
                city.at_daytime((city.today - day).days, 9 + at, 9.8 + at), city.now
            )
            city.move(run, user, name, moment, **values)
