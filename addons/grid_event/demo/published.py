"""What the published case tells, with invented people and in words of our own.

A woman brought back from a bridge by a patrol inspector; a card that was fetched for an
old man of a mountain village; a shed of a farm pulled down by several together.
"""

from datetime import timedelta

from .play import Case

PLACES = {
    "bridge": "350302001003",
    "card": "350302100210",
    "shed": "350303102207",
}


class Published:
    def __init__(self, city, cast, wording):
        self.city, self.cast, self.wording = city, cast, wording
        self.texts = city.event_words["published"]

    def cases(self):
        self.city.restart(20171128)
        yield self.bridge()
        yield self.card()
        yield self.shed()

    def _case(self, name, code, user, grid, days, hour, **more):
        city, texts = self.city, self.texts[name]
        day = city.at_daytime(days, 0, 0)
        moment = day + timedelta(hours=hour)
        vals = self.wording.event(
            code,
            grid,
            moment,
            title=texts["title"],
            description=texts["description"],
            address=texts["address"],
            **more,
        )
        case = Case(city, self.cast, vals, user, moment + timedelta(minutes=8))
        case.code = code
        return case

    def _place(self, name):
        return self.city.grids[PLACES[name]]

    def _answer(self, case, order, text):
        yield case.handle(order, "take")
        case.wait(0.3, 1.5, office=False)
        yield case.handle(order, "answer", result=text)
        case.wait(0.2, 1, office=False)

    def _close(self, case, texts, rating, hours):
        yield case.decide("verify", remark=texts["remark"])
        case.wait(*hours)
        yield case.decide(
            "rate",
            rating_id=self.city.code("rating", rating),
            method_id=self.city.code("visit_method", "02"),
            result=texts["visit"],
        )

    def bridge(self):
        texts, station = self.texts["bridge"], self._place("bridge")
        patrol = self.cast.patrol(station)[0]
        case = self._case(
            "bridge",
            "0205",
            patrol,
            station.child_ids[0],
            days=24,
            hour=17.1,
            urgency_id=self.city.code("urgency", "02"),
            impact_id=self.city.code("impact", "01"),
            people_count=1,
            answer_ids=False,
        )
        yield case.report()
        case.wait(0.05, 0.08, office=False)
        yield case.decide("accept")
        case.wait(0.02, 0.05, office=False)
        police = self.cast.department("police_station", station.parent_id)
        orders = [
            {
                "organization_id": police.id,
                "kind": "main",
                "instruction": texts["instruction"],
                "limit_value": 4,
                "limit_unit": "hour",
            },
            {"node_id": station.id, "kind": "assist", "instruction": texts["escort"]},
        ]
        yield case.decide("dispatch", orders=orders)
        case.wait(0.1, 0.2, office=False)
        main, escort = case.orders().sorted("id")
        yield from self._answer(case, main, texts["main"])
        yield from self._answer(case, escort, texts["assist"])
        case.wait(12, 15)
        yield from self._close(case, texts, "03", (48, 60))

    def card(self):
        texts, station = self.texts["card"], self._place("card")
        worker, unit = self.cast.workers(station)[0]
        case = self._case("card", "0603", worker, unit, days=31, hour=9.5)
        yield case.report()
        case.wait(0.5, 2)
        yield case.decide("accept")
        yield case.dispatch(unit, instruction=texts["instruction"])
        case.wait(1, 3)
        yield from self._answer(case, case.orders(), texts["main"])
        yield from self._close(case, texts, "03", (20, 30))

    def shed(self):
        texts, station = self.texts["shed"], self._place("shed")
        worker, unit = self.cast.workers(station)[0]
        case = self._case("shed", "0501", worker, unit, days=38, hour=10.2)
        yield case.report()
        case.wait(1, 3)
        yield case.decide("accept")
        case.wait(0.2, 1)
        hanjiang = station.parent_id.parent_id
        yield case.dispatch(
            self.cast.department("chengguan", hanjiang),
            self.cast.department("guotu", hanjiang),
            station.parent_id,
            instruction=texts["instruction"],
        )
        case.wait(20, 26)
        answers = (texts["main"], texts["land"], texts["assist"])
        for order, text in zip(case.orders().sorted("id"), answers, strict=True):
            yield from self._answer(case, order, text)
        case.wait(3, 20)
        yield from self._close(case, texts, "02", (30, 50))
