from werkzeug.exceptions import NotFound

from odoo import http
from odoo.http import request

from odoo.addons.mail.controllers.attachment import AttachmentController
from odoo.addons.mail.controllers.discuss.public_page import PublicPageController
from odoo.addons.mail.tools.discuss import Store, add_guest_to_context


class VideoLobby(http.Controller):
    """Where a party comes in: link, lobby, room."""

    def _page(self, name, status=200, **values):
        response = request.render(f"grid_mediation.{name}", values)
        response.status_code = status
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    def _seat(self):
        guest = request.env["mail.guest"]._get_guest_from_context()
        return request.env["grid.session.seat"]._of_guest(guest)

    @http.route(
        "/mediation/join/<string:token>", type="http", auth="public", methods=["GET"]
    )
    def join_page(self, token):
        """Says what it is and changes nothing: programs that check links read it."""
        seat = request.env["grid.session.seat"]._of_token(token)
        if not seat:
            return self._page("video_gone", 404)
        return self._page("video_join", seat=seat, account=self._has_account())

    @http.route(
        "/mediation/join/<string:token>", type="http", auth="public", methods=["POST"]
    )
    @add_guest_to_context
    def join(self, token, **post):
        """Take the seat in this browser, and wait."""
        seat = request.env["grid.session.seat"]._of_token(token)
        if not seat:
            return self._page("video_gone", 404)
        if self._has_account():
            return self._page("video_join", seat=seat, account=True)
        guest = request.env["mail.guest"]._get_guest_from_context()
        if not seat._sit_down(guest):
            return self._page("video_taken", 403)
        return request.redirect("/mediation/wait", 303)

    def _has_account(self):
        # who is logged in would join as that account, not as the party
        return not request.env.user._is_public()

    @http.route("/mediation/wait", type="http", auth="public", methods=["GET"])
    @add_guest_to_context
    def wait(self):
        """The lobby: one waits here to be admitted, and while others speak alone."""
        seat = self._seat()
        if not seat:
            return self._page("video_gone", 404)
        return self._page("video_wait", admitted=seat.state == "admitted")

    @http.route("/mediation/where", type="jsonrpc", auth="public", methods=["POST"])
    @add_guest_to_context
    def where(self):
        """Where this browser should be now; asked every other second."""
        seat = self._seat()
        return {"seat": bool(seat), "room": seat._room().id if seat else False}

    @http.route("/mediation/room", type="http", auth="public", methods=["GET"])
    @add_guest_to_context
    def room(self):
        """The room in which the party is wanted now."""
        seat = self._seat()
        room = seat._room() if seat else None
        if not room or self._has_account():
            return request.redirect("/mediation/wait", 303)
        # as the guest: what the page shows is what the guest may read
        channel = request.env["discuss.channel"].search([("id", "=", room.id)])
        if not channel:
            raise NotFound()
        page = PublicPageController()
        return page._response_discuss_public_template(Store(), channel)


class RoomPages(PublicPageController):
    @http.route()
    def discuss_channel_invitation(
        self, channel_id, invitation_token, email_token=None
    ):
        """Rooms of a mediation are not joined by what every member knows."""
        if request.env["discuss.channel"].browse(channel_id).exists()._grid_rooms():
            raise NotFound()
        return super().discuss_channel_invitation(
            channel_id, invitation_token, email_token
        )


class RoomFiles(AttachmentController):
    @http.route()
    def mail_attachment_upload(
        self, ufile, thread_id, thread_model, is_pending=False, **kwargs
    ):
        """Files do not go into rooms: their addresses would outlive the session."""
        if thread_model == "discuss.channel":
            channel = request.env["discuss.channel"].browse(int(thread_id))
            if channel.exists()._grid_rooms():
                raise NotFound()
        return super().mail_attachment_upload(
            ufile, thread_id, thread_model, is_pending, **kwargs
        )
