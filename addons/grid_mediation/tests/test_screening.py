from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError

from odoo.addons.grid_base.tools.clock import local_today

from .common import MediationCase


class TestScreening(MediationCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.today = local_today(cls.env)
        cls.round = cls.make_round()

    @classmethod
    def make_round(cls, **values):
        rounds = cls.env["grid.screening.round"].with_user(cls.officer)
        record = rounds.create(
            {
                "name": "Before the festival",
                "grid_id": cls.town_a.id,
                "date_from": cls.today,
                "date_to": cls.today + timedelta(days=6),
                "sensitive": True,
                **values,
            }
        )
        record.action_move("start")
        return record.sudo()

    @property
    def task(self):
        return self.round.task_ids.filtered(lambda t: t.grid_id == self.grid_a11)

    def mine(self, user=None):
        return self.task.with_user(user or self.registrar)

    def test_each_unit_grid_gets_a_task(self):
        units = self.env["grid.grid"].search(
            [("id", "child_of", self.town_a.id), ("level_kind", "=", "unit")]
        )
        self.assertEqual(self.round.task_ids.grid_id, units)
        self.assertEqual(self.round.task_count, len(units))

    def test_nothing_found_is_a_report(self):
        self.assertTrue(self.task.is_due)
        self.mine().action_nothing()
        self.assertEqual(self.task.report_ids.mapped("found"), [0])
        self.assertFalse(self.task.is_due)
        self.assertEqual(self.round.reported_count, 1)

    def test_every_day_anew_until_the_last(self):
        self.mine().action_nothing()
        for days, due in ((0, False), (1, True), (6, True), (7, False)):
            with freeze_time(fields.Datetime.now() + timedelta(days=days)):
                self.task.invalidate_recordset()
                self.assertEqual(self.task.is_due, due, days)

    def test_once_is_enough_outside_a_sensitive_time(self):
        self.round = self.make_round(sensitive=False)
        self.mine().action_nothing()
        self.assertEqual(self.round.reported_count, 1)
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.task.invalidate_recordset()
            self.assertFalse(self.task.is_due)

    def test_what_is_found_becomes_a_dispute(self):
        context = self.mine().action_found()["context"]
        disputes = self.env["grid.dispute"].with_user(self.registrar)
        vals = self.dispute_values()
        del vals["source_id"]
        dispute = disputes.with_context(**context).create(vals).sudo()
        self.assertEqual(dispute.screening_task_id, self.task)
        self.assertEqual(dispute.source_id.code, "10")
        self.assertEqual(self.task.report_ids.mapped("found"), [1])
        self.assertEqual(self.round.found_count, 1)
        # another one on the same day is added to the same report
        disputes.with_context(**context).create(vals)
        self.assertEqual(self.task.report_ids.mapped("found"), [2])

    def test_only_who_works_there_and_while_it_runs(self):
        with self.assertRaisesRegex(UserError, "works in this grid"):
            self.mine(self.officer).action_nothing()
        for user in (self.officer_b, self.mediator_user, self.court_user):
            with self.assertRaises(AccessError):
                self.mine(user).action_nothing()
        with self.assertRaises(AccessError):
            self.env["grid.screening.report"].with_user(self.registrar).create(
                {"task_id": self.task.id, "date": self.today, "found": 3}
            )
        self.move(self.round, self.officer, "close")
        with self.assertRaisesRegex(UserError, "is over"):
            self.mine().action_nothing()

    def test_a_worker_does_not_see_the_round_of_others(self):
        with self.assertRaises(AccessError):
            self.round.with_user(self.registrar).read(["name"])
        tasks = self.env["grid.screening.task"].with_user(self.registrar)
        self.assertEqual(tasks.search([]).grid_id, self.grid_a11)

    def test_a_round_that_runs_is_not_changed(self):
        with self.assertRaises(AccessError):
            self.round.with_user(self.officer).write({"sensitive": False})

    def test_reminded_once_a_day(self):
        self.env["ir.config_parameter"].set_param("grid_mediation.remind_hour", 0)
        for _time in range(2):
            self.run_cron("ir_cron_screening_remind")
        told = [("model", "=", self.task._name), ("res_id", "=", self.task.id)]
        self.assertEqual(self.env["mail.message"].search_count(told), 1)

    def test_a_round_of_many_grids_costs_the_same(self):
        self.round.invalidate_recordset()
        with self.assertQueryCount(12):
            self.round.read(["task_count", "reported_count", "found_count"])
