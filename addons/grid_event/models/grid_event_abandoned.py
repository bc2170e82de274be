from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools import slices
from ..tools.moves import DRAFT, TASK_OPEN
from ..tools.settings import RATE_DAYS, get_int


class GridEvent(models.Model):
    """Events that nobody would ever touch again move on by themselves."""

    _inherit = "grid.event"

    _abandoned_idx = models.Index(
        "(reporter_id) WHERE state = 'draft' AND reported_at IS NOT NULL"
    )

    @api.model
    def _move_names(self):
        return super()._move_names() | {"pass_on": self.env._("Passed On")}

    # -- reports that came back to somebody who is gone ------------------------------

    @api.model
    def _find_abandoned_drafts(self, left_out, limit):
        """Rejected or withdrawn reports whose reporter has left, locked."""
        drafts = Domain("state", "=", DRAFT) & Domain("reported_at", "!=", False)
        rows = self._read_group(drafts, ["reporter_id"])
        reporters = self.env["res.users"].union(*(user for (user,) in rows))
        gone = reporters._event_left()
        if not gone:
            return self.browse()
        found = drafts & Domain("reporter_id", "in", gone.ids)
        found &= Domain("id", "not in", left_out)
        return slices.lock_free(self.search(found, limit=limit, order="id"))

    def _report_again(self, event):
        """The station decides what becomes of it."""
        event._make_move("report", {"reason": event.reporter_id.name})

    def _check_complete(self):
        """What the reporter left out, nobody can add any more."""
        if self.env.uid == SUPERUSER_ID and self.reporter_id._event_left():
            return
        super()._check_complete()

    def _move_reject(self, values):
        if self.reporter_id._event_left():
            raise UserError(
                self.env._("Its reporter is no longer there: declare it invalid.")
            )
        return super()._move_reject(values)

    # -- events that nobody rated ---------------------------------------------------

    @api.model
    def _cron_archive_unrated(self):
        slices.run(self.env, self._find_unrated, self._archive_one)

    @api.model
    def _find_unrated(self, left_out, limit):
        days = get_int(self.env, RATE_DAYS)
        tasks = self.env["grid.event.task"].search(
            Domain("kind", "=", "rate")
            & Domain("state", "in", TASK_OPEN)
            & Domain("sent_at", "<=", fields.Datetime.now() - timedelta(days=days))
            & Domain("event_id", "not in", left_out),
            limit=limit,
            order="sent_at, id",
        )
        return slices.lock_free(tasks.event_id.filtered(lambda e: e.state == "to_rate"))

    def _archive_one(self, event):
        event._make_move("archive_unrated")
