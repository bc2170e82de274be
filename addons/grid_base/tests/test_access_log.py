from contextlib import redirect_stdout
from datetime import timedelta
from io import StringIO

import psycopg2

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import TransactionCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from ..cli.grid_check_log import GridCheckLog
from ..models.grid_access_log import PER_DAY
from ..models.grid_access_log_about import SPAN
from ..tools.ranges import ids_to_multirange, ranges_to_text, text_to_ids

REASON = "Court order 12"


@tagged("post_install", "-at_install")
class TestAccessLog(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.log = cls.env["grid.access.log"]
        cls.seals = cls.env["grid.access.seal"]
        while cls.seals._seal():
            pass
        cls.auditor = new_test_user(
            cls.env, "log_auditor", "grid_base.group_grid_auditor"
        )
        cls.nobody = new_test_user(
            cls.env, "log_nobody", "grid_base.group_grid_manager"
        )

    def add(self, count=1):
        return self.log.browse(
            [
                self.log._record("read", self.env.user, reason=REASON).id
                for _i in range(count)
            ]
        )

    def sql(self, query, *args):
        self.env.flush_all()
        self.env.cr.execute(query, args)

    def force(self, query, *args):
        """What the owner of the table can do: put the trigger out of action."""
        for change in ("DISABLE", "ENABLE"):
            for table in ("grid_access_log", "grid_access_seal"):
                self.sql(f"ALTER TABLE {table} {change} TRIGGER USER")
            if change == "DISABLE":
                self.sql(query, *args)
        self.env.invalidate_all(flush=False)

    def test_nobody_changes_a_row_through_odoo(self):
        row = self.add()
        for env_row in (row, row.sudo(), row.with_user(self.auditor)):
            for attempt in (
                lambda r=env_row: r.write({"reason": "x"}),
                lambda r=env_row: r.unlink(),
                lambda r=env_row: setattr(r, "reason", "x"),
            ):
                with self.assertRaises(UserError):
                    attempt()
        self.assertEqual(row.reason, REASON)

    def test_the_database_user_changes_no_row(self):
        row = self.add()
        self.seals._seal()
        for table in ("grid_access_log", "grid_access_seal"):
            for query in (
                f"UPDATE {table} SET date = now()",
                f"DELETE FROM {table}",
                f"TRUNCATE {table} CASCADE",
            ):
                with (
                    self.subTest(query),
                    mute_logger("odoo.sql_db"),
                    self.assertRaises(psycopg2.IntegrityError),
                    self.env.cr.savepoint(),
                ):
                    self.sql(query)
        self.assertTrue(row.exists())

    def test_the_purge_setting_opens_nothing_recent(self):
        self.add()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(psycopg2.IntegrityError),
            self.env.cr.savepoint(),
        ):
            self.sql("SET LOCAL grid_base.purge = 'on'")
            self.sql("DELETE FROM grid_access_log")

    def test_who_reads_it(self):
        row = self.add()
        admin = new_test_user(self.env, "log_admin", "grid_base.group_grid_admin")
        portal = new_test_user(self.env, "log_portal", "base.group_portal")
        for user in (self.auditor, admin):
            self.assertEqual(row.with_user(user).read(["reason"])[0]["reason"], REASON)
        for user in (self.nobody, portal, self.env.ref("base.public_user")):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["reason"])
        for user in (self.auditor, admin, self.nobody):
            with self.assertRaises(AccessError):
                self.log.with_user(user).create({"kind": "read", "login": "x"})

    def test_row_outlives_its_user(self):
        user = new_test_user(self.env, "log_leaver", "base.group_user")
        row = self.log.with_user(user)._record("print", user.partner_id).sudo()
        uid = user.id
        user.unlink()
        self.assertEqual((row.uid, row.login), (uid, "log_leaver"))

    def test_records_are_kept_as_ranges(self):
        partners = self.env["res.partner"].create([{"name": "x"}] * 3)
        row = self.log._record("export", partners, fields=["name"], reason=REASON)
        self.assertEqual(text_to_ids(row.res_ids), partners.ids)
        self.assertEqual((row.record_count, row.res_id), (3, 0))
        row = self.log._record("export", "res.partner", count=20000)
        self.assertEqual((row.model, row.record_count), ("res.partner", 20000))

    def test_rows_about_records(self):
        """A record is found alone, at the ends and in the midst of ranges."""
        houses = self.env["grid.house"].browse
        known = {
            number: self.log._record("read", houses(ids))
            for number, ids in enumerate(
                ([7], [7, 8, 9], [1, 2, 3, 7, 12], range(5, 10), [1, 17, 77], [6, 8])
            )
        }
        self.log._record("read", self.env["grid.grid"].browse([6, 7]))
        self.log._record("print", houses([7]))
        found = self.log._about({"grid.house": [7], "grid.grid": []}, ["read"])
        self.assertEqual(found.ids, [known[number].id for number in (3, 2, 1, 0)])
        found = self.log._about({"grid.house": [8, 17]}, ["read"])
        self.assertEqual(found.ids, [known[number].id for number in (5, 4, 3, 1)])
        self.assertFalse(self.log._about({"grid.house": [4, 10, 70]}, ["read"]))
        self.assertFalse(self.log._about({"grid.house": []}, ["read"]))

    def test_an_index_finds_them(self):
        self.log._record("read", self.env["grid.house"].browse([7, 8]))
        self.env.flush_all()
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(
            SQL(
                "EXPLAIN SELECT id FROM grid_access_log"
                " WHERE res_ids IS NOT NULL AND %s && '{[7,7]}'::int4multirange",
                SQL(SPAN),
            )
        )
        plan = " ".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("grid_access_log_res_ids_span_idx", plan)

    def test_ranges(self):
        self.assertEqual(ids_to_multirange([5, 1, 2, 3]), "{[1,3],[5,5]}")
        self.assertEqual(ids_to_multirange([]), "{}")
        self.assertEqual(ranges_to_text([5, 1, 2, 3, 3, 9]), "1-3,5,9")
        self.assertEqual(text_to_ids("1-3,5,9"), [1, 2, 3, 5, 9])
        self.assertEqual((ranges_to_text([]), text_to_ids(False)), ("", []))

    def test_limits_are_set_in_the_settings(self):
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.grid_lookup_per_day, 200)
        settings.grid_reveal_per_day = 7
        settings.execute()
        self.assertEqual(self.log._setting(PER_DAY["reveal"]), 7)

    # ---- the chain ---------------------------------------------------------

    def problems(self, anchor=None):
        return self.seals._verify(anchor)[0]

    def test_chain_of_seals(self):
        self.add(3)
        self.assertEqual(self.seals._seal(), 3)
        self.assertEqual(self.seals._seal(), 0, "nothing new, no seal")
        self.add(2)
        self.seals._seal()
        last, before = self.seals.search([], limit=2)
        self.assertEqual(last.previous_hash, before.hash)
        self.assertEqual(self.problems(), [])
        self.assertEqual(self.problems(anchor=before.hash), [])
        self.assertTrue(self.problems(anchor="0" * 64))

    def test_rows_with_late_and_missing_ids(self):
        """A lower id may become visible after a higher one was sealed."""
        self.sql("SELECT nextval('grid_access_log_id_seq')")
        (late_id,) = self.env.cr.fetchone()
        self.sql("SELECT nextval('grid_access_log_id_seq')")  # of a failed transaction
        high = self.add(2)
        self.seals._seal()
        self.assertGreater(min(high.ids), late_id)
        self.sql(
            "INSERT INTO grid_access_log (id, date, uid, login, kind)"
            " VALUES (%s, now() at time zone 'utc', 1, 'late', 'read')",
            late_id,
        )
        self.assertEqual(self.problems(), [])
        self.assertEqual(self.seals._seal(), 1)
        self.assertEqual(self.problems(), [])
        self.assertIn(str(late_id), self.seals.search([], limit=1).members)

    def test_tampering_is_found(self):
        rows = self.add(3)
        self.seals._seal()
        self.add(2)
        self.seals._seal()
        open_rows = self.add(1)
        self.assertEqual(self.problems(), [])
        for query, *args in (
            ("UPDATE grid_access_log SET reason = 'x' WHERE id = %s", rows[1].id),
            ("DELETE FROM grid_access_log WHERE id = %s", rows[0].id),
            ("DELETE FROM grid_access_log WHERE id = %s", open_rows.id),
            (
                "INSERT INTO grid_access_log (date, uid, login, kind)"
                " VALUES (now(), 1, 'x', 'read')",
            ),
            ("UPDATE grid_access_seal SET rows_hash = 'x' WHERE number = 1",),
            ("UPDATE grid_access_seal SET date = now() - interval '1 day'",),
            (
                "DELETE FROM grid_access_seal WHERE id ="
                " (SELECT max(id) - 1 FROM grid_access_seal)",
            ),
        ):
            with self.subTest(query):
                self.env.flush_all()
                savepoint = self.env.cr.savepoint(flush=False)
                self.force(query, *args)
                self.assertTrue(self.problems())
                savepoint.rollback()
                savepoint.close()
                self.env.invalidate_all(flush=False)
        self.assertEqual(self.problems(), [])

    def test_a_chain_written_anew_does_not_hold_the_noted_hash(self):
        self.add(2)
        self.seals._seal()
        noted = self.seals.search([], limit=1).hash
        self.force("DELETE FROM grid_access_seal")
        self.force("DELETE FROM grid_access_log_queue")
        self.sql("INSERT INTO grid_access_log_queue SELECT id FROM grid_access_log")
        self.force("UPDATE grid_access_log SET reason = 'harmless'")
        while self.seals._seal():
            pass
        self.assertEqual(self.problems(), [])
        self.assertTrue(self.problems(anchor=noted))

    def test_purge_of_what_is_old_enough(self):
        self.env["ir.config_parameter"].set_param("grid_base.access_log_keep_days", "1")
        rows = self.add(2)
        self.seals._seal()
        self.assertEqual(self.seals._purge(fields.Datetime.now(), "too early"), 0)
        old = fields.Datetime.now() - timedelta(days=4 * 365)
        ids = []
        for _number in range(3):
            self.sql(
                "INSERT INTO grid_access_log (date, uid, login, kind)"
                " VALUES (%s, 1, 'old', 'read') RETURNING id",
                old,
            )
            ids.append(self.env.cr.fetchone()[0])
        self.force("DELETE FROM grid_access_seal")
        self.force("DELETE FROM grid_access_log_queue WHERE true")
        self.force("DELETE FROM grid_access_log WHERE login != 'old'")
        self.sql("INSERT INTO grid_access_log_queue SELECT unnest(%s)", ids)
        self.patch(
            fields.Datetime, "now", staticmethod(lambda: old + timedelta(days=1))
        )
        self.seals._seal()
        self.patch(
            fields.Datetime, "now", staticmethod(lambda: old + timedelta(days=4 * 365))
        )
        self.seals._cron_seal()
        self.assertFalse(self.log.browse(ids).exists())
        purge = self.log.search([("kind", "=", "purge")])
        self.assertEqual(purge.record_count, 3)
        self.assertEqual(self.problems(), [])
        self.assertFalse(rows.exists())

    def test_a_forged_purge_row_hides_nothing(self):
        rows = self.add(2)
        self.seals._seal()
        seal = self.seals.search([], limit=1)
        self.force("DELETE FROM grid_access_log WHERE id = ANY(%s)", rows.ids)
        self.log._record("purge", seal, reason="forged")
        self.assertIn("too early", " ".join(self.problems()))

    def test_job_seals(self):
        self.add(3)
        with self.enter_registry_test_mode():
            self.env.ref("grid_base.ir_cron_access_seal").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.seals.search([], limit=1).row_count, 3)
        self.assertEqual(self.seals._seal(), 0)

    def test_button_and_command(self):
        self.add(1)
        self.seals._seal()
        action = self.seals.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "success")
        with self.assertRaises(AccessError):
            self.seals.with_user(self.nobody).action_verify()
        self.assertEqual(self.command(), 0)
        self.force("UPDATE grid_access_log SET reason = 'x'")
        action = self.seals.with_user(self.auditor).action_verify()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertEqual(self.command(), 1)

    def command(self):
        self.env.flush_all()
        with self.enter_registry_test_mode(), redirect_stdout(StringIO()) as said:
            code = GridCheckLog().check(self.env.cr.dbname)
        self.assertIn("TAMPERED" if code else "intact", said.getvalue())
        return code
