"""Run in a shell of Odoo: the people of the event tests, and reports that wait."""

from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.grid_event.tests.common import EventCase

RACES, LATE = 12, 70

EventCase.env = env  # noqa: F821 (of the shell)
with patch.object(TransactionCase, "setUpClass"):
    EventCase.setUpClass()
case = EventCase()
races = [case.reported() for _number in range(RACES)]
late = [case.reported() for _number in range(LATE)]
for event in races:
    case.move(event, case.station, "report_up")
EventCase.env.flush_all()
EventCase.env.cr.execute(
    "UPDATE grid_event_task"
    "   SET deadline = now() AT TIME ZONE 'UTC' - interval '29 hours',"
    "       sent_at = now() AT TIME ZONE 'UTC' - interval '3 days'"
    " WHERE event_id = ANY(%s)",
    [[event.id for event in late]],
)
EventCase.env.cr.commit()
print("RACES", *[event.id for event in races])
print("LATE", *[event.id for event in late])
