"""Work for scheduled jobs: a slice a transaction, and one failure stops no other."""

import logging

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import SQL

_logger = logging.getLogger(__name__)

SIZE = 50
RACES = 20
"""After so many races lost to people at work, the next run goes on."""


def run(env, find, work, size=SIZE):
    """Work through what is due.

    What a record's work writes and whom it tells is committed together with its
    slice or not at all: a process that dies leaves nothing half done, nothing lost
    and nothing done twice. A record that fails is logged, left out and tried again
    in the next run.

    :param find: function of the ids left out and of the size of a slice, giving the
        records of the next slice, locked, one by one or as a list of groups; nothing
        when all is done
    :param work: function of one record, or of one group; afterwards ``find`` must
        not find it again
    """
    cron, left_out, lost = env["ir.cron"], [], 0
    while lost < RACES:
        record = None
        try:
            records = find(left_out, size)
            for record in records:
                work(record)
                env.flush_all()
        except Exception as error:
            env.cr.rollback()
            raced = isinstance(error, PG_CONCURRENCY_EXCEPTIONS_TO_RETRY)
            if record is not None:
                left_out += record.ids
            elif not raced:
                raise
            lost += raced
            if not raced:
                _logger.exception("%s is left for the next run", record)
            continue
        seconds = cron._commit_progress(len(records), remaining=int(bool(records)))
        if not (records and seconds):
            return


def lock_free(records, event_field=None):
    """Those of these records that nobody is moving now, locked in their order.

    :param event_field: name of the column of the event, to lock it as well
    """
    env = records.env
    records.flush_recordset()
    table = SQL.identifier(records._table)
    join = of = SQL()
    if event_field:
        column = SQL.identifier("record", event_field)
        join = SQL("JOIN grid_event event ON event.id = %s", column)
        of = SQL(", event")
    rows = env.execute_query(
        SQL(
            "SELECT record.id FROM %(table)s record %(join)s"
            " WHERE record.id = ANY(%(ids)s) ORDER BY record.id"
            " FOR NO KEY UPDATE OF record%(of)s SKIP LOCKED",
            table=table,
            join=join,
            of=of,
            ids=list(records.ids),
        )
    )
    free = {record_id for (record_id,) in rows}
    return records.filtered(lambda record: record.id in free)
