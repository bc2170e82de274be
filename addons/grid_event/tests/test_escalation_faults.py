from contextlib import suppress
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from ..tools import slices
from .test_escalation import EscalationCase


class Killed(BaseException):
    """The worker process is gone: nothing catches it."""


class TestEscalationFaults(EscalationCase):
    """What a run that breaks off leaves behind: whole slices and nothing else."""

    def setUp(self):
        super().setUp()
        self.tasks = self.env["grid.event.task"]
        for _number in range(5):
            self.tasks |= self.station_task()
        self.env.flush_all()

    def run_job(self, work):
        def run(env, find, _work, size=2):
            return original(env, find, lambda task: work(task, _work), size)

        original = slices.run
        with (
            self.late(self.tasks[-1], 1),
            self.enter_registry_test_mode(),
            patch.object(slices, "run", run),
        ):
            with self.env.registry.cursor() as cr:
                self.env(cr=cr)["grid.event.task"]._cron_escalate()

    def check(self, expected):
        self.env.invalidate_all()
        for task, done in zip(self.tasks, expected, strict=True):
            self.assertEqual(len(self.records(task)), done)
            self.assertEqual(task.escalation_level, done)
            notices = self.notices(self.station, task.event_id)
            self.assertEqual(len(notices), done)

    def test_killed_in_the_second_slice(self):
        dying = self.tasks[3].id

        def work(task, escalate):
            escalate(task)
            if task.id == dying:
                raise Killed

        # not assertRaises: it would undo the first slice as well
        with suppress(Killed):
            self.run_job(work)
        self.check([1, 1, 0, 0, 0])
        self.run_job(lambda task, escalate: escalate(task))
        self.check([1] * 5)

    def test_a_race_lost_is_run_again(self):
        lost = []

        def work(task, escalate):
            escalate(task)
            if not lost:
                lost.append(task.id)
                raise SerializationFailure

        self.run_job(work)
        self.check([task.id not in lost for task in self.tasks])
        self.run_job(lambda task, escalate: escalate(task))
        self.check([1] * 5)

    def test_one_that_fails_stops_no_other(self):
        poisoned = self.tasks[2].id

        def work(task, escalate):
            escalate(task)
            if task.id == poisoned:
                raise ValueError("poisoned")

        with self.assertLogs("odoo.addons.grid_event.tools.slices", "ERROR"):
            self.run_job(work)
        self.check([1, 1, 0, 1, 1])
