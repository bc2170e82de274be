"""Tables to which rows can be added, but not changed or taken away.

The trigger holds for the application's database user too. The owner of the table can
still disable it; that is what the hash chain of ``grid.access.seal`` is for.
"""

from odoo.tools import SQL

FUNCTION = "grid_base_append_only"

#: PIPL art. 56: records of processing are kept for three years at least
RETENTION = "3 years"

#: ``SET LOCAL`` of this setting to ``on`` lets a DELETE pass, of rows older than that
PURGE_SETTING = "grid_base.purge"

_CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('{PURGE_SETTING}', true) = 'on' THEN
        IF OLD.date < (now() AT TIME ZONE 'UTC') - interval '{RETENTION}' THEN
            RETURN OLD;
        END IF;
    END IF;
    RAISE EXCEPTION 'rows of % can only be added', TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END
$$ LANGUAGE plpgsql
"""


def make_append_only(cr, table):
    """Guard ``table``, which has a column ``date``; safe to call at every update."""
    cr.execute(_CREATE_FUNCTION)
    for name, event, level in (
        ("rows", "UPDATE OR DELETE", "ROW"),
        ("table", "TRUNCATE", "STATEMENT"),
    ):
        trigger = SQL.identifier(f"{table}_append_only_{name}")
        cr.execute(
            SQL("DROP TRIGGER IF EXISTS %s ON %s", trigger, SQL.identifier(table))
        )
        cr.execute(
            SQL(
                "CREATE TRIGGER %s BEFORE %s ON %s FOR EACH %s EXECUTE FUNCTION %s()",
                trigger,
                SQL(event),
                SQL.identifier(table),
                SQL(level),
                SQL.identifier(FUNCTION),
            )
        )


def make_queue(cr, table):
    """Note each new row of ``table`` in a queue, for whoever has to look at it.

    Ids are drawn before a transaction ends, so "greater than the last id seen" would
    miss rows that are committed late; the queue shows a row when it is there.
    """
    queue, function = f"{table}_queue", f"{table}_enqueue"
    names = {
        "table": SQL.identifier(table),
        "queue": SQL.identifier(queue),
        "function": SQL.identifier(function),
        "trigger": SQL.identifier(function),
    }
    cr.execute("SELECT to_regclass(%s)", [queue])
    if not cr.fetchone()[0]:
        cr.execute(SQL("CREATE TABLE %(queue)s (log_id integer PRIMARY KEY)", **names))
        cr.execute(SQL("INSERT INTO %(queue)s SELECT id FROM %(table)s", **names))
    cr.execute(
        SQL(
            """CREATE OR REPLACE FUNCTION %(function)s() RETURNS trigger AS $$
            BEGIN
                INSERT INTO %(queue)s (log_id) VALUES (NEW.id);
                RETURN NULL;
            END
            $$ LANGUAGE plpgsql""",
            **names,
        )
    )
    cr.execute(SQL("DROP TRIGGER IF EXISTS %(trigger)s ON %(table)s", **names))
    cr.execute(
        SQL(
            "CREATE TRIGGER %(trigger)s AFTER INSERT ON %(table)s"
            " FOR EACH ROW EXECUTE FUNCTION %(function)s()",
            **names,
        )
    )


def drop_append_only(cr, table):
    """Take functions, triggers and queue away (uninstallation)."""
    for function in (FUNCTION, f"{table}_enqueue"):
        function = SQL.identifier(function)
        cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", function))
    cr.execute(SQL("DROP TABLE IF EXISTS %s", SQL.identifier(f"{table}_queue")))
