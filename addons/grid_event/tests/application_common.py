from contextlib import contextmanager
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import freeze_time

from .common import EventCase


class ApplicationCase(EventCase):
    """Events with a limit of 7 calendar days, 15 with approval, and who applies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["grid.time.limit"].search([]).action_archive()
        cls.env.flush_all()
        cls.limit = cls.env["grid.time.limit"].create(
            {
                "accept_value": 2,
                "handle_value": 7,
                "cap_value": 15,
                "cap_unit": "calendar_day",
                "basis": "Rule 15 of the test",
            }
        )
        cls.other_category = cls.env["grid.event.category"].search(
            [
                ("parent_id", "!=", False),
                ("question_ids", "=", False),
                ("id", "!=", cls.category.id),
            ],
            limit=1,
        )
        cls.season = cls.env.ref("grid_event.grid_code_event_suspension_01")

    def setUp(self):
        super().setUp()
        # a test is one transaction, whatever a cron commits
        self.patch(
            type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 60
        )

    def apply(self, event, user, kind, **values):
        values.setdefault("reason", "Parts have to be ordered.")
        if kind == "extension":
            values = {"extend_value": 3, "extend_unit": "calendar_day"} | values
        if kind == "suspension":
            values.setdefault("suspension_id", self.season.id)
        if kind == "recategorise":
            values.setdefault("category_id", self.other_category.id)
        event.invalidate_recordset()
        application_id = event.with_user(user).action_apply(kind, values)
        return self.env["grid.event.application"].sudo().browse(application_id)

    def approve(self, application, user, **values):
        return self.move(application, user, "approve", **values)

    def refuse(self, application, user):
        return self.move(application, user, "refuse", opinion="Not needed.")

    def supervise(self, event, user, kind="supervise"):
        """As the wizard does for a user."""
        supervisions = self.env["grid.event.supervision"].with_user(user)
        event.invalidate_recordset()
        supervisions._issue(event.with_user(user).order_ids, kind, "Hurry up.")

    def day(self, number):
        """A date so many days after today in the city."""
        return self.today + timedelta(days=number)

    def pauses(self, record):
        changes = record.sudo().deadline_change_ids
        return changes.filtered(lambda change: change.kind == "pause")

    def moment(self, day, hours=0, **more):
        """So long after the beginning of a day in the city, as it is stored."""
        start = self.env["grid.event"]._local_start(self.day(day))
        return start + timedelta(hours=hours, **more)

    def frozen(self, day, hours=0, **more):
        return freeze_time(self.moment(day, hours, **more))

    @contextmanager
    def assertRefused(self, text):
        """A sentence tells why not, and nothing is left behind."""
        with self.assertRaises(UserError) as caught:
            yield
        self.assertRegex(str(caught.exception), text)
