from markupsafe import Markup

from odoo import api, fields, models

from ..tools.notices import (
    CENTRE,
    COMMUNITY,
    ENDED,
    FAMILY,
    HEALTH,
    KINDS,
    POLICE,
    RECALLED,
    TAKEN,
)

TAKEN_ONCE = (*TAKEN, ENDED)

MARKS = {
    "issued": "text-bg-warning",
    "pushed": "text-bg-info",
    "returned": "text-bg-warning",
    "late": "text-bg-danger",
}
"""How a hand-over is coloured; what was received is green."""
MARK = Markup('<span class="badge rounded-pill %s" title="%s">%s</span>')
ROW = Markup(
    '<tr><td>%s</td><td>%s</td><td><span class="badge %s">%s</span></td>'
    "<td>%s</td><td>%s</td></tr>"
)
TABLE = Markup(
    '<table class="table table-sm mb-0"><thead><tr>%s</tr></thead>'
    "<tbody>%s</tbody></table>"
)


class GridCareCase(models.Model):
    """The relay: which of the five hand-overs were received, by whom, late or not.

    Who sees the file sees the relay, though not the notices of others: that somebody
    did not take over is what everybody has to know.
    """

    _inherit = "grid.care.case"

    relay = fields.Html("Five Hand-Overs", compute="_compute_relay", sanitize=False)
    relay_table = fields.Html("Relay", compute="_compute_relay", sanitize=False)
    relay_count = fields.Char("Received", compute="_compute_relay")
    relay_open = fields.Boolean(
        "Not All Received", compute="_compute_relay_open", store=True, index=True
    )

    @api.depends("notice_ids.state", "notice_ids.record_id")
    def _compute_relay_open(self):
        for case in self:
            case.relay_open = any(
                notice.state not in TAKEN_ONCE
                for notice in case._relay_notices().values()
            )

    @api.depends("notice_ids.state", "notice_ids.deadline")
    @api.depends_context("lang", "tz")
    def _compute_relay(self):
        kinds, states = self._relay_names()
        short = self._relay_marks()
        heads = (
            self.env._("Notice"),
            self.env._("Receiver"),
            self.env._("State"),
            self.env._("Received"),
            self.env._("Time"),
        )
        head = Markup("").join(Markup("<th>%s</th>") % one for one in heads)
        # sudo: the relay tells who took over, never what the notices say
        for case in self.sudo():
            notices = case._relay_notices()
            marks, rows = [], []
            for kind, notice in notices.items():
                late = notice.is_overdue or notice.deadline_kept == "late"
                state = states[notice.state]
                color = MARKS.get("late" if late else notice.state, "text-bg-success")
                marks.append(MARK % (color, f"{kinds[kind]}: {state}", short[kind]))
                rows.append(
                    ROW
                    % (
                        kinds[kind],
                        notice.receiver or notice.signer or "",
                        color,
                        state,
                        notice.received_at
                        and case._relay_time(notice.received_at)
                        or "",
                        notice.trouble
                        or notice.deadline_left
                        or (late and self.env._("Late"))
                        or "",
                    )
                )
            taken = sum(notice.state in TAKEN_ONCE for notice in notices.values())
            case.relay = Markup(" ").join(marks)
            case.relay_table = TABLE % (head, Markup("").join(rows))
            case.relay_count = f"{taken} / {len(notices)}"

    def _relay_notices(self):
        """The notice of each kind that counts now, in the order of the kinds."""
        live = self.notice_ids.filtered(lambda one: one.state != RECALLED).sorted("id")
        last = {notice.kind: notice for notice in live}
        return {kind: last[kind] for kind, _label in KINDS if kind in last}

    @api.model
    def _relay_marks(self):
        """The receivers in a word each."""
        env = self.env
        return {
            FAMILY: env._("Family"),
            HEALTH: env._("Health"),
            POLICE: env._("Police"),
            CENTRE: env._("Centre"),
            COMMUNITY: env._("Community"),
        }

    @api.model
    def _relay_names(self):
        fields_ = self.env["grid.care.notice"]._fields
        return (
            dict(fields_["kind"]._description_selection(self.env)),
            dict(fields_["state"]._description_selection(self.env)),
        )

    def _relay_time(self, moment):
        return self.env["ir.qweb.field.datetime"].value_to_html(
            moment, {"format": "MM-dd HH:mm"}
        )
