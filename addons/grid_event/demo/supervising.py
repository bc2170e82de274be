"""What those above did: reminders, cards, instructions, applications, random checks.

By the people who may, with the real methods; then set back to when it was.
"""

from datetime import timedelta

from odoo.exceptions import UserError

from ..models.grid_event_supervision_move import SUPERVISOR
from ..tools.moves import TASK_OPEN
from .play import Stage

ESCALATED = 36
"""How many late tasks went up by themselves; for the others it is done by the job."""
ISSUED = (
    # login, kind, card, how many, how it goes on
    ("county_officer", "remind", None, 3, None),
    ("county_officer", "supervise", "red", 2, None),
    ("county_officer", "supervise", "yellow", 2, "answer"),
    ("city_officer", "remind", None, 4, None),
    ("city_officer", "supervise", "yellow", 3, "close"),
    ("city_officer", "supervise", "red", 2, "answer"),
    ("city_head", "supervise", "black", 1, None),
    ("town_head", "remind", None, 2, None),
    ("leader", "instruction", None, 4, None),
    ("leader", "instruction", None, 3, "answer"),
)
LOGINS = ("grid_worker", "patrol_inspector", "station_head", "department_handler")
"""Whose desks are reminded, supervised and instructed first."""
APPLIED = (
    # kind, what becomes of it, how many
    ("extension", None, 4),
    ("extension", "approve", 4),
    ("extension", "refuse", 2),
    ("extension", "withdraw", 1),
    ("suspension", None, 2),
    ("suspension", "approve", 2),
    ("void", None, 2),
    ("void", "approve", 1),
    ("recategorise", None, 2),
    ("recategorise", "approve", 1),
)
ASKED = (
    # who has to answer, category, how many
    ("county_officer", "0601", 2),
    ("city_officer", "0501", 2),
)
"""A station of Hanjiang applies to the county; the county's centre, which decides about
what is built there, to the city."""
EXTENSIONS = (3, 2, 1)
"""Working days: as many as the cap leaves, which counts the days of holidays, too."""
CHECKS = (
    # login, how many are drawn
    ("city_officer", 12),
    ("county_officer", 5),
)


class Supervising:
    def __init__(self, city, cast, stories):
        self.city, self.cast, self.stories = city, cast, stories
        self.env = city.env
        self.words = city.event_words["supervision"]
        self.taken = self.env["grid.event"]

    def load(self):
        self.city.restart(20171202)
        stage = Stage(self.city)
        stage.play([*self._issued(), *self._applied(), *self._asked()])
        stage.play(self._escalated())
        self._checks()

    def _user(self, login):
        return self.env["res.users"].search([("login", "=", login)])

    def _place(self, user):
        return user.grid_staff_ids.current_posting_ids.grid_id[:1]

    def _ago(self, longest, shortest=2):
        hours = self.city.random.uniform(shortest, longest)
        return self.city.now - timedelta(hours=hours)

    def _since(self, event, longest):
        """A moment of the last hours, after the last thing that happened."""
        last = max(event.step_ids.mapped("date"))
        return max(self._ago(longest), last + timedelta(minutes=3))

    # -- supervision -------------------------------------------------------------

    def _issued(self):
        for login, kind, card, count, more in ISSUED:
            user = self._user(login)
            for task in self._supervised(user, count):
                yield self._supervision(user, task, kind, card, more)

    def _supervised(self, user, count):
        """Open tasks below a user, those of the other demo logins first."""
        tasks = self.env["grid.event.task"]
        place = self._place(user)
        domain = [
            ("grid_id", "child_of", place.id),
            ("state", "in", TASK_OPEN),
            ("kind", "!=", "rate"),
            ("deadline", "!=", False),
            # of departments and desks below: nobody supervises their own
            "|",
            ("organization_id", "!=", False),
            "&",
            ("node_id", "child_of", place.id),
            ("node_id", "!=", place.id),
        ]
        mine = [self._tasks_of(login) for login in LOGINS]
        own = tasks.browse().union(*mine).filtered_domain(domain)
        found = own | tasks.search([*domain, ("is_overdue", "=", True)])
        found = found.filtered(lambda task: task.event_id not in self.taken)
        # half for the logins, half anywhere
        own = [task for task in found if task in own]
        chosen = self.city.random.sample(own, min(len(own), (count + 1) // 2))
        others = [task for task in found if task not in own]
        chosen += self.city.random.sample(others, min(len(others), count - len(chosen)))
        for task in chosen:
            self.taken |= task.event_id
        return chosen

    def _tasks_of(self, login):
        tasks = self.env["grid.event.task"].with_user(self._user(login))
        return tasks.search([("waits_for_me", "=", True)]).with_env(self.env)

    def _supervision(self, user, task, kind, card, more):
        supervision = self.env["grid.event.supervision"].with_user(user)
        moment = self._since(task.event_id, 40)
        remark = self.city.random.choice(self.words[kind])
        made = supervision._issue(task.with_user(user), kind, remark, card)
        yield task.event_id, moment
        if not more:
            return
        actor = self.cast.acting(task.node_id or task.organization_id)
        answer = self.city.random.choice(self.words["answers"])
        made.with_user(actor).action_move("answer", {"answer": answer})
        moment += (self.city.now - moment) / 3
        yield task.event_id, moment
        if more == "close":
            made.with_user(user).action_move("close")
            moment += (self.city.now - moment) / 2
            yield task.event_id, moment

    def _escalated(self):
        """The job of every quarter of an hour, for some of the late tasks."""
        tasks = self.env["grid.event.task"]
        mine = [self._tasks_of(login) for login in LOGINS]
        late = tasks.browse().union(*mine).filtered("is_overdue")
        # the others those that were late last: cards of all colours
        late |= tasks.search(
            [
                ("is_overdue", "=", True),
                ("state", "in", TASK_OPEN),
                ("kind", "!=", "rate"),
                ("id", "not in", late.ids),
            ],
            order="deadline desc, id",
            limit=max(0, ESCALATED - len(late)),
        )
        return [self._escalation(task) for task in late if task.kind != "rate"]

    def _escalation(self, task):
        steps = self.env["grid.event.escalation"].search([])
        due = task._due_steps(steps, task_ids=task.ids).get(task.id, ())
        for step in steps.browse(due):
            task._escalate_step(step)
            start = max(task.deadline, task.sent_at)
            moment = start + timedelta(hours=step.hours, minutes=7)
            # what has been late for a minute is found at once
            yield task.event_id, min(moment, self.city.now - timedelta(seconds=1))

    # -- applications ------------------------------------------------------------

    def _applied(self):
        events = self.env["grid.event"].search(
            [
                ("state", "in", ("dispatched", "in_progress")),
                ("arbiter_id", "=", False),
                ("id", "not in", self.taken.ids),
            ]
        )
        at_hand = self._near_logins()
        near = [e for e in events if e in at_hand]
        others = [e for e in events if e not in near]
        self.city.random.shuffle(near)
        self.city.random.shuffle(others)
        for kind, end, count in APPLIED:
            for at in range(count):
                pools = (near, others) if at % 2 == 0 else (others, near)
                yield self._application(*self._matter(pools, kind), end)

    def _matter(self, pools, kind):
        """The next event of the pools, what is applied for, and its values."""
        for one in (kind, "suspension"):
            # near long holidays no more days can be granted: then it is suspended
            for pool in pools:
                for event in reversed(pool):
                    if values := self._application_values(event, one):
                        pool.remove(event)
                        return event, one, values
        raise LookupError(kind)

    def _asked(self):
        """Whatever chance brings: each of those who answer has something to answer."""
        for login, code, count in ASKED:
            stations = self._stations_asking(self._place(self._user(login)))
            for _ in range(count):
                station = self.city.random.choice(stations)
                days = self.city.random.uniform(4, 9)
                yield self._delayed(self.stories.case(station, days, code))

    def _stations_asking(self, node):
        """The stations of Hanjiang that apply to the county; all, where the city is
        asked, as then it is the county that applies."""
        hanjiang = self.city.grids[self.city.places["hanjiang"]]
        stations = self.cast.stations_in(hanjiang)
        if node != hanjiang:
            return stations
        path = self.env["grid.grid"]._event_territory().path
        return [
            station
            for station in stations
            if node._event_first_staffed(path(station.id)[1:], SUPERVISOR) == node
        ]

    def _delayed(self, case):
        """Handed out, and then a season or works stand in the way."""
        yield from self.stories.hand_out(case)
        values = self._application_values(case.event, "suspension")
        yield from self._application(case.event, "suspension", values, None)

    def _near_logins(self):
        """Events that the demo logins hold or answer applications about."""
        codes = [self.city.places[name] for name in ("xialin", "longqiao", "hanjiang")]
        grids = [self.city.grids[code].id for code in codes]
        return self.env["grid.event"].search([("grid_id", "child_of", grids)])

    def _application_values(self, event, kind):
        """What is applied for; nothing if it is not possible for the event."""
        city = self.city
        if kind == "extension":
            values = self._extension(event)
        elif kind == "suspension":
            codes = self.env["grid.code"].search([("table", "=", "event_suspension")])
            values = {"suspension_id": city.random.choice(codes).id}
        elif kind == "recategorise":
            other = "0611" if event.category_id.code != "0611" else "0601"
            values = {"category_id": city.categories[other].id}
        else:
            values = {}
        if values is None:
            return None
        return values | {"reason": city.random.choice(self.words[kind])}

    def _extension(self, event):
        for days in EXTENSIONS:
            try:
                event._check_cap(event, days, "working_day")
            except UserError:
                continue
            return {"extend_value": days, "extend_unit": "working_day"}
        return None

    def _application(self, event, kind, values, end):
        city = self.city
        user = self.cast.dispatcher(event._decider())
        moment = self._since(event, 60)
        number = event.with_user(user).action_apply(kind, values)
        yield event, moment
        if not end:
            return
        application = self.env["grid.event.application"].browse(number)
        if end == "withdraw":
            application.with_user(user).action_move("withdraw")
        else:
            approvers = application.approver_id._event_users(SUPERVISOR) - user
            opinion = city.random.choice(self.words[end])
            application.with_user(approvers[0]).action_move(end, {"opinion": opinion})
        yield event, moment + (city.now - moment) / 3

    # -- random checks -----------------------------------------------------------

    def _checks(self):
        for login, number in CHECKS:
            user = self._user(login)
            wizard = self.env["grid.event.check.draw"].with_user(user).sudo(False)
            wizard = wizard.create(
                {
                    "node_id": self._place(user).id,
                    "number": number,
                    "seed": str(self.city.random.randrange(10**9)),
                    "date_from": self.city.today - timedelta(days=60),
                }
            )
            wizard.action_draw()
        checks = self.env["grid.event.check"].search([], order="id")
        for at, check in enumerate(checks):
            if at % 3 == 2:
                # somebody has still to look
                continue
            passed = at % 5 != 3
            key = "pass" if passed else "fail"
            remark = self.city.random.choice(self.words[f"check_{key}"])
            check.with_user(check.checker_id).sudo(False).action_move(
                key, {"remark": remark}
            )
