"""Run in a shell of Odoo: five police stations with outside systems, and notices.

The ports of the systems come in by the environment, as JSON by name. Prints what the
test has to know, as JSON.
"""

import json
import os
from unittest.mock import patch

from odoo.tests import TransactionCase

from odoo.addons.grid_care.tests.common import CareCase

NOTICES = 3
SECRET = "a secret of the tests"
TIMEOUTS = {"hanging": 12}

CareCase.env = env  # noqa: F821 (of the shell)
CareCase.cr = CareCase.env.cr
with patch.object(TransactionCase, "setUpClass"):
    CareCase.setUpClass()
case = CareCase()
parameters = case.env["ir.config_parameter"]
parameters.set_param("grid_care.push_pause", "2")
parameters.set_param("grid_care.push_tries", "4")
made = {"secret": SECRET, "notices": {}, "names": {}}
for number, (name, port) in enumerate(json.loads(os.environ["PORTS"]).items(), 3):
    town = case.make_grid("town", f"99000100{number}000", case.county)
    community = case.make_grid("community", f"99000100{number}001", town)
    unit = case.make_grid("unit", None, community)
    station = case.make_organization("police_station", town, case.police)
    case.env["grid.care.channel"].create(
        {
            "organization_id": station.id,
            "url": f"http://127.0.0.1:{port}/notices",
            "new_secret": SECRET,
            "timeout": TIMEOUTS.get(name, 2),
        }
    )
    made["names"][name] = station.id
    made["notices"][name] = [
        case.issued(patient=case.make_patient(grid_id=unit.id))["police"].id
        for _number in range(NOTICES)
    ]
case.env.flush_all()
case.env.cr.commit()
print("MADE", json.dumps(made))
