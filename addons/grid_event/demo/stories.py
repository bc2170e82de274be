"""Events that do not go straight, played with the real moves by those who may.

Each function is one event on its way: it yields after every move.
"""

from datetime import timedelta

from .event_city import DAYS
from .play import Case, Stage
from .published import Published
from .quarter import TO_TOWNS

COUNTS = (
    # story, how many over the quarter, how many near the demo logins
    ("returned_once", 15, 4),
    ("returned_twice", 5, 3),
    ("binding", 4, 1),
    ("not_solved_at_first", 7, 2),
    ("reopened", 4, 2),
    ("suspended", 3, 2),
    ("suspended_and_resumed", 4, 1),
    ("extended", 4, 2),
    ("invalid", 18, 3),
    ("merged", 12, 3),
    ("rejected", 3, 2),
    ("withdrawn", 3, 1),
    ("reported_up", 8, 4),
    ("to_the_city", 4, 3),
    ("handed_down", 3, 0),
    ("handled_at_the_desk", 10, 3),
    ("taken_back", 3, 1),
    ("joined_by_others", 7, 3),
    ("in_confidence", 3, 2),
    ("rated_by_the_reporter", 10, 3),
)
MICRO_GRID_INVALID, MICRO_GRID_MERGED, MICRO_GRID_SUSPENDED = 5, 5, 4


class Stories:
    def __init__(self, city, cast, quarter):
        self.city, self.cast = city, cast
        self.quarter, self.wording = quarter, quarter.wording
        self.words = city.event_words

    def load(self):
        self.city.restart(20171129)
        stage = Stage(self.city)
        published = Published(self.city, self.cast, self.wording)
        cases = [*self._micro_grid(), *self._of_the_quarter(), *published.cases()]
        return stage.play(cases)

    def _of_the_quarter(self):
        stations = [one for grids in self.cast.stations.values() for one in grids]
        home = self.city.grids[self.city.places["xialin"]]
        for name, count, at_home in COUNTS:
            story = getattr(self, name)
            for at in range(count + at_home):
                place = self.city.random.choice(stations) if at < count else home
                # those at home have just begun; the first is late in any calendar
                span = (4, 9) if at >= count else (4 if at else 30, DAYS - 1)
                days = self.city.random.uniform(*span)
                yield story(self.case(place, days))

    def _micro_grid(self):
        licheng = self.city.grids[self.city.places["licheng"]]
        stations = self.cast.stations_in(licheng)
        for story, count in (
            (self.invalid, MICRO_GRID_INVALID),
            (self.merged, MICRO_GRID_MERGED),
            (self.suspended, MICRO_GRID_SUSPENDED),
        ):
            for _ in range(count):
                place = self.city.random.choice(stations)
                yield story(self.citizens_case(place, licheng))

    # -- casting -----------------------------------------------------------------

    def case(self, station, days, code=None, **more):
        """An event that somebody of the community reported some days ago."""
        city = self.city
        moment = city.at_daytime(int(days), 8, 18)
        user, grid, channel, source = self.quarter.reporter(station)
        code = code or self.wording.category()
        more.setdefault("urgency_id", city.code("urgency", "01"))
        vals = self.wording.event(code, grid, moment, channel, source, **more)
        return self._begin(vals, user, moment, code)

    def citizens_case(self, station, licheng):
        city = self.city
        moment = city.at_daytime(city.random.randint(4, 20), 8, 18)
        grid = city.random.choice(station.child_ids)
        # a matter of the towns: of departments another rule disposes
        code = city.random.choice(TO_TOWNS)
        ordinary = city.code("urgency", "01")
        vals = self.wording.event(code, grid, moment, "05", "02", urgency_id=ordinary)
        return self._begin(vals, self.cast.dispatcher(licheng), moment, code)

    def _begin(self, vals, user, moment, code):
        case = Case(self.city, self.cast, vals, user, moment)
        case.code = code
        return case

    def desk(self, case, *taken):
        """A handler that has no order yet."""
        grid, decider = case.event.grid_id, case.event._decider()
        for _ in range(6):
            desk = self.wording.desks(case.code, grid, decider)
            if desk not in taken:
                return desk
        for key in ("police_station", "chengguan", "judicial_office", "station"):
            desk = self.wording.desk(key, grid, decider)
            if desk and desk not in taken:
                return desk
        raise LookupError(grid.display_name)

    def pick(self, key):
        return self.city.random.choice(self.words[key])

    # -- parts -------------------------------------------------------------------

    def begin(self, case):
        yield case.report()
        case.wait(0.2, 8)
        yield case.decide("accept")
        case.wait(0.1, 3)

    def hand_out(self, case, *desks):
        yield from self.begin(case)
        desks = desks or (self.desk(case),)
        yield case.dispatch(*desks, instruction=self.pick("instructions"))
        case.wait(0.3, 10)

    def work(self, case):
        """Open orders are taken and answered."""
        for order in case.orders():
            if order.state == "sent":
                yield case.handle(order, "take")
                case.wait(2, 40)
            result = self.wording.result(case.code)
            yield case.handle(order, "answer", result=result)
            case.wait(0.5, 6)

    def close(self, case):
        case.wait(0.5, 20)
        yield case.decide("verify", remark=self.pick("verify_remarks"))
        case.wait(1, 40)
        yield self.rate(case)

    def rate(self, case):
        code, method, text = self.quarter._rating()
        return case.decide(
            "rate",
            rating_id=self.city.code("rating", code),
            method_id=self.city.code("visit_method", method),
            result=text or False,
        )

    def give_back(self, case, order):
        code = self.city.random.choice(list(self.words["return_reasons"]))
        return case.handle(
            order,
            "return",
            return_id=self.city.code("return", code),
            reason=self.city.random.choice(self.words["return_reasons"][code]),
        )

    # -- stories -----------------------------------------------------------------

    def returned_once(self, case):
        yield from self.hand_out(case)
        order = case.orders()
        yield self.give_back(case, order)
        if self.recent(case):
            return
        case.wait(0.5, 12)
        desk = self.desk(case, order.node_id, order.organization_id)
        yield case.dispatch(desk)
        case.wait(1, 12)
        yield from self.work(case)
        yield from self.close(case)

    def recent(self, case):
        """Whether it happened a few days ago: then it may still be open."""
        days = timedelta(days=9)
        return case.time > self.city.now - days and self.city.random.random() < 0.8

    def _twice(self, case):
        yield from self.hand_out(case)
        first = case.orders()
        yield self.give_back(case, first)
        case.wait(0.5, 12)
        taken = [first.node_id, first.organization_id]
        yield case.dispatch(self.desk(case, *taken))
        case.wait(1, 12)
        yield self.give_back(case, case.orders())

    def returned_twice(self, case):
        """It waits for the arbiter."""
        yield from self._twice(case)

    def binding(self, case):
        yield from self._twice(case)
        case.wait(1, 20)
        yield case.dispatch(self.desk(case), instruction=self.pick("instructions"))
        case.wait(1, 20)
        yield from self.work(case)
        yield from self.close(case)

    def not_solved_at_first(self, case):
        yield from self.hand_out(case)
        yield from self.work(case)
        case.wait(0.5, 20)
        yield case.decide("fail", reason=self.pick("fail_reasons"))
        if self.recent(case):
            return
        case.wait(4, 50)
        yield from self.work(case)
        yield from self.close(case)

    def reopened(self, case):
        yield from self.hand_out(case)
        yield from self.work(case)
        yield from self.close(case)
        if case.time > self.city.now - timedelta(days=14):
            case.wait(20, 60)
            reason = self.pick("reopen_reasons")
            yield case.move(case.reporter, "reopen", reason=reason)

    def suspended(self, case):
        yield from self.hand_out(case)
        yield case.system("suspend", reason=self.pick("suspend_reasons"))

    def suspended_and_resumed(self, case):
        yield from self.suspended(case)
        case.wait(30, 160)
        yield case.decide("resume")
        case.wait(4, 40)
        yield from self.work(case)
        yield from self.close(case)

    def extended(self, case):
        yield from self.hand_out(case)
        for order in case.orders("sent"):
            yield case.handle(order, "take")
        case.wait(20, 60)
        case.event._deadline_extend(5, "working_day", self.pick("extend_reasons"))
        yield case.now()
        if self.recent(case):
            return
        case.wait(24, 90)
        yield from self.work(case)
        yield from self.close(case)

    def invalid(self, case):
        code = self.city.random.choice(("02", "03"))
        case.event.description = self.city.say(self.words["invalid_texts"][code])
        yield case.report()
        case.wait(0.5, 20)
        yield case.decide(
            "invalidate",
            invalid_id=self.city.code("invalid", code),
            reason=self.city.random.choice(self.words["invalid_reasons"][code]),
        )

    def merged(self, case):
        """The same matter was reported there shortly before."""
        domain = [
            ("grid_id", "child_of", case.event.grid_id.parent_id.id),
            ("state", "not in", ("draft", "void")),
            ("reported_at", "<=", case.time),
            ("reported_at", ">=", case.time - timedelta(days=30)),
            ("channel_id", "=", case.event.channel_id.id),
            ("category_id.question_ids", "=", False),
            ("category_id.parent_id.question_ids", "=", False),
            ("id", "!=", case.event.id),
        ]
        if case.event.channel_id.code == "05":
            domain.append(("category_id.code", "in", TO_TOWNS))
        main = self.city.env["grid.event"].search(domain, limit=1)
        if main:
            case.event.answer_ids.unlink()
            case.event.write(
                {
                    "category_id": main.category_id.id,
                    "address": main.address,
                    "title": main.title,
                }
            )
        yield case.report()
        case.wait(0.3, 6)
        if main:
            yield case.decide("merge", main_event_id=main.id)
        else:
            duplicate = self.city.code("invalid", "01")
            yield case.decide("invalidate", invalid_id=duplicate)

    def rejected(self, case):
        yield case.report()
        case.wait(0.5, 8)
        yield case.decide("reject", reason=self.pick("reject_reasons"))
        if not self.recent(case):
            case.wait(1, 20)
            yield from self.hand_out(case)
            yield from self.work(case)
            yield from self.close(case)

    def withdrawn(self, case):
        yield case.report()
        case.wait(0.1, 0.5)
        yield case.move(case.reporter, "withdraw")

    def reported_up(self, case):
        yield case.report()
        case.wait(0.5, 8)
        yield case.decide("report_up", reason=self.pick("up_reasons"))
        if self.recent(case):
            return
        case.wait(1, 20)
        yield case.decide("accept")
        case.wait(0.2, 5)
        yield case.dispatch(self.desk(case), instruction=self.pick("instructions"))
        case.wait(0.5, 10)
        yield from self.work(case)
        yield from self.close(case)

    def to_the_city(self, case):
        """Over a level, for the city to decide."""
        root = self.city.grids[self.city.places["city"]]
        yield case.report()
        case.wait(0.5, 8)
        reason = self.pick("up_reasons")
        yield case.decide("report_up", node_id=root.id, reason=reason)
        if self.city.random.random() < 0.5:
            case.wait(1, 20)
            yield case.decide("accept")

    def handed_down(self, case):
        yield case.report()
        case.wait(0.5, 8)
        yield case.decide("report_up", reason=self.pick("up_reasons"))
        case.wait(0.5, 8)
        community = case.event.grid_id.parent_id
        if case.holder == community:
            return
        reason = self.pick("down_reasons")
        yield case.decide("hand_down", node_id=community.id, reason=reason)

    def handled_at_the_desk(self, case):
        yield from self.begin(case)
        case.wait(1, 30)
        yield case.decide("handle", result=self.wording.result(case.code))
        yield from self.close(case)

    def taken_back(self, case):
        yield from self.hand_out(case)
        yield case.decide("take_back", reason=self.pick("take_back_reasons"))
        case.wait(0.1, 2)
        yield case.dispatch(self.desk(case))
        case.wait(0.5, 10)
        yield from self.work(case)
        yield from self.close(case)

    def joined_by_others(self, case):
        """A main handler and two others; one of them is called off."""
        yield from self.begin(case)
        first = self.desk(case)
        second = self.desk(case, first)
        yield case.dispatch(first, second, instruction=self.pick("instructions"))
        case.wait(0.2, 2)
        order = case.orders("sent")[-1]
        if self.city.random.random() < 0.4:
            decider = self.cast.dispatcher(order.sender_id)
            order.with_user(decider).action_move(
                "recall", {"reason": self.pick("recall_reasons")}
            )
            yield case.now()
            return
        yield from self.work(case)
        yield from self.close(case)

    def in_confidence(self, case):
        """The informant is invented like everybody, and sealed all the same."""
        case.event.description = self.city.say(self.words["sealed_texts"])
        case.event.write(
            {
                "informant_name": self.city.person_name()[0],
                "informant_phone": self.city.mobile_phone(),
            }
        )
        yield from self.hand_out(case)

    def rated_by_the_reporter(self, case):
        yield from self.hand_out(case)
        yield from self.work(case)
        case.wait(0.5, 20)
        yield case.decide("verify")
        case.wait(1, 40)
        code = self.city.random.choice(("02", "03", "03", "04"))
        rating = self.city.code("rating", code)
        yield case.move(case.reporter, "rate", rating_id=rating)
