import uuid

from odoo import fields, models
from odoo.http import request

from ..tools.video import NOBODY


class MailGuest(models.Model):
    """A party without an account, in a mediation by video."""

    _inherit = "mail.guest"

    # no administrator takes somebody's seat
    access_token = fields.Char(groups=NOBODY)
    grid_seat_ids = fields.One2many(
        "grid.session.seat", "guest_id", "Seats", groups=NOBODY
    )

    def _update_name(self, name):
        # sudo: the guest does not read seats. Silent, for the page renames first
        if not self.sudo().grid_seat_ids:
            super()._update_name(name)

    def _grid_rotate(self):
        """No cookie given out so far is good any more."""
        for guest in self:
            guest.access_token = str(uuid.uuid4())

    def _grid_set_cookie(self, until):
        """The cookie of a seat: it ends with the link, and only travels encrypted."""
        self.ensure_one()
        request.future_response.set_cookie(
            self._cookie_name,
            self._format_auth_cookie(),
            httponly=True,
            secure=request.httprequest.scheme == "https",
            samesite="Lax",
            expires=until,
        )
