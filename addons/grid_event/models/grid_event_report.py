import re
from uuid import uuid4

from odoo import Command, api, fields, models
from odoo.exceptions import UserError

from ..tools.moves import DRAFT

PHONE_CHANNEL = "01"
"""Code of the channel of reports made on a phone (DOMAIN 3.1)."""

PLATE = re.compile(r"(?:.*/g/)?([0-9A-Z]+)/?")


class GridEvent(models.Model):
    """Reporting from the street: one screen, one tap, and one report for each."""

    _inherit = "grid.event"

    report_key = fields.Char(
        default=lambda self: self._default_report_key(),
        copy=False,
        help="Drawn by the screen on which a report is written: however often it is "
        "sent over a bad line, it is recorded once.",
    )
    plate = fields.Char(
        "Door Plate", store=False, help="The code of the plate, scanned or typed."
    )
    spot_result = fields.Text(
        "What Was Done",
        copy=False,
        help="How the reporter settled it on the spot.",
    )
    solving = fields.Boolean(store=False, help="The form asks what was done.")
    question_count = fields.Integer(compute="_compute_question_count")

    _report_key_uniq = models.UniqueIndex(
        "(reporter_id, report_key) WHERE report_key IS NOT NULL",
        "This report was recorded already.",
    )

    @api.model
    def _default_report_key(self):
        return uuid4().hex if self.env.context.get("grid_event_report") else False

    @api.depends("answer_ids")
    def _compute_question_count(self):
        for event in self:
            event.question_count = len(event.answer_ids)

    # -- what the form finds out by itself ---------------------------------------

    @api.onchange("plate")
    def _onchange_plate(self):
        """A scanned plate is an address (``.../g/CODE``); a typed one has blanks."""
        if not self.plate:
            return None
        code = "".join(self.plate.split()).upper()
        # the address of a page is written in small letters
        match = PLATE.fullmatch(code.replace("/G/", "/g/"))
        house = match and self.env["grid.house"].search(
            [("plate_code", "=", match[1])], limit=1
        )
        if not house:
            message = self.env._("No house with this door plate in your area.")
            return {"warning": {"title": self.env._("Door Plate"), "message": message}}
        self.house_id = house
        self.plate = False
        return None

    # -- one report for each -----------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """What came in already, and whose answer got lost, is not recorded twice."""
        known = self._known_reports(vals_list)
        if not known:
            return super().create(vals_list)
        fresh = [vals for vals in vals_list if vals.get("report_key") not in known]
        created = iter(super().create(fresh))
        events = self.browse()
        for vals in vals_list:
            event = known.get(vals.get("report_key"))
            if event and event.state == DRAFT:
                event._amend(vals)
            events |= event or next(created)
        return events

    def _amend(self, vals):
        """A draft saved when the page was closed is continued from the phone."""
        vals = {name: vals[name] for name in vals if name != "report_key"}
        answers, media = vals.pop("answer_ids", ()), vals.pop("media_ids", ())
        self.write(vals)
        self.answer_ids.unlink()
        added = [command for command in media if command[0] == Command.CREATE]
        uploads = [command[2].get("upload") for command in added]
        # what the draft took over already is there
        waiting = self.env["ir.attachment"].search([("id", "in", uploads)]).ids
        added = [command for command in added if command[2].get("upload") in waiting]
        self.write({"answer_ids": list(answers), "media_ids": added})

    @api.model
    def _known_reports(self, vals_list):
        keys = {vals["report_key"] for vals in vals_list if vals.get("report_key")}
        if not keys:
            return {}
        events = self.search(
            [("reporter_id", "=", self.env.uid), ("report_key", "in", sorted(keys))]
        )
        return {event.report_key: event for event in events}

    def action_report(self):
        """Report, and say so. Once: a second tap is told of the first."""
        self.ensure_one()
        self._report_once("report", {})
        return self._reported_action()

    def action_solve(self):
        """Found and solved on the spot."""
        self.ensure_one()
        if not (self.spot_result or "").strip():
            raise UserError(self.env._("Say what was done."))
        self._report_once("solve", {"result": self.spot_result})
        return self._reported_action()

    def action_open_event(self):
        """The event as everybody else sees it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def _report_once(self, move, values):
        self.check_access("read")
        self._lock()
        self.invalidate_recordset(["state", "reported_at"])
        if self.state == DRAFT or not self._is_own_report():
            self.action_move(move, values)

    def _is_own_report(self):
        return bool(self.reported_at) and self.reporter_id == self.env.user

    def _reported_action(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_event.grid_event_action_report_sent"
        )
        return dict(action, res_id=self.id)

    @api.model
    def _default_channel_id(self):
        if self.env.context.get("grid_event_phone"):
            return self.env["grid.code"]._id_of("event_channel", PHONE_CHANNEL)
        return super()._default_channel_id()
