"""Run in a shell of Odoo: the people of the mediation tests, for real browsers.

Prints what the test has to know of them, as JSON.
"""

import json
from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.grid_mediation.tests.common import MediationCase

MediationCase.env = env  # noqa: F821 (of the shell)
MediationCase.cr = MediationCase.env.cr
with patch.object(TransactionCase, "setUpClass"):
    MediationCase.setUpClass()
case = MediationCase()
people = case.env["res.users"].search([("login", "=like", "med_%")])
people.write({"password": "a password of the copy"})
chamber = case.make_body(case.town_a, "Mediation committee of a chamber", "06")
place = {
    "grid": case.grid_a11.id,
    "body": case.body.id,
    "chamber": chamber.id,
    "mediator": case.mediator.id,
    "codes": {
        table: {code.code: code.id for code in case.env["grid.code"].search(domain)}
        for table in ("dispute_kind", "dispute_source", "dispute_paper")
        for domain in [[("table", "=", table)]]
    },
}
case.env.flush_all()
case.env.cr.commit()
print("PLACE", json.dumps(place))
