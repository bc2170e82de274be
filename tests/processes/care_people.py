"""Run in a shell of Odoo: the people of the care test, for real browsers.

Prints what the test has to know of them, as JSON.
"""

import json
from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.grid_care.tests.common import CareCase

CareCase.env = env  # noqa: F821 (of the shell)
CareCase.cr = CareCase.env.cr
with patch.object(TransactionCase, "setUpClass"):
    CareCase.setUpClass()
case = CareCase()
people = case.env["res.users"].search([("login", "=like", "care_%")])
people.write({"password": "a password of the copy"})
case.env["grid.guardianship.rate"].create(
    {"valid_from": "2026-01-01", "amount": 2400, "basis": "A decision of the test"}
)
record = case.make_record()
staff = case.env["grid.staff"].search([("user_id", "=", case.worker.id)])
place = {"record": record.id, "worker": staff.name}
case.env.flush_all()
case.env.cr.commit()
print("PLACE", json.dumps(place))
