from odoo import http
from odoo.http import request

from odoo.addons.html_editor.controllers.main import HTML_Editor


class ClosedNetwork(HTML_Editor):
    """The text editor asks nobody outside, unless an administrator allows it.

    Odoo's editor fetches previews of pasted addresses (for anonymous visitors too,
    which lets them make the server call any address), stock pictures and texts
    from a service. A governance centre runs on a closed network.
    """

    def _grid_may_call_out(self):
        # sudo: a switch of the administrator's, asked for whoever calls
        parameters = request.env["ir.config_parameter"].sudo()
        return parameters.get_param("grid_base.call_out") == "1"

    @http.route()
    def link_preview_metadata(self, preview_url):
        if not self._grid_may_call_out():
            return {}
        return super().link_preview_metadata(preview_url)

    @http.route()
    def media_library_search(self, **params):
        if not self._grid_may_call_out():
            return {"error": 503}
        return super().media_library_search(**params)

    @http.route()
    def save_library_media(self, media):
        if not self._grid_may_call_out():
            return []
        return super().save_library_media(media)

    @http.route()
    def generate_text(self, prompt, conversation_history):
        if not self._grid_may_call_out():
            return ""
        return super().generate_text(prompt, conversation_history)
