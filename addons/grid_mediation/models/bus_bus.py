from odoo import api, models


class BusBus(models.Model):
    """What happens in a room is told to those who are in it at that moment."""

    _inherit = "bus.bus"

    @api.model
    def _poll(self, channels, last=0, ignore_ids=None):
        return super()._poll(self._grid_heard(channels), last, ignore_ids)

    @api.model
    def _grid_heard(self, channels):
        """Without rooms in which none of the subscribing persons sits any more.

        A websocket keeps what it subscribed to, so somebody put out would go on
        hearing the room.
        """
        ids = {"discuss.channel": set(), "mail.guest": set(), "res.partner": set()}
        for channel in channels:
            model, number = self._grid_record_of(channel)
            if model in ids:
                ids[model].add(number)
        # sudo: memberships are looked up for the subscriber
        rooms = self.env["discuss.channel"].sudo()
        rooms = rooms.search(
            [
                ("id", "in", list(ids["discuss.channel"])),
                ("grid_session_id", "!=", False),
            ]
        )
        if not rooms:
            return channels
        members = rooms.channel_member_ids.filtered(
            lambda member: (
                member.guest_id.id in ids["mail.guest"]
                or member.partner_id.id in ids["res.partner"]
            )
        )
        silent = set((rooms - members.channel_id).ids)
        return [
            channel
            for channel in channels
            if self._grid_record_of(channel)[0] != "discuss.channel"
            or self._grid_record_of(channel)[1] not in silent
        ]

    @api.model
    def _grid_record_of(self, channel):
        """Model and number behind a name on the bus, if it is a record's."""
        if isinstance(channel, tuple) and isinstance(channel[0], models.Model):
            channel = channel[0]
        if isinstance(channel, models.Model):
            return channel._name, channel.id
        if isinstance(channel, tuple) and len(channel) > 2:
            return channel[1], channel[2]
        return None, None
