"""A copy of the test database, with committed data, for real processes to work on."""

from contextlib import closing, contextmanager

from passlib.hash import pbkdf2_sha512

from odoo import sql_db
from odoo.tools import SQL

PASSWORD = "a password of the copy"


@contextmanager
def copied(name):
    """Name of a copy of the database ``name``; its administrator has ``PASSWORD``."""
    copy = f"{name}_processes"
    sql_db.close_db(name)  # a template must have no connection, ours included
    # Nor one that a request of an earlier test has not given back yet.
    end_connections(name)
    statement(SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(copy)))
    statement(
        SQL(
            "CREATE DATABASE %s TEMPLATE %s",
            SQL.identifier(copy),
            SQL.identifier(name),
        )
    )
    try:
        prepare(copy)
        yield copy
    finally:
        sql_db.close_db(copy)
        end_connections(copy)
        statement(SQL("DROP DATABASE IF EXISTS %s", SQL.identifier(copy)))


def end_connections(name):
    """Those of our own: PostgreSQL itself sends its autovacuum away."""
    statement(
        SQL(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = %s AND usename = current_user",
            name,
        )
    )


def execute(name, sql):
    """Run a statement on a copy, and commit it."""
    with closing(sql_db.db_connect(name).cursor()) as cr:
        cr.execute(sql)
        cr.commit()


def prepare(copy):
    hashed = pbkdf2_sha512.using(rounds=1000).hash(PASSWORD)
    with closing(sql_db.db_connect(copy).cursor()) as cr:
        cr.execute(
            """
            UPDATE res_users SET login = 'admin', password = %s
              FROM ir_model_data data
             WHERE data.module = 'base' AND data.name = 'user_admin'
               AND data.res_id = res_users.id
            """,
            [hashed],
        )
        cr.commit()
    sql_db.close_db(copy)


def statement(sql):
    """What PostgreSQL refuses inside a transaction."""
    with closing(sql_db.db_connect("postgres").cursor()) as cr:
        cr._cnx.autocommit = True
        cr.execute(sql)
