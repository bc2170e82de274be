"""A quarter of events over all counties and towns, and the month of the micro-grid.

Their whole life is drawn first; what would lie in the future has not happened yet. So
the last days are full of open events in every state, and some got stuck before.
"""

from datetime import timedelta

from ..tools.moves import (
    ACCEPTED,
    ARCHIVED,
    DISPATCHED,
    IN_PROGRESS,
    REPORTED,
    TO_RATE,
    TO_VERIFY,
)
from .event_city import DAYS
from .record import STAGES, History, Order, Recorder

EVENTS = 1500
ON_THE_SPOT = 0.14
STUCK = 0.07
"""How many of the last weeks wait for somebody who does not act."""
STUCK_DAYS = 40
LATE_ACCEPTED, LATE_HANDLED = 0.05, 0.09
ASSISTED, COUNTERSIGNED, INSTRUCTED = 0.12, 0.05, 0.4
FAR = timedelta(days=3650)
MICRO_GRID_DAYS = 30
MICRO_GRID = {
    ARCHIVED: 338,
    REPORTED: 24,
    ACCEPTED: 12,
    DISPATCHED: 38,
    IN_PROGRESS: 46,
    TO_VERIFY: 10,
}
"""482 reports of which 338 were dealt with; the other 14 are played (``stories``)."""
MICRO_GRID_CATEGORIES = {
    "0611": 14, "0612": 11, "0703": 8, "0704": 7, "0701": 4, "0904": 6, "0901": 3,
    "0801": 5, "0803": 4, "0804": 5, "0201": 4, "0202": 2, "0203": 2, "0501": 4,
    "0406": 4, "0604": 2, "0610": 3, "0105": 1, "0601": 5, "0603": 3, "0402": 3,
    "0605": 2, "99": 1,
}  # fmt: skip
TO_TOWNS = ("0601", "0603", "0402", "0605", "99")
RATINGS = (
    # code, weight
    ("03", 30),
    ("02", 50),
    ("04", 14),
    ("01", 6),
)
AT_HAND = (
    # place, category, stage, days ago, whose order, how many
    ("xialin", None, REPORTED, 0.4, None, 3),
    ("xialin", None, REPORTED, 12, None, 2),
    ("xialin", None, ACCEPTED, 1, None, 2),
    ("xialin", "0402", DISPATCHED, 1, "grid_worker", 3),
    ("xialin", "0803", IN_PROGRESS, 3, "grid_worker", 2),
    ("xialin", "0301", IN_PROGRESS, 18, "grid_worker", 1),
    ("xialin", "0804", DISPATCHED, 2, "patrol_inspector", 3),
    ("xialin", "0703", IN_PROGRESS, 18, "patrol_inspector", 2),
    ("xialin", None, TO_VERIFY, 3, None, 2),
    ("xialin", None, TO_VERIFY, 17, None, 1),
    ("xialin", None, TO_RATE, 6, None, 2),
    ("longqiao", "0611", REPORTED, 0.4, None, 2),
    ("longqiao", "0704", REPORTED, 12, None, 1),
    ("longqiao", "0611", ACCEPTED, 1, None, 2),
    ("longqiao", "0704", TO_VERIFY, 17, None, 2),
    ("hanjiang", "0904", REPORTED, 0.4, None, 3),
    ("hanjiang", "0501", REPORTED, 12, None, 2),
    ("hanjiang", "0906", ACCEPTED, 1, None, 2),
    ("hanjiang", "0104", TO_VERIFY, 17, None, 2),
    ("hanjiang", "0201", DISPATCHED, 1, "department_handler", 3),
    ("hanjiang", "0202", IN_PROGRESS, 3, "department_handler", 2),
    ("hanjiang", "0203", IN_PROGRESS, 18, "department_handler", 2),
)
"""What waits for the logins of the README. Some of it is late even where holidays
put the deadline off."""
BUSY = {"xialin": 9, "longqiao": 2.5, "hanjiang": 1.6, "licheng": 0.8}


class Quarter:
    def __init__(self, city, cast, wording):
        self.city, self.cast, self.wording = city, cast, wording
        self.recorder = Recorder(city)

    def load(self):
        self.city.restart(20171001)
        stations = [one for grids in self.cast.stations.values() for one in grids]
        weights = [self._busy(station) for station in stations]
        # one in every place and of every category at least, whatever chance says
        places = stations[:EVENTS]
        places += self.city.random.choices(stations, weights, k=EVENTS - len(places))
        codes = list(self.wording.codes)
        codes += [None] * (EVENTS - len(codes))
        histories = [
            self._draft(place, code) for place, code in zip(places, codes, strict=True)
        ]
        self.recorder.route(histories)
        for history in histories:
            self._live(history, self._stuck(history))
        return self.recorder.write_down(histories)

    def load_at_hand(self):
        """What waits for the logins, so that whoever tries them has something to do."""
        self.city.restart(20171107)
        histories, stages = [], []
        for place, code, stage, days, login, count in AT_HAND:
            for _ in range(count):
                histories.append(self._at_hand(place, code, days, login))
                stages.append(stage)
        return self._write_down(histories, stages)

    def load_micro_grid(self):
        """A month of citizens' reports through WeChat, in exact numbers."""
        self.city.restart(20171031)
        licheng = self.city.grids[self.city.places["licheng"]]
        stations = self.cast.stations_in(licheng)
        stages = [stage for stage, count in MICRO_GRID.items() for _ in range(count)]
        # one of every category has been dealt with, so that all departments had work
        codes = list(MICRO_GRID_CATEGORIES)
        codes += [None] * (len(stages) - len(codes))
        histories = [
            self._citizens_report(
                self.city.random.choice(stations), licheng, stage, code
            )
            for stage, code in zip(stages, codes, strict=True)
        ]
        return self._write_down(histories, stages)

    def _write_down(self, histories, stages):
        """Let each come to its stage by today."""
        self.recorder.route(histories)
        for history, stage in zip(histories, stages, strict=True):
            self._live(history, stage)
            self._squeeze(history, stage)
        return self.recorder.write_down(histories)

    # -- who reports what --------------------------------------------------------

    def _busy(self, station):
        """Bigger communities report more, and those of the demo logins."""
        weight = station.child_count**0.5
        for name, more in BUSY.items():
            if station.code.startswith(self.city.places[name].rstrip("0")):
                weight *= more
        return weight

    def _draft(self, station, code=None):
        """A report by somebody who works in the community."""
        city, chance = self.city, self.city.random
        moment = city.at_daytime(chance.randrange(DAYS))
        moment = min(moment, city.now - timedelta(minutes=chance.randint(20, 400)))
        user, grid, channel, source = self.reporter(station)
        code = code or self.wording.category()
        happened = moment - timedelta(minutes=chance.choice((5, 10, 20, 40, 120, 600)))
        vals = self.wording.event(code, grid, happened, channel, source)
        history = History(vals, user, moment, code=code)
        if channel == "01" and chance.random() < ON_THE_SPOT:
            history.solved = chance.choice(city.event_words["on_the_spot"])
        return history

    def reporter(self, station):
        """Who reports, where, through which channel, how known.

        People report in the grids where they are posted.
        """
        chance = self.city.random
        units = station.child_ids
        kind = chance.choices(("worker", "patrol", "head", "town"), (45, 30, 17, 8))[0]
        if kind == "worker" and (workers := self.cast.workers(station)):
            user, unit = chance.choice(workers)
            return user, unit, "01", chance.choice(("01", "01", "02"))
        if kind == "patrol" and (patrol := self.cast.patrol(station)):
            return chance.choice(patrol), chance.choice(units), "01", "01"
        if kind == "town":
            user = self.cast.dispatcher(station.parent_id)
            channel, source = chance.choice(
                (("06", "02"), ("06", "02"), ("07", "02"), ("02", "05"), ("02", "03"))
            )
            return user, chance.choice(units), channel, source
        user = self.cast.dispatcher(station)
        return user, chance.choice(units), "02", chance.choice(("02", "02", "04", "99"))

    def _citizens_report(self, station, licheng, stage, code=None):
        """The desk of the micro-grid records what a citizen wrote."""
        city, chance = self.city, self.city.random
        days = chance.uniform(3, MICRO_GRID_DAYS - 1)
        if stage != ARCHIVED:
            days = days / 2 if chance.random() < 0.3 else chance.uniform(0.1, 5)
        moment = city.at_daytime(int(days))
        moment = min(moment, city.now - timedelta(minutes=chance.randint(20, 400)))
        weights = MICRO_GRID_CATEGORIES
        if stage in (REPORTED, ACCEPTED):
            # what goes to a department is passed on at once
            weights = {code: weights[code] for code in TO_TOWNS}
        code = code or chance.choices(list(weights), list(weights.values()))[0]
        grid = chance.choice(station.child_ids)
        happened = moment - timedelta(minutes=chance.choice((3, 5, 10, 30, 60)))
        vals = self.wording.event(code, grid, happened, "05", "02")
        return History(vals, self.cast.dispatcher(licheng), moment, code=code)

    def _at_hand(self, place, code, days, login):
        chance = self.city.random
        prefix = self.city.places[place].rstrip("0")
        station = chance.choice(
            [
                one
                for grids in self.cast.stations.values()
                for one in grids
                if one.code.startswith(prefix)
            ]
        )
        user, grid, channel, source = self.reporter(station)
        desk = self.cast.desk_of(login) if login else None
        if login == "grid_worker":
            grid = desk
        moment = self.city.at_daytime(int(days), 8, 17)
        latest = self.city.now - timedelta(hours=days, minutes=chance.randint(1, 120))
        moment = min(moment, latest)
        code = code or self.wording.category()
        ordinary = self.city.code("urgency", "01")
        vals = self.wording.event(
            code, grid, moment, channel, source, urgency_id=ordinary
        )
        moment += timedelta(minutes=chance.randint(2, 20))
        return History(vals, user, moment, code=code, desk=desk)

    # -- its life ----------------------------------------------------------------

    def _stuck(self, history):
        """Where it stays: with somebody who does not act."""
        chance = self.city.random
        old = history.reported_at < self.city.now - timedelta(days=STUCK_DAYS)
        if old or chance.random() > STUCK:
            return ARCHIVED
        return chance.choices(STAGES[:-1], (3, 2, 4, 5, 2, 2))[0]

    def _live(self, history, stop):
        """Draw what happens until ``stop``, and leave out what is still to come."""
        if history.solved:
            return
        city, chance = self.city, self.city.random
        node, _organization, _rule = history.route
        history.decider = self.cast.dispatcher(node)
        start = history.reported_at
        if history.at_once():
            history.accepted_at = history.dispatched_at = start
        else:
            late = chance.random() < LATE_ACCEPTED
            hours = (50, 90) if late else (0.1, 8)
            history.accepted_at = city.later(start, *hours)
            history.dispatched_at = city.later(history.accepted_at, 0.05, 4)
        history.orders = self._orders(history)
        late = chance.random() < LATE_HANDLED
        for order in history.orders:
            order.taken_at = city.later(history.dispatched_at, 0.2, 14)
            hours = (170, 330) if late and order.kind == "main" else (3, 90)
            order.answered_at = city.later(order.taken_at, *hours)
        history.verified_at = city.later(history.completed_at, 0.5, 30)
        history.rated_at = city.later(history.verified_at, 1, 60)
        history.rating = self._rating()
        self._stop(history, stop)
        self._cut(history)

    def _orders(self, history):
        chance, words = self.city.random, self.city.event_words
        node, organization, _rule = history.route
        grid = self.city.env["grid.grid"].browse(history.vals["grid_id"])
        main = (
            history.desk or organization or self.wording.desks(history.code, grid, node)
        )
        orders = [self._order(main, "main", self.wording.result(history.code))]
        if organization:
            return orders
        if chance.random() < INSTRUCTED:
            orders[0].instruction = chance.choice(words["instructions"])
        for kind, share in (("assist", ASSISTED), ("countersign", COUNTERSIGNED)):
            desk = self.wording.desk(
                chance.choice(("station", "police_station", "chengguan")), grid, node
            )
            taken = [order.desk for order in orders]
            if chance.random() < share and desk and desk not in taken:
                orders.append(self._order(desk, kind, chance.choice(words[kind])))
        return orders

    def _order(self, desk, kind, result):
        return Order(desk, self.cast.acting(desk), kind, result=result)

    def _rating(self):
        chance, words = self.city.random, self.city.event_words
        codes, weights = zip(*RATINGS, strict=True)
        code = chance.choices(codes, weights)[0]
        method = chance.choices(("01", "02", "03", "04"), (6, 2, 1, 2))[0]
        text = chance.choice(words["complaints" if code == "01" else "visits"])
        return code, method, text if chance.random() < 0.6 else ""

    def _stop(self, history, stop):
        """Nothing beyond a stage happens before long."""
        far = self.city.now + FAR
        at = STAGES.index(stop)
        if at < STAGES.index(ACCEPTED):
            history.accepted_at = far
        if at < STAGES.index(DISPATCHED):
            history.dispatched_at = far
        for order in history.orders:
            if at < STAGES.index(IN_PROGRESS):
                order.taken_at = far
            if at < STAGES.index(TO_VERIFY):
                order.answered_at = far
        if at < STAGES.index(TO_RATE):
            history.verified_at = far
        if at < STAGES.index(ARCHIVED):
            history.rated_at = far

    def _cut(self, history):
        """What lies in the future has not happened; the stage follows."""
        now = self.city.now - timedelta(minutes=5)
        for order in history.orders:
            if history.dispatched_at > now or order.taken_at > now:
                order.taken_at = order.answered_at = None
            elif order.answered_at > now:
                order.answered_at = None
        taken = any(order.taken_at for order in history.orders)
        answered = all(order.answered_at for order in history.orders)
        steps = (
            (ACCEPTED, history.accepted_at <= now),
            (DISPATCHED, history.dispatched_at <= now),
            (IN_PROGRESS, taken),
            (TO_VERIFY, answered),
            (TO_RATE, history.verified_at <= now),
            (ARCHIVED, history.rated_at <= now),
        )
        history.stage = REPORTED
        for stage, reached in steps:
            if not reached:
                break
            history.stage = stage

    def _squeeze(self, history, stage):
        """A stage that must be reached by now: the same life, lived faster."""
        while history.stage != stage:
            history.reported_at -= timedelta(days=1)
            history.vals["happened_at"] -= timedelta(days=1)
            self._live(history, stage)
