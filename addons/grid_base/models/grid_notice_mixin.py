from markupsafe import Markup

from odoo import api, models


class GridNoticeMixin(models.AbstractModel):
    """A record of which people are told what happened: its name, nothing more.

    Notices are heard in the inbox or by mail, as each user chose, and are not put
    on the record; it needs no chatter.
    """

    _name = "grid.notice.mixin"
    _description = "Record with Notices"

    @api.model
    def _notice_texts(self):
        """The first line of each kind of notice, in the language of the context."""
        return {}

    def _notice_subject(self):
        """What a notice calls the record; the heir may tell less than its name.

        It is the subject, the second line, the heading of a mail, and what the inbox
        shows as the name of the record.
        """
        self.ensure_one()
        return self.display_name

    def _notify(self, users, kind, text=None):
        """Tell users, each in their language; the mail leaves with the transaction.

        :param users: ``res.users``; inactive ones are passed over
        :param kind: key of ``_notice_texts``
        :param text: what else is said, such as a reason
        """
        self.ensure_one()
        # sudo: whoever acts need not see the accounts of those who are told
        users = users.sudo().filtered("active") - self.env.ref("base.user_root")
        for lang, group in users.grouped("lang").items():
            record = self.with_context(lang=lang).sudo()
            subject = record._notice_subject()
            lines = [record._notice_texts()[kind], subject, text]
            body = Markup("<br/>").join(line for line in lines if line)
            self.env["mail.thread"].sudo().with_context(lang=lang).message_notify(
                model=self._name,
                res_id=self.id,
                subject=subject,
                body=body,
                partner_ids=group.partner_id.ids,
                force_send=False,
                force_record_name=subject,
            )
