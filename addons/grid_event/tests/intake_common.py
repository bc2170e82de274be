import re
from contextlib import closing
from datetime import datetime
from itertools import zip_longest
from unittest.mock import patch

import psycopg2
from freezegun import freeze_time

from odoo.fields import Command
from odoo.tools import SQL, mute_logger

from odoo.addons.grid_base.tests import properties  # noqa: F401
from odoo.addons.grid_base.tools import bell

from .common import EventCase

MODELS = (
    "grid.event",
    "grid.event.answer",
    "grid.event.informant",
    "grid.event.media",
    "grid.event.task",
    "grid.workflow.step",
    "mail.message",
)
LINKS = {"accept_task_id", "event_id", "id", "main_event_id", "res_id", "task_id"}
NOW = datetime.now().replace(microsecond=0)
QUIET = ("odoo.sql_db", "odoo.addons.base.models.ir_rule", "odoo.models")
GONE = 2**31 - 1


class IntakeCase(EventCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["grid.routing.rule"].search([]).active = False
        houses = cls.env["grid.house"]
        cls.house = houses.create({"grid_id": cls.grid_a11.id, "address": "No. 8"})
        cls.far_house = houses.create({"grid_id": cls.grid_b11.id, "address": "No. 9"})
        cls.plain = {
            "category_id": cls.category.id,
            "description": "A street lamp is broken.",
            "address": "In front of number 3",
        }
        cls.asking = cls.env["grid.event.category"].create(
            {
                "name": "Asking",
                "code": "T-asking",
                "question_ids": [
                    Command.create({"name": "How many?", "kind": "number"}),
                    Command.create({"name": "Where?", "required": True}),
                ],
            }
        )
        cls.curious = cls.env["grid.event.category"].create(
            {
                "name": "Curious",
                "code": "T-curious",
                "parent_id": cls.category.parent_id.id,
                "question_ids": [Command.create({"name": "Who?"})],
            }
        )

    # -- two ways ----------------------------------------------------------------

    def by_steps(self, events, vals_list):
        events = events.create(vals_list)
        for event in events:
            event.action_move("report")
        return events

    def at_once(self, events, vals_list):
        return events.browse(events.submit(vals_list))

    def outcome(self, way, user, vals_list, context=None, su=False):
        """What is in the database afterwards, told without numbers; or the refusal."""
        self.env.flush_all()
        first = {model: self.last_id(model) for model in MODELS}
        events = self.env(user=user, su=su, context=context or {})["grid.event"]
        rung = set()
        savepoint = self.env.cr.savepoint(flush=False)
        with (
            closing(savepoint),
            freeze_time(NOW),
            mute_logger(*QUIET),
            patch.object(bell, "ring", lambda env, *args: rung.add(str(args))),
        ):
            try:
                way(events, vals_list)
                # who writes last is kept, too
                events.env.flush_all()
                rows = {model: self.rows(model, first) for model in MODELS}
                self.env.cr.execute("SELECT count(*) FROM grid_event_watcher_rel")
                return rows, (rung, self.env.cr.fetchone())
            except psycopg2.Error as error:
                return type(error), f"{error.diag.constraint_name}"
            except Exception as error:
                return type(error), re.sub(r"\d{6,}", "N", str(error))
            finally:
                self.env.clear()
                savepoint.rollback()

    def last_id(self, model):
        table = SQL.identifier(self.env[model]._table)
        [(last,)] = self.env.execute_query(SQL("SELECT max(id) FROM %s", table))
        return last or 0

    def rows(self, model, first):
        table = SQL.identifier(self.env[model]._table)
        self.env.cr.execute(
            SQL("SELECT * FROM %s WHERE id > %s ORDER BY id", table, first[model])
        )
        return [self.told(row, first) for row in self.env.cr.dictfetchall()]

    def told(self, row, first):
        """A row with its numbers counted from where this way began."""
        begin = {"accept_task_id": "grid.event.task", "task_id": "grid.event.task"}
        told = dict(row)
        for name in LINKS & row.keys():
            model = begin.get(name, "grid.event")
            told[name] = row[name] and row[name] > first[model]
        told.pop("message_id", None)
        for name, value in told.items():
            if isinstance(value, str):
                # numbers of events
                told[name] = re.sub(r"(20\d{6})\d{6}", r"\1", value)
        return told

    def assertSame(self, *vals_list, user=None, **options):
        """:return: the outcome"""
        user = user or self.worker
        expected = self.outcome(self.by_steps, user, list(vals_list), **options)
        found = self.outcome(self.at_once, user, list(vals_list), **options)
        for part, other in zip(found, expected, strict=True):
            if isinstance(part, dict):
                for model in MODELS:
                    for row, by_steps in zip_longest(part[model], other[model]):
                        self.assertEqual(row, by_steps, model)
            self.assertEqual(part, other)
        return found

    maxDiff = None

    def assertTaken(self, *vals_list, at_once=True, **options):
        """Taken in, the same both ways; and by the one statement, or not."""
        taken = []
        events = self.env.registry["grid.event"]
        original = events._create_reported

        def spy(model, data_list, intake):
            taken.extend(data_list)
            return original(model, data_list, intake)

        with patch.object(events, "_create_reported", spy):
            rows, rung = self.assertSame(*vals_list, **options)
        self.assertIsInstance(rows, dict, rung)
        self.assertEqual(len(rows["grid.event"]), len(vals_list))
        self.assertEqual(len(taken), len(vals_list) if at_once else 0)
        return rows

    def assertRefused(self, *vals_list, **options):
        error, text = self.assertSame(*vals_list, **options)
        self.assertTrue(issubclass(error, Exception), text)
        return error
