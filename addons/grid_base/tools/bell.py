"""Telling open lists to reload: soon after a transaction, and outside of it.

Odoo's bus writes a row in the transaction of whoever has news and, at every commit,
opens a connection to another database for a NOTIFY: as dear as the work itself where
that is to take in one report. Lists only need to hear that something has changed. So
the channels are collected for a moment after the commit and rung in one transaction of
their own. A bell that is lost when a process ends costs nothing but a late reload.
"""

import logging
import threading
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from odoo.addons.bus.models.bus import channel_with_db

_logger = logging.getLogger(__name__)

PAUSE = 0.2
"""Seconds for which news is collected."""

KEY = "grid_base.bell"


class Bell:
    """Rings channels from a thread that lives as long as there is something to ring."""

    def __init__(self, pause=PAUSE):
        self.pause = pause
        self.lock = threading.Lock()
        self.waiting = {}
        self.thread = None

    def ring(self, dbname, bells):
        """Ring channels once within the next moment.

        :param bells: set of (channel, type of notification)
        """
        with self.lock:
            self.waiting.setdefault(dbname, set()).update(bells)
            if not self.thread:
                self.thread = threading.Thread(
                    target=self._run, name=__name__, daemon=True
                )
                self.thread.start()

    def _run(self):
        while True:
            time.sleep(self.pause)
            with self.lock:
                waiting, self.waiting = self.waiting, {}
                if not waiting:
                    self.thread = None
                    return
            for dbname, bells in waiting.items():
                try:
                    self._deliver(dbname, bells)
                except Exception:
                    # whatever is wrong with one database must not silence the others
                    _logger.warning("open lists were not told to reload", exc_info=True)

    def _deliver(self, dbname, bells):
        with Registry(dbname).cursor() as cr:
            bus = api.Environment(cr, SUPERUSER_ID, {})["bus.bus"]
            for channel, kind in bells:
                bus._sendone(channel, kind, {})


BELL = Bell()


def ring(env, target, kind):
    """Tell whoever listens to ``target`` that something has changed, after the commit.

    :param target: what ``bus.bus`` takes: a record, or a record and a word
    :param kind: type of the notification; it says nothing more
    """
    if not env.registry.ready:
        # while modules are loaded nobody listens
        return
    cr = env.cr
    bells = cr.postcommit.data.get(KEY)
    if bells is None:
        bells = cr.postcommit.data[KEY] = set()
        # taken out again: the cursor may go on to another transaction
        cr.postcommit.add(
            lambda: BELL.ring(cr.dbname, cr.postcommit.data.pop(KEY, set()))
        )
    bells.add((channel_with_db(cr.dbname, target), kind))
