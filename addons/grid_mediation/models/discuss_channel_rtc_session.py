from odoo import api, fields, models


class DiscussChannelRtcSession(models.Model):
    """Calls: nobody reaches into another room, and presence is written down."""

    _inherit = "discuss.channel.rtc.session"

    @api.model_create_multi
    def create(self, vals_list):
        calls = super().create(vals_list)
        now = fields.Datetime.now()
        for line in calls._grid_attendance():
            line.write(
                {"came": True, "joined_at": line.joined_at or now, "left_at": False}
            )
        return calls

    def unlink(self):
        self._grid_attendance().write({"left_at": fields.Datetime.now()})
        return super().unlink()

    def _grid_attendance(self):
        """The lines of the session's list of those who call from its rooms."""
        # sudo: what is measured is written whoever calls
        rooms = self.sudo().channel_id._grid_rooms().sudo()
        seats = rooms.grid_session_id.seat_ids.filtered(
            lambda seat: seat.guest_id and seat.guest_id in self.sudo().guest_id
        )
        return seats.session_id.attendance_ids.filtered(
            lambda line: line.party_id in seats.party_id
        )

    def _notify_peers(self, notifications):
        """Offers go to callers of the same room only.

        Odoo sends them to any call whose number one knows; so somebody at the round
        table could listen to a caucus.
        """
        self.ensure_one()
        return super()._notify_peers(
            [
                (self._grid_same_room(target_ids), content)
                for target_ids, content in notifications
            ]
        )

    def _grid_same_room(self, target_ids):
        targets = self.browse(target_ids).exists()
        return targets.filtered(lambda call: call.channel_id == self.channel_id).ids
