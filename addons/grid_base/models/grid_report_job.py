import logging
import time

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL
from odoo.tools.date_utils import subtract

_logger = logging.getLogger(__name__)

PARAMETER_BACKGROUND = "grid_base.report_background_rows"
PARAMETER_KEEP = "grid_base.report_keep_days"
BACKGROUND_ROWS = 20_000
KEEP_DAYS = 7
PROGRESS_SECONDS = 1


class GridReportJob(models.Model):
    """A report that somebody asked for: what, with which filters, and why.

    A small one is written when it is downloaded and not kept. A large one is written
    in the background, as the user and with the rights of that moment; the file is
    kept some days for who asked for it.
    """

    _name = "grid.report.job"
    _description = "Requested Report"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"

    name = fields.Char(required=True, readonly=True)
    report = fields.Char("Report Model", required=True, readonly=True)
    filters = fields.Json(readonly=True)
    reason = fields.Char(readonly=True)
    requester_id = fields.Many2one(
        "res.users", required=True, readonly=True, index=True, ondelete="cascade"
    )
    state = fields.Selection(
        [
            ("direct", "Downloaded"),
            ("pending", "In Preparation"),
            ("done", "Ready"),
            ("failed", "Failed"),
        ],
        default="direct",
        required=True,
        readonly=True,
    )
    row_count = fields.Integer("Rows", readonly=True)
    rows_written = fields.Integer(compute="_compute_progress")
    progress = fields.Float("Progress (%)", compute="_compute_progress")
    error = fields.Text(readonly=True)
    date_done = fields.Datetime("Ready On", readonly=True)
    attachment_id = fields.Many2one("ir.attachment", "File", readonly=True)

    @api.depends("state", "row_count")
    def _compute_progress(self):
        # sudo: whoever may see the job may see how far it is
        lines = self.env["grid.report.progress"].sudo()
        written = dict(
            lines._read_group([("job_id", "in", self.ids)], ["job_id"], ["rows:max"])
        )
        for job in self:
            done = job.state == "done"
            job.rows_written = job.row_count if done else written.get(job, 0)
            # while it runs it is never shown as complete
            share = 100 * job.rows_written / max(job.row_count, 1)
            job.progress = 100 if done else min(share, 99)

    def action_download(self):
        """Fetch the file; the notice that it is ready has done its work."""
        self.ensure_one()
        if not self.attachment_id:
            raise UserError(self.env._("This report has no file."))
        # sudo: the requester may read the job, not change it
        self.sudo().activity_ids.unlink()
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self.attachment_id.id}?download=true",
            "target": "download",
        }

    @api.autovacuum
    def _gc_reports(self):
        days = self._parameter(PARAMETER_KEEP, KEEP_DAYS)
        limit = subtract(fields.Datetime.now(), days=days)
        self.search([("create_date", "<", limit)], limit=1000).unlink()

    @api.model
    @api.private
    def _request(self, report, filters, reason=""):
        """Ask for a report; what to do next is in the action returned.

        :param str report: name of a model that inherits ``grid.xlsx.report``
        :param dict filters: values of the report's filters, as JSON
        """
        model = self._report_model(report)
        model._check_may_run()
        if model._personal:
            reason = self.env["grid.access.log"]._check_reason(reason)
        count = model._count(filters)
        large = count > self._parameter(PARAMETER_BACKGROUND, BACKGROUND_ROWS)
        # sudo: jobs are made and changed by code only, users cannot write them
        job = self.sudo().create(
            {
                "name": model._full_title(filters),
                "report": report,
                "filters": filters,
                "reason": reason,
                "requester_id": self.env.uid,
                "row_count": count,
                "state": "pending" if large else "direct",
            }
        )
        job = job.sudo(False)
        return job._start() if large else job._direct()

    def _direct(self):
        report = self.env.ref("grid_base.action_report_export")
        action = report.report_action(self, config=False)
        return dict(action, close_on_report_download=True)

    def _start(self):
        self.with_delay(
            description=self.name, identity_key=f"grid_report_job_{self.id}"
        )._run()
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    @api.model
    def _report_model(self, name):
        model = self.env.get(name)
        base = self.env.registry["grid.xlsx.report"]
        if model is None or not isinstance(model, base) or model._name == base._name:
            raise UserError(self.env._("There is no such report."))
        return model

    @api.model
    def _parameter(self, name, default):
        # sudo: parameters are closed to ordinary users
        value = self.env["ir.config_parameter"].sudo().get_param(name)
        return int(value) if value else default

    def _render(self):
        """The file, written now and for the user who asked."""
        self.ensure_one()
        self.check_access("read")
        self._check_requester()
        file, _rows = self._report_model(self.report)._file_of(self)
        return file

    def _check_requester(self):
        user = self.requester_id
        if self.env.su or user != self.env.user or not user.active:
            raise AccessError(
                self.env._("A report is written for the user who asked for it only.")
            )

    def _run(self):
        """Write the file in the background. Running it again does no harm."""
        self.ensure_one()
        if not self.exists() or self.state == "done":
            return
        self._check_requester()
        try:
            with self.env.cr.savepoint():
                self._finish()
        except OperationalError:
            raise  # a collision: the queue tries again
        except Exception as error:
            _logger.exception("Report %s failed", self.id)
            self._fail(error)

    def _finish(self):
        model = self._report_model(self.report).with_context(
            lang=self.requester_id.lang
        )
        file, rows = model._file_of(self, self._progress_writer())
        # sudo: the requester may read the job and its file, not change them
        job = self.sudo()
        job.attachment_id = job.env["ir.attachment"].create(
            {
                "name": f"{job.name}.xlsx",
                "raw": file,
                "res_model": job._name,
                "res_id": job.id,
            }
        )
        job.write(
            {"state": "done", "row_count": rows, "date_done": fields.Datetime.now()}
        )
        self._notify(self.env._("Ready: %s", self.name), "success")

    def _fail(self, error):
        known = isinstance(error, UserError)
        text = str(error) if known else self.env._("The report could not be written.")
        # sudo: as in _finish
        self.sudo().write({"state": "failed", "error": text})
        self._notify(self.env._("Failed: %s", self.name), "danger")

    def _notify(self, title, kind):
        """Tell the requester, inside the system only: no e-mail about reports."""
        # sudo: an activity needs the right to write on the job
        self.sudo().activity_schedule(
            "mail.mail_activity_data_todo",
            summary=title,
            user_id=self.requester_id.id,
        )
        self.requester_id._bus_send(
            "simple_notification", {"type": kind, "message": title, "sticky": True}
        )

    def _progress_writer(self):
        """Function that keeps the number of rows written, at most once a second."""
        last = 0.0

        def write(rows):
            nonlocal last
            if time.monotonic() - last >= PROGRESS_SECONDS:
                last = time.monotonic()
                self._write_progress(rows)

        return write

    def _write_progress(self, rows):
        # a cursor of its own: seen at once, while the file is being written. The job
        # may have been deleted by its requester meanwhile.
        with self.env.registry.cursor() as cr:
            cr.execute(
                SQL(
                    """
                    INSERT INTO grid_report_progress (job_id, rows)
                    SELECT id, %(rows)s FROM grid_report_job WHERE id = %(job)s
                    ON CONFLICT (job_id) DO UPDATE SET rows = %(rows)s
                    """,
                    job=self.id,
                    rows=rows,
                )
            )
