from odoo import models


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _compute_record_name(self):
        """A notice stays in the inbox of who was told, and may outlive the right to
        read the record: it shows what the record is called in notices, no more."""
        super()._compute_record_name()
        telling = self.env.registry["grid.notice.mixin"]
        for message in self.filtered("record_name"):
            record = self.env[message.model].browse(message.res_id)
            if isinstance(record, telling):
                # sudo: whoever is told may know this much
                message.record_name = record.sudo()._notice_subject()
