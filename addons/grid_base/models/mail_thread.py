from odoo import models

from ..tools.masked import masked_fields

NOTIFICATION = "grid_base_notification"


class MailThread(models.AbstractModel):
    """Track changes of true values, and show them to nobody who may not see them."""

    _inherit = "mail.thread"

    def _track_prepare(self, fields_iter):
        if masked_fields(self):
            # sudo: the true fields are closed, and so would never be tracked
            self = self.sudo()
        return super()._track_prepare(fields_iter)

    def _track_finalize(self):
        if masked_fields(self):
            # sudo: as above; the chatter filters what it shows by the user
            self = self.sudo()
        return super()._track_finalize()

    def _notify_by_email_prepare_rendering_context(self, *args, **kwargs):
        if masked_fields(self):
            self = self.with_context(**{NOTIFICATION: True})
        return super()._notify_by_email_prepare_rendering_context(*args, **kwargs)

    def _track_filter_for_display(self, tracking_values):
        """A mail goes to followers, who may see less than who wrote the value."""
        tracking_values = super()._track_filter_for_display(tracking_values)
        masked = masked_fields(self)
        if not masked:
            return tracking_values
        if self._masked_sees() and not self.env.context.get(NOTIFICATION):
            return tracking_values
        hidden = {field.truth for field in masked.values()}
        return tracking_values.filtered(
            lambda tracking: tracking.sudo().field_id.name not in hidden
        )
