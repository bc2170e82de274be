import hashlib
import json
import logging
from datetime import datetime

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools.append_only import PURGE_SETTING, make_append_only
from ..tools.ranges import ranges_to_text, text_to_ids

_logger = logging.getLogger(__name__)

#: how many rows one seal covers at most
BATCH = 5000
FIRST = "0" * 64
#: PIPL art. 56: records of processing are kept for three years at least
RETENTION = relativedelta(years=3)
KEEP_DAYS = ("grid_base.access_log_keep_days", 0)

#: the columns that a seal covers; a new version is added when columns are
COLUMNS = {
    1: (
        "id",
        "date",
        "uid",
        "login",
        "kind",
        "model",
        "res_id",
        "res_ids",
        "field_names",
        "record_count",
        "reason",
        "detail",
        "channel",
        "ip",
        "session",
    )
}
VERSION = max(COLUMNS)


def _digest(values):
    text = json.dumps(values, ensure_ascii=False, default=datetime.isoformat)
    return hashlib.sha256(text.encode()).hexdigest()


class GridAccessSeal(models.Model):
    """A link of the chain over the access log.

    A seal names the rows it covers one by one (as ranges of ids) and holds a hash of
    them and of the seal before. Rows get their ids when they are written and become
    visible when their transaction ends, so ids have gaps and come late: a trigger
    notes each new row in ``grid_access_log_queue``, and a seal takes what it finds
    there. Nobody who reads waits for another: only this job links the chain.

    Rows past the retention time may be purged by whole seals. The seals stay, and
    a row of kind ``purge`` says up to which one the rows are gone.
    """

    _name = "grid.access.seal"
    _description = "Seal of the Access Log"
    _order = "number desc"
    _rec_name = "number"
    _log_access = False

    number = fields.Integer(
        "Seal Number", required=True, readonly=True, aggregator=None
    )
    date = fields.Datetime(required=True, readonly=True)
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    members = fields.Text(
        "Log Rows",
        required=True,
        readonly=True,
        help="Numbers of the log rows, as ranges.",
    )
    row_count = fields.Integer("Rows", required=True, readonly=True)
    rows_hash = fields.Char(required=True, readonly=True)
    previous_hash = fields.Char(required=True, readonly=True)
    hash = fields.Char(required=True, readonly=True)

    _number_uniq = models.UniqueIndex("(number)")

    def init(self):
        make_append_only(self.env.cr, self._table)

    # ---- only ever added -----------------------------------------------------

    # Nobody comes past these two, so neither calls super().
    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("Seals of the access log cannot be changed."))

    # pylint: disable=method-required-super,no-raise-unlink,raise-unlink-override
    def unlink(self):
        raise UserError(self.env._("Seals of the access log cannot be deleted."))

    # ---- seal ----------------------------------------------------------------

    @api.model
    def _cron_seal(self):
        """Seal what has been logged since the last time; purge what is too old."""
        while count := self._seal():
            self.env["ir.cron"]._commit_progress(count)
        log = self.env["grid.access.log"]
        if keep := log._setting(KEEP_DAYS):
            before = fields.Datetime.now() - relativedelta(days=keep)
            self._purge(before, self.env._("Retention of %s days", keep))

    @api.model
    def _seal(self):
        """Link one more seal to the chain. Return how many rows it covers.

        If two run at once, the unique number of the seal lets only one commit.
        """
        cr = self.env.cr
        self.env["grid.access.log"].flush_model()
        cr.execute(
            SQL(
                """DELETE FROM grid_access_log_queue WHERE log_id IN (
                       SELECT log_id FROM grid_access_log_queue
                        ORDER BY log_id LIMIT %s)
                   RETURNING log_id""",
                BATCH,
            )
        )
        ids = sorted(row[0] for row in cr.fetchall())
        if not ids:
            return 0
        # sudo: nobody has the right to create seals
        seals = self.sudo()
        last = seals.search([], limit=1)
        vals = {
            "number": last.number + 1,
            "date": fields.Datetime.now(),
            "version": VERSION,
            "members": ranges_to_text(ids),
            "previous_hash": last.hash or FIRST,
        }
        vals["row_count"], vals["rows_hash"] = self._rows_digest(ids, VERSION)
        vals["hash"] = self._seal_digest(vals)
        seals.create(vals)
        return len(ids)

    @api.model
    def _rows_digest(self, ids, version):
        """How many of the rows exist, and the hash of all they say."""
        columns = SQL(", ").join(map(SQL.identifier, COLUMNS[version]))
        self.env.cr.execute(
            SQL(
                "SELECT %s FROM grid_access_log WHERE id = ANY(%s) ORDER BY id",
                columns,
                list(ids),
            )
        )
        rows = self.env.cr.fetchall()
        return len(rows), _digest(rows)

    @api.model
    def _seal_digest(self, vals):
        names = ("number", "date", "version", "members", "row_count", "rows_hash")
        return _digest([vals["previous_hash"], *(vals[name] for name in names)])

    # ---- check ---------------------------------------------------------------

    @api.model
    def _verify(self, anchor=None):
        """Check the whole chain.

        :param anchor: a hash noted earlier, outside of this database. Who owns the
            database could write a whole new chain; that would not contain it.
        :return: what is wrong (list of sentences), what was checked (dict)
        """
        self.flush_model()
        self.env["grid.access.log"].flush_model()
        problems, covered, hashes = [], set(), set()
        previous, number, present = FIRST, 0, 0
        purged = self._purged_upto(problems)
        for seal in self._in_order():
            number += 1
            vals = seal.read(load=None)[0]
            members = set(text_to_ids(seal.members))
            if seal.number != number:
                problems.append(self.env._("Seal %s is missing.", number))
                number = seal.number
            if seal.previous_hash != previous or seal.hash != self._seal_digest(vals):
                problems.append(self.env._("Seal %s was altered.", number))
            if members & covered:
                problems.append(self.env._("Seal %s covers rows twice.", number))
            if number > purged:
                count, digest = self._rows_digest(members, seal.version)
                present += count
                if (count, digest) != (seal.row_count, seal.rows_hash):
                    problems.append(self.env._("Rows of seal %s were altered.", number))
            covered |= members
            hashes.add(seal.hash)
            previous = seal.hash
        problems += self._verify_unsealed(present)
        if anchor and anchor not in hashes:
            problems.append(self.env._("No seal has the hash %s.", anchor))
        return problems, {"seals": number, "rows": present, "head": previous}

    @api.model
    def _in_order(self):
        """All seals, the first first, some at a time."""
        # sudo: the check reads all seals and tells no more than its verdict
        seals, last = self.sudo(), 0
        while batch := seals.search(
            [("number", ">", last)], order="number", limit=1000
        ):
            yield from batch
            last = batch[-1].number
            batch.invalidate_recordset(flush=False)

    @api.model
    def _purged_upto(self, problems):
        """The last seal whose rows may be gone: purged, and old enough for that."""
        # sudo: as in _verify
        purges = self.env["grid.access.log"].sudo().search([("kind", "=", "purge")])
        upto = 0
        for purge in purges:
            seal = self.sudo().search([("id", "=", purge.res_id)])
            if not seal or seal.date > purge.date - RETENTION:
                problems.append(
                    self.env._(
                        "Log row %s claims a purge that was too early.", purge.id
                    )
                )
            else:
                upto = max(upto, seal.number)
        return upto

    @api.model
    def _verify_unsealed(self, present):
        """Every row is in a seal or waits for one."""
        cr = self.env.cr
        cr.execute("SELECT count(*) FROM grid_access_log")
        (rows,) = cr.fetchone()
        cr.execute(
            """SELECT count(log.id), count(*) FROM grid_access_log_queue queue
            LEFT JOIN grid_access_log log ON log.id = queue.log_id"""
        )
        waiting, queued = cr.fetchone()
        if waiting < queued:
            yield self.env._("%s unsealed rows were deleted.", queued - waiting)
        if rows != present + waiting:
            yield self.env._(
                "%s rows were put in behind the seals.", rows - present - waiting
            )

    def action_verify(self):
        """The check, for an auditor at the screen."""
        self.browse().check_access("read")
        problems, done = self._verify()
        if problems:
            kind, message = "danger", "\n".join(problems)
        else:
            kind = "success"
            message = self.env._(
                "%(seals)s seals over %(rows)s rows are intact. Last hash: %(head)s",
                **done,
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"type": kind, "message": message, "sticky": True},
        }

    # ---- retention -----------------------------------------------------------

    @api.model
    def _purge(self, before, reason):
        """Delete the rows of the seals older than ``before``, and log that.

        The trigger lets a DELETE pass while ``grid_base.purge`` is on, of rows past
        the retention time only; so this is no way to hide what was done lately.
        """
        before = min(before, fields.Datetime.now() - RETENTION)
        # sudo: a job of the system; the log tells that it ran
        seals = self.sudo()
        last = seals.search([("date", "<", before)], limit=1)
        done = self._purged_upto([])
        ids = []
        for seal in seals.search(
            [("number", ">", done), ("number", "<=", last.number)]
        ):
            ids += text_to_ids(seal.members)
        if not ids:
            return 0
        cr = self.env.cr
        cr.execute(SQL("SET LOCAL %s = 'on'", SQL(PURGE_SETTING)))
        cr.execute(SQL("DELETE FROM grid_access_log WHERE id = ANY(%s)", ids))
        cr.execute(SQL("SET LOCAL %s = 'off'", SQL(PURGE_SETTING)))
        log = self.env["grid.access.log"]
        log.invalidate_model(flush=False)
        log._record("purge", last, fields=["members"], count=len(ids), reason=reason)
        return len(ids)
