import hashlib
import logging
from datetime import UTC

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import request

from ..tools.append_only import make_append_only, make_queue
from ..tools.clock import local_now
from ..tools.ranges import ranges_to_text

_logger = logging.getLogger(__name__)

LOOKUPS = "grid_base.lookups"
#: how many look-ups of masked values one transaction may make
PER_TRANSACTION = ("grid_base.lookup_per_transaction", 5)
#: how many rows of a kind one user may cause a day
PER_DAY = {
    "search": ("grid_base.lookup_per_day", 200),
    "reveal": ("grid_base.reveal_per_day", 200),
}
REASON_LENGTH = ("grid_base.reason_min_length", 4)


class GridAccessLog(models.Model):
    """Who revealed, corrected, looked up, exported, printed or read what, and why.

    Rows are only ever added: through Odoo nobody can change or delete one, superuser
    included, and a trigger refuses it to the database user. The row is written in the
    transaction of what it tells about. If that fails, neither the data leaves the
    server nor the row stays; so a refused look-up may be lost, a reveal never.

    No true value is ever stored here. Users and records are plain numbers, users with
    their login as text, because a row must outlive what it tells about. A column that
    is added later must have no default: filling it in would be a change.
    """

    _name = "grid.access.log"
    _description = "Access Log"
    _order = "id desc"
    _rec_name = "kind"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True)
    uid = fields.Integer("User ID", required=True, readonly=True, aggregator=None)
    login = fields.Char("User", required=True, readonly=True)
    kind = fields.Selection(
        [
            ("reveal", "Reveal"),
            ("correct", "Correction"),
            ("search", "Exact Look-Up"),
            ("export", "Export"),
            ("print", "Print"),
            ("read", "Read"),
            ("rights", "Effective Rights Viewed"),
            ("purge", "Retention Purge"),
            ("glass", "Emergency Access"),
            ("refused", "Refused Access"),
        ],
        required=True,
        readonly=True,
    )
    model = fields.Char(readonly=True)
    res_id = fields.Integer(
        "Record ID",
        readonly=True,
        aggregator=None,
        help="Database number of the record, when it is a single one.",
    )
    res_ids = fields.Text(
        "Record IDs",
        readonly=True,
        help="Database numbers of the records, as ranges.",
    )
    field_names = fields.Char("Fields", readonly=True)
    record_count = fields.Integer("Rows", readonly=True)
    reason = fields.Char(readonly=True)
    detail = fields.Char(
        readonly=True, help="The mask looked for, the report, the file format."
    )
    channel = fields.Char(readonly=True, help="Path of the request; empty for a job.")
    ip = fields.Char("IP Address", readonly=True)
    session = fields.Char(
        "Session Trace",
        readonly=True,
        help="Tells which requests came from one session. The session cannot be taken"
        " over with it.",
    )

    _uid_kind_date_idx = models.Index("(uid, kind, date)")
    _model_res_id_idx = models.Index("(model, res_id)")
    _date_idx = models.Index("(date)")

    def init(self):
        make_append_only(self.env.cr, self._table)
        make_queue(self.env.cr, self._table)

    # ---- only ever added -----------------------------------------------------

    # Nobody comes past these two, so neither calls super().
    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The access log cannot be changed."))

    # pylint: disable=method-required-super,no-raise-unlink,raise-unlink-override
    def unlink(self):
        raise UserError(self.env._("The access log cannot be deleted."))

    # ---- for other models ----------------------------------------------------

    @api.model
    def _record(self, kind, records, fields=(), count=None, reason=None, detail=None):
        """Add one row.

        :param str kind: one of the values of the field ``kind``
        :param records: the records concerned, or the name of their model when they
            are not known one by one (give ``count`` then)
        :param fields: names of the fields that were given out
        :param int count: number of rows, when it is not the number of records
        :param reason: what the user stated; see ``_check_reason``
        :param detail: what else helps to understand the row
        """
        ids = [] if isinstance(records, str) else records._origin.ids
        vals = {
            **self._trace(),
            "kind": kind,
            "model": records if isinstance(records, str) else records._name,
            "res_id": ids[0] if len(ids) == 1 else False,
            "res_ids": ranges_to_text(ids) if len(ids) > 1 else False,
            "field_names": ",".join(fields),
            "record_count": len(ids) if count is None else count,
            "reason": reason,
            "detail": detail,
        }
        # sudo: nobody has the right to create rows, so that nobody can forge one
        return self.sudo().create(vals)

    @api.model
    def _trace(self):
        """When, who and from where."""
        # sudo: the login of any user, for the log only
        trace = {
            "date": fields.Datetime.now(),
            "uid": self.env.uid,
            "login": self.env.user.sudo().login,
        }
        if request:
            trace["channel"] = request.httprequest.path
            trace["ip"] = request.httprequest.remote_addr
            if sid := getattr(request.session, "sid", None):
                trace["session"] = hashlib.sha256(sid.encode()).hexdigest()[:16]
        return trace

    @api.model
    def _check_reason(self, reason):
        """The reason in its clean form; an error if it is missing or too short."""
        reason = " ".join(str(reason or "").split())
        least = self._setting(REASON_LENGTH)
        if len(reason) < least:
            raise UserError(
                self.env._("State a reason of at least %s characters.", least)
            )
        return reason

    # ---- for the web client --------------------------------------------------

    @api.model
    @api.readonly
    def export_needs_reason(self, model_name, paths):
        """Whether an export of these fields has to state a reason."""
        model = self.env.get(model_name)
        return model is not None and model._masked_touched(paths)

    @api.model
    @api.readonly
    def print_needs_reason(self, report_name):
        """Whether a report prints records with masked values."""
        # sudo: reports are closed to some users; only yes or no is told
        report = self.env["ir.actions.report"].sudo()._get_report_from_name(report_name)
        return bool(report) and self.export_needs_reason(report.model, [])

    # ---- limits --------------------------------------------------------------

    @api.model
    def _count_lookup(self, model, field_name, value, shown):
        """Count and log the search for one complete value, once a transaction.

        The count keeps a mask from being tried out: 138****5678 leaves only 10,000
        numbers. ``shown`` is the mask of the value, all that the log keeps of it.
        """
        seen = self._lookups_seen()
        key = (self.env.uid, model._name, field_name, value)
        if key in seen:
            return
        if sum(1 for other in seen if other[0] == self.env.uid) >= self._setting(
            PER_TRANSACTION
        ):
            _logger.warning("look-up limit of a request reached, uid %s", self.env.uid)
            raise UserError(
                self.env._("Too many masked values are looked for at a time.")
            )
        self._check_day_limit("search")
        seen.add(key)
        self._record("search", model._name, fields=[field_name], detail=shown)

    @api.model
    def _lookups_seen(self):
        """What has been looked for in this transaction; forgotten when it ends."""
        cr = self.env.cr
        if LOOKUPS not in cr.cache:
            cr.cache[LOOKUPS] = set()
            for callbacks in (cr.postcommit, cr.postrollback):
                callbacks.add(lambda: cr.cache.pop(LOOKUPS, None))
        return cr.cache[LOOKUPS]

    @api.model
    def _check_day_limit(self, kind):
        midnight = local_now(self.env).replace(hour=0, minute=0, second=0)
        # sudo: one's own rows are counted, though one may not read them
        done = self.sudo().search_count(
            [
                ("uid", "=", self.env.uid),
                ("kind", "=", kind),
                ("date", ">=", midnight.astimezone(UTC).replace(tzinfo=None)),
            ]
        )
        if done >= self._setting(PER_DAY[kind]):
            _logger.warning("%s limit of a day reached, uid %s", kind, self.env.uid)
            raise UserError(
                self.env._("You have reached today's limit for masked values.")
            )

    @api.model
    def _setting(self, setting):
        name, default = setting
        # sudo: a limit is no secret, but parameters are closed to ordinary users
        text = self.env["ir.config_parameter"].sudo().get_param(name, default)
        try:
            return int(text)
        except ValueError:
            return default
