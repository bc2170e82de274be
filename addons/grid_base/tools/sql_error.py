"""Keep true values out of what PostgreSQL says about a failed statement.

``Failing row contains (...)`` and ``Key (...)=(...) already exists`` carry the values
to the web client (``error.data.debug``), to ``/json/2`` and to the server's log.
"""

import logging
import re

import psycopg2

#: tables and models with masked fields in any database of this process
TABLES, MODELS = set(), set()


def reduce_error(exc):
    """Leave nothing in the exception but the primary message, without values."""
    exc.args = (exc.diag.message_primary or type(exc).__name__,)


class SqlLogFilter(logging.Filter):
    """Withhold the text of failed statements that concern masked tables."""

    def filter(self, record):
        args = record.args
        if str(record.msg).startswith("bad query") and isinstance(args, tuple):
            query, exc = args
            if isinstance(query, bytes):
                query = query.decode(errors="replace")
            if isinstance(exc, psycopg2.Error) and (
                TABLES & set(re.findall(r"\w+", str(query)))
            ):
                reduce_error(exc)
                record.args = ("(not shown, it may contain masked values)", exc)
        return True


class ExportLogFilter(logging.Filter):
    """Withhold the domain of an export, which may hold a number looked for."""

    def filter(self, record):
        args = record.args
        if isinstance(args, tuple) and len(args) == 7 and args[2] in MODELS:
            if args[5] == "Domain":
                record.args = (*args[:6], "(not shown)")
        return True


def install_filters():
    """Put the filters in place, once for the process."""
    for name, cls in (
        ("odoo.sql_db", SqlLogFilter),
        ("odoo.addons.web.controllers.export", ExportLogFilter),
    ):
        logger = logging.getLogger(name)
        if not any(type(each).__name__ == cls.__name__ for each in logger.filters):
            logger.addFilter(cls())
