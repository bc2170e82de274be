"""Events in every state, and everybody who might try something with them."""

from contextlib import contextmanager

from odoo.tests import new_test_user
from odoo.tools import SQL, mute_logger

from odoo.addons.grid_event.tests.common import EventCase

from .rpc import RpcCase, RpcError

QUIET = ("odoo.http", "odoo.addons.base.models.ir_rule", "odoo.models", "odoo.sql_db")
ACCESS = {"odoo.exceptions.AccessError", "odoo.http.SessionExpiredException"}
REFUSALS = ACCESS | {"odoo.exceptions.UserError", "odoo.exceptions.ValidationError"}
TRACES = ("grid_event", "grid_event_task", "grid_event_informant", "grid_workflow_step")


class EventRpcCase(EventCase, RpcCase):
    """Many logins, each with a session of its own that is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make = cls.make_user
        cls.colleague = make("event_colleague", cls.grid_a11, "grid_worker")
        cls.station_b = make("event_station_b", cls.community_b1, "station_head")
        cls.town_b_officer = make("event_town_b", cls.town_b, "town_officer")
        cls.leader = make("event_leader", cls.town_a, "leader", category="official")
        cls.administrator = make("event_admin", cls.city, "administrator")
        cls.auditor = make("event_auditor", cls.city, "auditor")
        cls.portal = new_test_user(cls.env, "event_portal", "base.group_portal")
        cls.everybody = {
            "reporter": cls.worker,
            "colleague": cls.colleague,
            "worker elsewhere": cls.worker_b,
            "station": cls.station,
            "station elsewhere": cls.station_b,
            "town officer": cls.town,
            "town head": cls.town_head,
            "town officer elsewhere": cls.town_b_officer,
            "county officer": cls.county_officer,
            "city officer": cls.city_officer,
            "department with an order": cls.handler,
            "department without": cls.handler_2,
            "leader": cls.leader,
            "administrator": cls.administrator,
            "auditor": cls.auditor,
            "portal": cls.portal,
            "public": None,
        }
        cls.return_reason = cls.first("grid.code", [("table", "=", "event_return")])
        cls.visit_method = cls.first(
            "grid.code", [("table", "=", "event_visit_method")]
        )
        cls.invalid_reason = cls.first("grid.code", [("table", "=", "event_invalid")])

    @classmethod
    def first(cls, model, domain):
        return cls.env[model].search(domain, limit=1)

    def setUp(self):
        self.sessions = {}
        super().setUp()

    def act_as(self, who):
        """Go on as one of ``everybody``."""
        if who not in self.sessions:
            self.session = None  # or the one before would be deleted
            user = self.everybody[who]
            login = user and user.login
            self.authenticate(login, login)
            self.sessions[who] = self.session, self.opener
        self.session, self.opener = self.sessions[who]

    def attempt(self, model, method, *args, **kwargs):
        """The error of a call, or ``None``; the server never breaks."""
        try:
            with mute_logger(*QUIET):
                self.answer = self.call(model, method, *args, **kwargs)
        except RpcError as error:
            if error.name not in REFUSALS:
                raise
            return error
        finally:
            self.env.invalidate_all()
        return None

    @contextmanager
    def undone(self):
        """Whatever is done inside was never done."""
        with self.env.cr.savepoint() as savepoint:
            yield
            self.env.invalidate_all(flush=False)
            savepoint.rollback()
        self.env.invalidate_all(flush=False)

    def traces(self):
        """All that is stored of the events of this test, the steps included."""
        self.env.flush_all()
        return [
            self.env.execute_query(
                SQL("SELECT t FROM %s t ORDER BY id", SQL.identifier(table))
            )
            for table in TRACES
        ]

    # events in every state, by real moves

    def event_in(self, state, holder=None):
        """An event that came to a state as events do.

        :param holder: the town, if not the station holds it
        """
        user = self.station
        event = self.make_event()
        if state == "draft":
            return event.sudo()
        event = self.move(event, self.worker, "report").sudo()
        if holder:
            user = self.town
            event = self.move(event, self.station, "report_up")
        if state == "void":
            reason = self.invalid_reason.id
            return self.move(event, user, "invalidate", invalid_id=reason)
        for reached, step in (
            ("reported", lambda: self.move(event, user, "accept")),
            ("accepted", lambda: self.send_orders(event, user)),
            ("dispatched", lambda: self.move(event.order_ids, self.handler, "take")),
            ("in_progress", lambda: self.answer_orders(event)),
            ("to_verify", lambda: self.move(event, user, "verify")),
            ("to_rate", lambda: self.move(event, user, "rate", **self.rating())),
        ):
            if state == reached:
                return event
            if state == "suspended" and reached == "dispatched":
                event._make_move("suspend", {"reason": "Season"})
                return event
            step()
        return event

    def send_orders(self, event, user):
        self.move(event, user, "dispatch", orders=[self.order(self.police)])

    def answer_orders(self, event):
        self.move(event.order_ids, self.handler, "answer", result="Repaired.")

    def rating(self):
        return {
            "rating_id": self.code("rating", "02"),
            "method_id": self.visit_method.id,
        }
