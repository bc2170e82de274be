import time
from unittest.mock import patch

from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from ..tools import bell

KIND = "grid_base/test_bell"


@tagged("post_install", "-at_install")
class TestBell(TransactionCase):
    def setUp(self):
        super().setUp()
        self.rung = []
        self.startPatcher(
            patch.object(bell.BELL, "ring", lambda *call: self.rung.append(call))
        )

    def test_after_the_commit_once_for_each_channel(self):
        partner = self.env.user.partner_id
        for _time in range(3):
            bell.ring(self.env, (partner, "word"), KIND)
        bell.ring(self.env, partner, KIND)
        self.assertFalse(self.rung)
        self.env.cr.postcommit.run()
        dbname = self.env.cr.dbname
        channel = (dbname, "res.partner", partner.id)
        bells = {((*channel, "word"), KIND), (channel, KIND)}
        self.assertEqual(self.rung, [(dbname, bells)])

    def test_each_transaction_rings_its_own(self):
        for word in ("first", "second"):
            bell.ring(self.env, word, KIND)
            self.env.cr.postcommit.run()
        dbname = self.env.cr.dbname
        self.assertEqual(
            [bells for _dbname, bells in self.rung],
            [{((dbname, word), KIND)} for word in ("first", "second")],
        )

    def test_what_is_rolled_back_rings_nothing(self):
        bell.ring(self.env, "word", KIND)
        self.env.cr.postcommit.clear()
        self.env.cr.postcommit.run()
        self.assertFalse(self.rung)


@tagged("post_install", "-at_install")
class TestBellThread(TransactionCase):
    """With its thread, and rows that really are committed."""

    def setUp(self):
        super().setUp()
        self.bell = bell.Bell(pause=0.05)
        self.addCleanup(self.rows, "DELETE FROM bus_bus WHERE message LIKE %s")

    def rows(self, query="SELECT channel FROM bus_bus WHERE message LIKE %s"):
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute(query, [f"%{KIND}%"])
            return cr.rowcount

    def ring(self, *words):
        dbname = self.env.cr.dbname
        self.bell.ring(dbname, {((dbname, word), KIND) for word in words})

    def wait(self):
        until = time.monotonic() + 20
        while self.bell.thread and time.monotonic() < until:
            time.sleep(0.02)
        self.assertFalse(self.bell.thread)

    def test_what_comes_together_is_one_row_for_each_channel(self):
        self.ring("one", "two")
        self.ring("two")
        self.wait()
        self.assertEqual(self.rows(), 2)

    def test_it_can_be_rung_again(self):
        for times in (1, 2):
            self.ring("one")
            self.wait()
            self.assertEqual(self.rows(), times)

    def test_a_database_that_is_gone_silences_no_other(self):
        with self.assertLogs("odoo.addons.grid_base.tools.bell", "WARNING"):
            self.bell.ring("grid_no_such_database", {("word", KIND)})
            self.ring("one")
            self.wait()
        self.assertEqual(self.rows(), 1)
