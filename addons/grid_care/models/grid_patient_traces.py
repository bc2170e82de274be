from datetime import UTC

from odoo import models

from odoo.addons.grid_base.tools.clock import city_zone
from odoo.addons.grid_base.tools.ranges import text_to_ranges

from ..tools.traces import LOOKS, TRACES

NOTICE = "grid.care.notice"


class GridPatient(models.Model):
    """Who has seen what is kept of a person: the person may be told.

    From the access log, which notes every look at what concerns health. Rows that
    name many records tell here of this person alone.
    """

    _inherit = "grid.patient"

    def _traces(self):
        """Ids of all that is kept of these patients, by model."""
        # sudo: whoever may be told who looked need not see the records themselves
        models = self.env(su=True)
        return {
            model: models[model]
            .with_context(active_test=False)
            .search([(path, "in", self.ids)])
            .ids
            for model, path in TRACES.items()
        }

    def _looks(self):
        """Every look at what is kept of this patient, newest first, in words.

        :return: a list of dictionaries: when, who, where they work, what, why
        """
        self.ensure_one()
        self.check_access("read")
        traces = self._traces()
        rows = self.env["grid.access.log"]._about(traces, LOOKS)
        names, places = self._lookers(set(rows.mapped("uid")))
        kinds = self._notice_kinds(traces[NOTICE])
        zone = city_zone(self.env)
        looks = []
        for row in rows:
            moment = row.date.replace(tzinfo=UTC).astimezone(zone)
            what = [row.display_name]
            if row.model == NOTICE:
                what += sorted({kinds[id_] for id_ in kinds if _names(row, id_)})
            looks.append(
                {
                    "when": moment.strftime("%Y-%m-%d %H:%M"),
                    "who": names.get(row.uid, row.login),
                    "where": self._place(places.get(row.uid, {}), moment.date()),
                    "what": what,
                    "why": row.reason or "",
                }
            )
        return looks

    def _notice_kinds(self, ids):
        """What kind each notice is of, in words."""
        # sudo: the kinds alone
        notices = self.env[NOTICE].sudo().browse(ids)
        labels = dict(notices._fields["kind"]._description_selection(self.env))
        return {notice.id: labels[notice.kind] for notice in notices}

    def _lookers(self, uids):
        """Names of users by id; and the organizations and postings they work for."""
        # sudo: who looked is told by name, whatever else is known of them
        env = self.env(su=True)
        users = env["res.users"].browse(uids).exists()
        places = {uid: {"organizations": [], "postings": []} for uid in uids}
        domain = [("user_ids", "in", list(uids))]
        for organization in env["grid.organization"].search(domain, order="id"):
            for user in organization.user_ids & users:
                places[user.id]["organizations"].append(organization.name)
        domain = [("staff_id.user_id", "in", list(uids))]
        order = "is_main desc, id desc"
        for posting in env["grid.posting"].search(domain, order=order):
            places[posting.staff_id.user_id.id]["postings"].append(posting)
        return {user.id: user.name for user in users}, places

    def _place(self, places, day):
        """The organization, or else where the person was posted on the day."""
        if organizations := places.get("organizations"):
            return ", ".join(organizations)
        for posting in places.get("postings", ()):
            if posting.date_from <= day and day <= (posting.date_to or day):
                return posting.grid_id.display_name
        return ""


def _names(row, number):
    """Whether a row of the log names a record."""
    return row.res_id == number or any(
        first <= number <= last for first, last in text_to_ranges(row.res_ids)
    )
