from odoo import api, models


class GridCareMixin(models.AbstractModel):
    """What concerns somebody's health: every look at it is in the access log.

    All that the web client and RPC read goes through ``_read_format``: forms, lists,
    cards and the record after a save. Exports are logged too, with a reason. Counts
    and groups name nobody: the fields that could are masked or closed by group.
    """

    _name = "grid.care.mixin"
    _description = "Read by Few, and Logged"
    _printed = ("display_name",)
    """Fields that a print gives out, for the log."""

    def _read_format(self, fnames, load="_classic_read"):
        rows = super()._read_format(fnames, load)
        named = sorted(set(fnames) - {"id"})
        if self and named and not self.env.su:
            self.env["grid.access.log"]._record("read", self, fields=named)
        return rows

    @api.model
    def _masked_touched(self, paths):
        """Every export and print of what concerns health needs a reason."""
        return True
