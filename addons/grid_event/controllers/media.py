import unicodedata

from odoo import http
from odoo.exceptions import AccessError, UserError
from odoo.http import request

from ..tools.settings import MEDIA_MEGABYTES, get_int

ENVELOPE = 1 << 20
"""What a form adds to the file it carries."""


def _max_length(_controller):
    return (get_int(request.env, MEDIA_MEGABYTES) << 20) + ENVELOPE


class EventMedia(http.Controller):
    @http.route(
        "/grid_event/media/upload",
        type="http",
        auth="user",
        methods=["POST"],
        max_content_length=_max_length,
    )
    def upload(self, file):
        """Take one photograph or file in, before its event is saved."""
        # telephones of one make send the accents of names apart
        name = unicodedata.normalize("NFC", file.filename or "")
        try:
            values = request.env["grid.event.media"]._upload(name, file.read())
        except (AccessError, UserError) as error:
            values = {"error": str(error)}
        return request.make_json_response(values)
