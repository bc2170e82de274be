from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.video import PASS


class DiscussChannelMember(models.Model):
    """Who sits in a room of a mediation: only whom the session let in."""

    _inherit = "discuss.channel.member"

    @api.model_create_multi
    def create(self, vals_list):
        channels = self.env["discuss.channel"].browse(
            {vals["channel_id"] for vals in vals_list if vals.get("channel_id")}
        )
        if self.env.context.get("grid_room_pass") is not PASS and (
            channels._grid_rooms()
        ):
            raise AccessError(self.env._("The mediator lets people into this room."))
        return super().create(vals_list)

    def _rtc_join_call(self, store=None, check_rtc_session_ids=None, camera=False):
        """A call is joined in the one room that its session meets in now."""
        room = self.channel_id._grid_rooms().sudo()
        if room and room != room.grid_session_id.video_room_id:
            raise AccessError(self.env._("The session does not meet in this room now."))
        return super()._rtc_join_call(store, check_rtc_session_ids, camera)

    def _join_sfu(self, ice_servers=None, force=False):
        # a media server goes on serving whom the session has put out
        if not self.channel_id._grid_rooms():
            super()._join_sfu(ice_servers, force)
