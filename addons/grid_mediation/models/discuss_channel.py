from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.video import ROOM_KINDS

FIXED = {"grid_session_id", "grid_seat_id", "grid_room_kind", "uuid", "group_ids"}


class DiscussChannel(models.Model):
    """A room of a mediation by video: the round table, or one party's caucus.

    Only the session makes rooms and lets people in. What Discuss offers beside that
    (inviting, threads in threads, files, mail) is off in them.
    """

    _inherit = "discuss.channel"

    grid_session_id = fields.Many2one(
        "grid.dispute.session",
        "Mediation Session",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        copy=False,
    )
    grid_seat_id = fields.Many2one(
        "grid.session.seat",
        "Seat",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        copy=False,
        help="Whose caucus the room is.",
    )
    grid_room_kind = fields.Selection(
        ROOM_KINDS, "Kind of Room", readonly=True, copy=False
    )

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if not self.env.su and vals.keys() & (FIXED - {"uuid", "group_ids"}):
                raise AccessError(self.env._("The session opens its rooms."))
            parent = self.browse(vals.get("parent_channel_id"))
            if parent._grid_rooms():
                # who reads a room reads its threads, and leaves none of them
                raise AccessError(self.env._("A room has no threads of its own."))
        return super().create(vals_list)

    def write(self, vals):
        if vals.keys() & (FIXED | {"name"}) and not self.env.su and self._grid_rooms():
            raise AccessError(self.env._("The session opens its rooms."))
        return super().write(vals)

    def _grid_rooms(self):
        """Those of them that are rooms of a mediation."""
        # sudo: whether it is a room is asked for everybody
        return self.sudo().filtered("grid_session_id").sudo(False)

    def _allow_invite_by_email(self):
        return super()._allow_invite_by_email() and not self._grid_rooms()

    def _should_invite_members_to_join_call(self):
        # parties are brought into the room of the moment, nobody is rung
        return super()._should_invite_members_to_join_call() and not self._grid_rooms()

    def message_post(self, *, message_type="notification", partner_ids=None, **kwargs):
        rooms = self._grid_rooms()
        if rooms and (kwargs.get("attachments") or kwargs.get("attachment_ids")):
            raise AccessError(
                self.env._("Files are kept on the case, not in the room.")
            )
        # sudo: whoever posts does not read the session
        if "closed" in rooms.sudo().grid_session_id.mapped("video_state"):
            raise AccessError(self.env._("The room is closed."))
        return super().message_post(
            message_type=message_type, partner_ids=partner_ids, **kwargs
        )
