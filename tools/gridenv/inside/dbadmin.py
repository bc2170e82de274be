"""Create, drop, rename and look up databases. Run by the environment's Python.

Reads one JSON object on standard input and prints one; errors are words in it.
"""

import json
import sys

import psycopg2
from psycopg2 import sql


def create(cursor, name):
    # Collation C: LIKE 'prefix%' uses a plain index. Character type C.UTF-8: with
    # ctype C trigram indexes over Chinese text are silently empty.
    cursor.execute(
        sql.SQL(
            "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' "
            "LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"
        ).format(sql.Identifier(name))
    )


def extend(cursor):
    """Trigram indexes for searching by name, where the server has them.

    Not unaccent: Chinese has no use for it, only a superuser can make it fit for
    an index, and where it is present but unfit Odoo's searches miss the indexes.
    """
    cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
    if cursor.fetchone():
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")


def drop(cursor, name):
    """With our own connections. PostgreSQL itself sends its autovacuum away.

    WITH (FORCE) would end that too, which only a superuser may.
    """
    cursor.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = %s AND usename = current_user",
        [name],
    )
    cursor.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def rename(cursor, name, new_name):
    cursor.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(name), sql.Identifier(new_name)
        )
    )


def exists(cursor, name):
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return bool(cursor.fetchone())


def connect(server, name):
    given = {key: value for key, value in server.items() if value}
    connection = psycopg2.connect(dbname=name, connect_timeout=10, **given)
    connection.autocommit = True
    return connection


def answer(order):
    server, action, name = order["server"], order["action"], order["name"]
    if action == "extend":
        return extend(connect(server, name).cursor())
    with connect(server, "postgres").cursor() as cursor:
        if action == "rename":
            return rename(cursor, name, order["new_name"])
        return {"create": create, "drop": drop, "exists": exists}[action](cursor, name)


try:
    result = {"result": answer(json.load(sys.stdin))}
except psycopg2.Error as error:
    result = {"error": str(error).strip()}
json.dump(result, sys.stdout)
