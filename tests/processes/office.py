"""People at their desks: each in a browser of their own, signed in."""

import time

from .browsers import somebody
from .database import PASSWORD
from .server import Session


class Office:
    """Somebody with an account: clicks in a browser, and enters much by RPC."""

    def __init__(self, place, login, phone=False):
        self.place, self.server = place, place.server
        self.rpc = Session(self.server, login, PASSWORD)
        self.phone = phone
        self.page = somebody(place.browser, phone)
        host = self.server.url("")
        self.page.context.add_cookies(
            [
                {"name": "session_id", "value": cookie.value, "url": host}
                for cookie in self.rpc.session.cookies
                if cookie.name == "session_id"
            ]
        )

    def call(self, model, method, *args, **kwargs):
        return self.rpc.call(self.server, model, method, *args, **kwargs)

    def create(self, model, **values):
        [record] = self.call(model, "create", [values])
        return record

    def read(self, model, record, *names):
        [row] = self.call(model, "read", [record], list(names))
        return row

    def open(self, model, record):
        self.page.goto(self.server.url(f"/odoo/{model}/{record}"))
        self.page.locator(".o_form_view .o_form_sheet").first.wait_for()

    def press(self, label, within=".o_form_view"):
        """Click a button by its words; the window of a call may lie over it."""
        button = self.page.locator(f"{within} button:visible", has_text=label).first
        button.wait_for()
        button.evaluate("button => button.click()")

    def confirm(self, label="Confirm"):
        self.press(label, within=".modal")
        self.page.locator(".modal").wait_for(state="detached")

    def choose(self, name, words):
        """Take the one line that a field of a dialog offers for these words."""
        self.fill(name, words)
        item = f".o-autocomplete--dropdown-item:has-text('{words}')"
        self.page.locator(item).first.click()

    def fill(self, name, words):
        field = self.page.locator(f".modal [name={name}]")
        field.locator("input, textarea").first.fill(words)

    def wait_state(self, label):
        bar = f".o_statusbar_status [aria-checked=true]:has-text('{label}')"
        self.page.locator(bar).first.wait_for(state="attached")

    # -- forms ---------------------------------------------------------------------

    def tab(self, label):
        self.page.locator(f".o_notebook .nav-link:has-text('{label}')").click()

    def pick(self, name, label):
        """Choose one of the radio buttons of a field."""
        item = f".o_form_view [name={name}] .o_radio_item:has-text('{label}')"
        self.page.locator(item).first.locator("input").check()

    def pick_line(self, name, words):
        """Take the one line that a field of a form offers for these words.

        On a phone a window of its own offers them.
        """
        field = self.page.locator(f".o_form_view [name={name}] input")
        if self.phone:
            field.click()
            item = f".modal .o_kanban_record:has-text('{words}')"
        else:
            field.fill(words)
            item = f".o-autocomplete--dropdown-item:has-text('{words}')"
        self.page.locator(item).first.click()

    def write(self, name, words):
        field = self.page.locator(f".o_form_view [name={name}]")
        field.locator("input, textarea").first.fill(words)

    def tick(self, name):
        self.page.locator(f".o_form_view [name={name}] input").check()

    def save(self):
        self.page.locator(".o_form_button_save").click()
        saved = self.page.locator(".o_form_status_indicator_buttons.invisible")
        saved.wait_for(state="attached")


def until(ask, good, what, seconds=40):
    """Ask again and again until the answer is good."""
    limit = time.monotonic() + seconds
    while not good(answer := ask()):
        assert time.monotonic() < limit, f"{what}: {answer}"
        time.sleep(0.3)
    return answer
