from odoo import models


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """Internal users hear when the work lists of their own desks change."""
        channels = list(channels)
        user = self.env.user
        if user and user._is_internal():
            # sudo: which desks are one's own; nothing but their ids is used
            nodes = {grid for grid, _role in user.sudo()._grid_live_postings()}
            desks = list(self.env["grid.grid"].browse(sorted(nodes)))
            desks += (
                self.env["grid.organization"]
                .sudo()
                .search([("user_ids", "in", user.id)])
            )
            channels += [(desk, "event_tasks") for desk in desks]
        return super()._build_bus_channel_list(channels)
