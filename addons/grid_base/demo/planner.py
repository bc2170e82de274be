"""Statistics in the middle of a transaction that fills the tables."""

from odoo.tools import SQL

CITY = ("grid_grid", "grid_posting", "grid_staff", "res_users")
"""What nearly every question of a user's scope joins."""


def tell_planner(env, *tables):
    """Let PostgreSQL count these tables, and those of the city, as they are now.

    A demo loads much in one transaction; what was empty before is planned as empty.
    """
    env.flush_all()
    names = SQL(", ").join(map(SQL.identifier, (*CITY, *tables)))
    env.cr.execute(SQL("ANALYZE %s", names))
