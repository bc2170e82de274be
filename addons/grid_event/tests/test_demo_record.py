from datetime import date, datetime, timedelta

from freezegun import freeze_time

from ..demo.event_city import EventCity
from ..demo.record import STAGES, History, Order, Recorder
from ..tools.moves import ACCEPTED, ARCHIVED, DISPATCHED, IN_PROGRESS, REPORTED
from .common import EventCase

START = datetime.combine(date.today() + timedelta(days=1), datetime.min.time())
"""Tomorrow, as the postings of the tests begin today."""
NOT_COMPARED = {
    "accept_task_id",
    "create_date",
    "create_uid",
    "event_id",
    "id",
    "number",
    "res_id",
    "write_date",
    "write_uid",
}


def at(hours):
    return START + timedelta(hours=hours)


class TestDemoRecord(EventCase):
    """What the demo writes down at once is what the moves would have left."""

    maxDiff = None

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.city_of_demo = EventCity(cls.env)
        cls.recorder = Recorder(cls.city_of_demo)
        cls.vals = {
            "category_id": cls.category.id,
            # a title made up would be in the language of whoever writes it
            "title": "Street lamp",
            "description": "A street lamp is broken.",
            "address": "In front of number 3",
            "grid_id": cls.grid_a11.id,
            "happened_at": START,
        }

    def compared(self, records):
        fields = [
            field
            for field in records._fields.values()
            if field.store and field.column_type and field.name not in NOT_COMPARED
        ]
        # as the database has them
        records.invalidate_recordset()
        return [
            {field.name: field.convert_to_write(r[field.name], r) for field in fields}
            for r in records
        ]

    def assertSameStory(self, event, other):
        self.env.flush_all()
        self.assertEqual(self.compared(event), self.compared(other))
        self.assertEqual(
            event.accept_task_id.mapped("kind"), other.accept_task_id.mapped("kind")
        )
        for name in ("task_ids", "step_ids"):
            self.assertEqual(
                self.compared(event[name].sorted("id")),
                self.compared(other[name].sorted("id")),
            )
        for task, other_task in zip(
            event.task_ids.sorted("id"), other.task_ids.sorted("id"), strict=True
        ):
            self.assertEqual(
                self.compared(task.step_ids), self.compared(other_task.step_ids)
            )
        feedback = self.env["grid.event.feedback"]
        self.assertEqual(
            self.compared(feedback.search([("event_id", "=", event.id)])),
            self.compared(feedback.search([("event_id", "=", other.id)])),
        )

    def write_down(self, history):
        with freeze_time(at(100)):
            self.recorder.route([history])
            return self.recorder.write_down([history])

    def history(self, stage=ARCHIVED):
        """Reported, accepted, given to two departments, verified and rated."""

        def reached(wanted, moment):
            return at(moment) if STAGES.index(stage) >= STAGES.index(wanted) else None

        return History(
            dict(self.vals),
            self.worker,
            at(0),
            stage=stage,
            decider=self.station,
            accepted_at=at(2),
            dispatched_at=at(3),
            orders=[
                Order(
                    self.police,
                    self.handler,
                    taken_at=reached(IN_PROGRESS, 5),
                    answered_at=reached("to_verify", 30),
                    result="Repaired.",
                    instruction="At once.",
                ),
                Order(
                    self.works,
                    self.handler_2,
                    kind="assist",
                    taken_at=reached(IN_PROGRESS, 6),
                    answered_at=reached("to_verify", 28),
                    result="Helped.",
                ),
            ],
            verified_at=at(50),
            rated_at=at(70),
            rating=("03", "01", "Thank you."),
        )

    def steps(self, event):
        """The same with the moves: (stage it leads to, hour, function)."""
        orders = [
            self.order(self.police, instruction="At once."),
            self.order(self.works, kind="assist"),
        ]

        def order(number):
            return event.order_ids.sorted("id")[number]

        return (
            (REPORTED, 0, lambda: self.move(event, self.worker, "report")),
            (ACCEPTED, 2, lambda: self.move(event, self.station, "accept")),
            (
                DISPATCHED,
                3,
                lambda: self.move(event, self.station, "dispatch", orders=orders),
            ),
            (IN_PROGRESS, 5, lambda: self.move(order(0), self.handler, "take")),
            (IN_PROGRESS, 6, lambda: self.move(order(1), self.handler_2, "take")),
            (
                "to_verify",
                28,
                lambda: self.move(order(1), self.handler_2, "answer", result="Helped."),
            ),
            (
                "to_verify",
                30,
                lambda: self.move(order(0), self.handler, "answer", result="Repaired."),
            ),
            ("to_rate", 50, lambda: self.move(event, self.station, "verify")),
            (
                ARCHIVED,
                70,
                lambda: self.move(
                    event,
                    self.station,
                    "rate",
                    rating_id=self.code("rating", "03"),
                    method_id=self.code("visit_method", "01"),
                    result="Thank you.",
                ),
            ),
        )

    def test_every_stage_is_what_the_moves_leave(self):
        for stage in STAGES:
            with self.subTest(stage=stage):
                with freeze_time(START):
                    moved = self.make_event(**self.vals)
                for reached, hour, step in self.steps(moved):
                    if STAGES.index(reached) <= STAGES.index(stage):
                        with freeze_time(at(hour)):
                            step()
                history = self.history(stage)
                written = self.write_down(history)
                self.assertEqual(moved.sudo().state, stage)
                self.assertSameStory(moved.sudo(), written)

    def test_solved_on_the_spot(self):
        with freeze_time(START):
            moved = self.make_event(**self.vals)
            self.move(moved, self.worker, "solve", result="Talked to both.")
        history = History(dict(self.vals), self.worker, START, solved="Talked to both.")
        self.assertSameStory(moved.sudo(), self.write_down(history))

    def test_a_rule_that_names_a_department(self):
        rule = self.env["grid.routing.rule"].create(
            {
                "name": "Straight to the works",
                "category_id": self.category.id,
                "target_kind": "organization",
                "organization_id": self.works.id,
            }
        )
        rule.action_try()
        rule.action_put_in_force()
        with freeze_time(START):
            moved = self.make_event(**self.vals)
            self.move(moved, self.worker, "report")
        history = History(
            dict(self.vals),
            self.worker,
            START,
            stage=DISPATCHED,
            accepted_at=START,
            dispatched_at=START,
            orders=[Order(self.works, self.handler_2)],
        )
        self.assertSameStory(moved.sudo(), self.write_down(history))
