"""Calls as a browser or a machine makes them, and what they were answered."""

from odoo.tests import HttpCase

REFUSED = {"odoo.exceptions.AccessError", "odoo.http.SessionExpiredException"}


class RpcError(Exception):
    """The server's answer to a call that failed."""

    def __init__(self, name, message, debug=""):
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message
        self.debug = debug


class RpcCase(HttpCase):
    """An ``HttpCase`` whose one session calls methods of models."""

    login = None
    """Whose session it is; nobody's by default."""
    refusals = REFUSED

    def setUp(self):
        super().setUp()
        self.authenticate(self.login or None, self.login or None)

    def call(self, model, method, *args, **kwargs):
        """As the web client does: ``/web/dataset/call_kw``."""
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.post(f"/web/dataset/call_kw/{model}/{method}", params)

    def post(self, path, params):
        answer = self.url_open(path, json={"jsonrpc": "2.0", "params": params}).json()
        if "error" in answer:
            data = answer["error"]["data"]
            raise RpcError(data["name"], data["message"], data.get("debug", ""))
        return answer["result"]

    def refused(self, model, method, *args, **kwargs):
        """Whether a call fails for want of a right; any other failure is an error."""
        try:
            self.call(model, method, *args, **kwargs)
        except RpcError as error:
            if error.name not in self.refusals:
                raise
            return True
        return False

    def assertRefused(self, model, method, *args, **kwargs):
        if not self.refused(model, method, *args, **kwargs):
            self.fail(f"{self.login} was let through: {model}.{method}{args}")

    def assertNothing(self, model, method, *args):
        """Refused, or nothing found: some rules leave rows out of the table itself."""
        if not self.told_nothing(model, method, *args):
            self.fail(f"{self.login} was told something: {model}.{method}{args}")

    def told_nothing(self, model, method, *args):
        try:
            return not self.call(model, method, *args)
        except RpcError as error:
            if error.name not in self.refusals:
                raise
            return True
