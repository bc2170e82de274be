from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs

from .test_xlsx_report import XlsxCase


@tagged("post_install", "-at_install")
class TestXlsxBackground(XlsxCase):
    """Large reports are written by the queue, for their requester alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("grid_base.report_background_rows", 2)
        cls.worker = cls.make_staff("Zhang San", cls.grid_a11)

    def ask(self, **filters):
        """Request a roster; return action, job and the jobs queued."""
        with trap_jobs() as trap:
            action, job = self.request(self.officer_a, "grid.report.staff", **filters)
        return action, job, trap

    def run_job(self, job):
        # the file is written with a second cursor for its progress
        with self.enter_registry_test_mode():
            job._run()

    def test_small_report_is_not_queued(self):
        self.env["ir.config_parameter"].set_param("grid_base.report_background_rows", 9)
        action, job, trap = self.ask()
        trap.assert_jobs_count(0)
        self.assertEqual(action["type"], "ir.actions.report")
        self.assertEqual(action["context"]["active_ids"], job.ids)
        self.assertEqual(job.state, "direct")

    def make_large(self):
        for number in range(3):
            self.make_staff(f"Worker {number}", self.grid_a12)

    def test_large_report_is_queued(self):
        self.make_large()
        action, job, trap = self.ask()
        trap.assert_jobs_count(1, only=job._run)
        self.assertEqual((action["res_model"], action["res_id"]), (job._name, job.id))
        self.assertEqual(job.state, "pending")
        self.assertGreater(job.row_count, 2)
        self.assertEqual(job.progress, 0)

    def test_queue_runs_it_as_the_requester(self):
        self.make_large()
        _action, _job, trap = self.ask()
        [queued] = trap.enqueued_jobs
        self.assertEqual(queued.recordset.env.user, self.officer_a)
        self.assertFalse(queued.recordset.env.su)

    def test_file(self):
        self.make_large()
        _action, job, _trap = self.ask()
        self.run_job(job)
        self.assertEqual(job.state, "done")
        self.assertEqual(job.progress, 100)
        sheet = self.sheet(job.attachment_id.raw)
        names = [row[2] for row in sheet.iter_rows(min_row=5, values_only=True)]
        self.assertIn("Zhang San", names)
        self.assertEqual(job.row_count, len(names))

    def test_file_is_the_requesters_alone(self):
        self.make_large()
        _action, job, _trap = self.ask()
        self.run_job(job)
        for user in (self.officer_b, self.env.ref("base.user_admin")):
            with self.assertRaises(AccessError):
                job.with_user(user).read(["name"])
            with self.assertRaises(AccessError):
                job.attachment_id.with_user(user).read(["raw"])
            self.assertFalse(job.with_user(user).search([("id", "=", job.id)]))

    def test_notice_without_mail(self):
        self.make_large()
        _action, job, _trap = self.ask()
        mails = self.env["mail.mail"].search_count([])
        self.run_job(job)
        activity = job.sudo().activity_ids
        self.assertEqual(activity.user_id, self.officer_a)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)
        action = job.action_download()
        self.assertIn(f"/web/content/{job.attachment_id.id}", action["url"])
        self.assertFalse(job.sudo().activity_ids)

    def test_transferred_meanwhile(self):
        self.make_large()
        _action, job, _trap = self.ask()
        self.officer_a.sudo().grid_staff_ids.posting_ids.grid_id = self.town_b
        self.run_job(job)
        sheet = self.sheet(job.attachment_id.raw)
        names = [row[2] for row in sheet.iter_rows(min_row=5, values_only=True)]
        self.assertNotIn("Zhang San", names)

    def test_rights_lost_meanwhile(self):
        self.make_large()
        _action, job, _trap = self.ask()
        self.officer_a.sudo().grid_staff_ids.posting_ids.unlink()
        with mute_logger("odoo.addons.grid_base.models.grid_report_job"):
            self.run_job(job)
        self.assertEqual(job.state, "failed")
        self.assertIn("Staff Roster", job.error)
        self.assertFalse(job.attachment_id)

    def test_failure_leaves_nothing_behind(self):
        self.make_large()
        _action, job, _trap = self.ask()
        report = self.env.registry["grid.report.staff"]
        with (
            patch.object(report, "_roles", side_effect=ZeroDivisionError("secret")),
            mute_logger("odoo.addons.grid_base.models.grid_report_job"),
        ):
            self.run_job(job)
        self.assertEqual(job.state, "failed")
        self.assertNotIn("secret", job.error)
        with self.assertRaises(UserError):
            job.action_download()

    def test_run_twice(self):
        self.make_large()
        _action, job, _trap = self.ask()
        self.run_job(job)
        first = job.attachment_id
        self.run_job(job)
        self.assertEqual(job.attachment_id, first)

    def test_progress_is_seen(self):
        self.make_large()
        _action, job, _trap = self.ask()
        with self.enter_registry_test_mode():
            job._write_progress(1)
            job._write_progress(2)
        job.invalidate_recordset()
        self.assertEqual(job.rows_written, 2)
        self.assertEqual(job.progress, 100 * 2 / job.row_count)

    def test_deleted_after_some_days(self):
        self.make_large()
        _action, old, _trap = self.ask()
        self.run_job(old)
        file = old.attachment_id
        _action, new, _trap = self.ask()
        past = fields.Datetime.now() - timedelta(days=8)
        self.env.cr.execute(
            "UPDATE grid_report_job SET create_date = %s WHERE id = %s", (past, old.id)
        )
        self.env["grid.report.job"]._gc_reports()
        self.assertFalse(old.sudo().exists())
        self.assertFalse(file.sudo().exists())
        self.assertTrue(new.sudo().exists())


@tagged("post_install", "-at_install")
class TestXlsxWizard(XlsxCase):
    def wizard(self, user, report, **values):
        model = self.env["grid.report.wizard"].with_user(user)
        return model.create({"report": report, **values})

    def test_defaults(self):
        wizard = self.wizard(self.officer_a, "grid.report.ledger")
        self.assertEqual(wizard.grid_id, self.town_a)
        last = self.today.replace(day=1) - timedelta(days=1)
        self.assertEqual(wizard.month, last.replace(day=1).isoformat())

    def test_months_offered(self):
        wizard = self.env["grid.report.wizard"].with_user(self.officer_a)
        with freeze_time("2026-01-31 16:30:00"):  # the 1st of February in the city
            months = wizard._selection_month()
        self.assertEqual(
            months[:2],
            [
                ("2026-02-01", "February 2026"),
                ("2026-01-01", "January 2026"),
            ],
        )

    def test_only_own_filters(self):
        wizard = self.wizard(
            self.officer_a, "grid.report.ledger", staff_category="patrol"
        )
        self.assertIn(",grid_id,", wizard.shown)
        self.assertNotIn(",month,", wizard.shown)
        self.assertFalse(wizard.personal)
        wizard.action_download()
        job = self.env["grid.report.job"].with_user(self.officer_a).search([], limit=1)
        self.assertEqual(job.filters, {"grid_id": self.town_a.id})

    def test_reports_offered_by_right(self):
        worker = self.make_user("xlsx_wizard_worker", self.grid_a11, "grid_worker")
        model = self.env["grid.report.wizard"]
        offered = dict(model.with_user(worker)._selection_report())
        self.assertIn("grid.report.ledger", offered)
        self.assertNotIn("grid.report.staff", offered)
        offered = dict(model.with_user(self.officer_a)._selection_report())
        self.assertEqual(offered["grid.report.staff"], "Staff Roster")

    def test_filter_reaches_the_file(self):
        self.make_staff("Inspector", self.grid_a11, category="patrol")
        wizard = self.wizard(
            self.officer_a,
            "grid.report.staff",
            reason="Inspection",
            staff_category="patrol",
        )
        wizard.action_download()
        job = self.env["grid.report.job"].with_user(self.officer_a).search([], limit=1)
        sheet = self.sheet(job._render())
        names = [row[2] for row in sheet.iter_rows(min_row=5, values_only=True)]
        self.assertEqual(names, ["Inspector"])

    def test_period_in_order(self):
        wizard = self.wizard(
            self.officer_a,
            "grid.report.ledger",
            date_from="2026-02-01",
            date_to="2026-01-01",
        )
        with self.assertRaises(UserError):
            wizard.action_download()


@tagged("post_install", "-at_install")
class TestReportingMonth(XlsxCase):
    def bounds(self, month):
        report = self.env["grid.xlsx.report"]
        return [day.isoformat() for day in report._bounds({"month": month})]

    def test_natural_month(self):
        self.assertEqual(self.bounds("2026-02-01"), ["2026-02-01", "2026-02-28"])

    def test_from_the_26th(self):
        self.env["ir.config_parameter"].set_param("grid_base.month_first_day", 26)
        self.assertEqual(self.bounds("2026-01-01"), ["2025-12-26", "2026-01-25"])
        self.assertEqual(self.bounds("2026-03-01"), ["2026-02-26", "2026-03-25"])
