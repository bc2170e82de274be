"""Messages that are never changed: the database itself sees to it.

A receiver knows a message by its key. Under one key there must never be two texts, and
a trigger holds for the application's database user too; a text can only be emptied.
"""

from odoo.tools import SQL

FUNCTION = "grid_care_push_frozen"

_CREATE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger AS $$
BEGIN
    IF NEW.body IS NOT NULL
       AND NEW.body_hash <> encode(sha256(convert_to(NEW.body, 'UTF8')), 'hex')
    THEN
        RAISE EXCEPTION 'the text of a message does not have its hash'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        (NEW.key, NEW.kind, NEW.body_hash, NEW.notice_id, NEW.organization_id)
            IS DISTINCT FROM
        (OLD.key, OLD.kind, OLD.body_hash, OLD.notice_id, OLD.organization_id)
        OR NEW.body IS NOT NULL AND NEW.body IS DISTINCT FROM OLD.body
    ) THEN
        RAISE EXCEPTION 'a message is never changed'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END
$$ LANGUAGE plpgsql
"""


def freeze(cr, table):
    """Guard the messages of ``table``; safe to call at every update."""
    cr.execute(_CREATE_FUNCTION)
    names = {
        "table": SQL.identifier(table),
        "trigger": SQL.identifier(FUNCTION),
        "function": SQL.identifier(FUNCTION),
    }
    cr.execute(SQL("DROP TRIGGER IF EXISTS %(trigger)s ON %(table)s", **names))
    cr.execute(
        SQL(
            "CREATE TRIGGER %(trigger)s BEFORE INSERT OR UPDATE ON %(table)s"
            " FOR EACH ROW EXECUTE FUNCTION %(function)s()",
            **names,
        )
    )


def unfreeze(cr):
    """Take function and trigger away (uninstallation)."""
    cr.execute(SQL("DROP FUNCTION IF EXISTS %s() CASCADE", SQL.identifier(FUNCTION)))
