"""Odoo's own "click everywhere" on every menu of ours, as those who use them.

Every view of every menu is opened and every filter set; any error of the server or
of the browser fails the test.
"""

import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import HttpCase, tagged
from odoo.tests.common import ChromeBrowser

from odoo.addons.grid_base.tests.common import GridCase

CLICK = (
    "odoo.loader.modules.get('@web/webclient/clickbot/clickbot_loader')"
    ".startClickEverywhere('{app}')"
)
MENU = re.compile(r"Testing menu .*?([\w]+\.[\w]+)\s*$")


@tagged("standard")
class TestClickEverywhere(GridCase, HttpCase):
    allow_end_on_form = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.user_admin").tour_enabled = False
        cls.worker = cls.make_user("click_worker", cls.grid_a11, "grid_worker")
        cls.officer = cls.make_user("click_officer", cls.town_a, "town_officer")
        (cls.worker | cls.officer).tour_enabled = False
        cls.make_people()

    @classmethod
    def make_people(cls):
        """Something to show in each view."""
        house = cls.env["grid.house"].create(
            {"grid_id": cls.grid_a11.id, "street": "Road", "street_number": "1"}
        )
        household = cls.env["grid.household"].create({"house_id": house.id})
        residents = cls.env["grid.resident"].create(
            [{"name": f"Resident {n}", "household_id": household.id} for n in range(3)]
        )
        household.head_id = residents[0]
        cls.env["grid.visit"].create(
            {
                "household_id": household.id,
                "outcome": "met",
                "staff_id": cls.worker.grid_staff_ids.id,
            }
        )

    def click(self, user):
        menus = self.env["ir.ui.menu"].with_user(user).load_menus(False)
        # an addon may bring an app of its own
        apps = [
            menus[app_id]
            for app_id in menus["root"]["children"]
            if menus[app_id]["xmlid"].startswith("grid_")
        ]
        self.assertIn("grid_base.menu_grid_root", [app["xmlid"] for app in apps])
        for app in apps:
            with self.subTest(app=app["name"]), self.console() as lines:
                self.browser_js(
                    "/odoo",
                    CLICK.format(app=app["xmlid"]),
                    "odoo.isReady === true",
                    login=user.login,
                    timeout=900,
                    success_signal="clickbot test succeeded",
                )
                clicked = {found[1] for line in lines if (found := MENU.search(line))}
                self.assertLessEqual(self.leaves(menus, app["id"]), clicked)

    @contextmanager
    def console(self):
        """What the browser writes to its console, one string a message."""
        lines = []
        handle = ChromeBrowser._handle_console

        def listen(browser, type, args=None, **more):
            lines.append(" ".join(str(part.get("value")) for part in args or ()))
            return handle(browser, type, args=args, **more)

        with patch.object(ChromeBrowser, "_handle_console", listen):
            yield lines

    def leaves(self, menus, menu_id):
        """The menus below one that open something."""
        children = menus[menu_id]["children"]
        if children:
            return set().union(*(self.leaves(menus, child) for child in children))
        return {menus[menu_id]["xmlid"]}

    def test_as_administrator(self):
        self.click(self.env.ref("base.user_admin"))

    def test_as_town_officer(self):
        self.click(self.officer)

    def test_as_grid_worker(self):
        self.click(self.worker)
