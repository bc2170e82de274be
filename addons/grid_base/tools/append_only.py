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


def drop_append_only(cr):
    """Take the function away, with its triggers (uninstallation)."""
    cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(FUNCTION)))
