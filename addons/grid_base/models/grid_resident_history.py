from odoo import api, fields, models

from ..tools.clock import local_today
from ..tools.masked import masked_fields

PLACE = {"grid_id", "house_id", "household_id"}
"""Where somebody lives: changes of it are moves, and leave a history."""
UNLOGGED = {"duplicate_key", "message_main_attachment_id"}


class GridResident(models.Model):
    """Moving in, out and within the city, and who changed what."""

    _inherit = "grid.resident"

    date_in = fields.Date(
        "Here Since", default=lambda self: local_today(self.env), copy=False
    )
    arrival_kind = fields.Selection(
        [
            ("recorded", "First Recorded"),
            ("born", "Born"),
            ("arrived", "Moved into the City"),
            ("moved", "Moved within the City"),
            ("returned", "Returned"),
        ],
        "Came By",
        default="recorded",
        copy=False,
    )
    departure_kind = fields.Selection(
        [
            ("left", "Left the City"),
            ("deceased", "Deceased"),
            ("merged", "Merged into Another Record"),
            ("mistake", "Recorded by Mistake"),
        ],
        "Archived Because",
        copy=False,
    )
    date_out = fields.Date("Archived On", copy=False)
    residence_ids = fields.One2many(
        "grid.residence", "resident_id", "Former Residences"
    )
    change_ids = fields.One2many("grid.resident.change", "resident_id", "Changes")

    @api.model_create_multi
    def create(self, vals_list):
        residents = super().create(vals_list)
        residents._adopt_heads()
        return residents

    @api.model
    def _register_vals(self, vals_list):
        vals_list = super()._register_vals(vals_list)
        today = local_today(self.env)
        for vals in vals_list:
            vals.setdefault("date_in", today)
        return vals_list

    def write(self, vals):
        moving = bool(PLACE & vals.keys())
        # those who come back from elsewhere end no stay
        before = self.filtered("active")._stays() if moving else {}
        res = super().write(vals)
        if moving:
            self._end_stays(before)
        if "household_id" in vals:
            self._leave_as_heads(before)
        if {"relation_id", "household_id"} & vals.keys():
            self._adopt_heads()
        self._log_change(vals)
        return res

    def _stays(self):
        """Where each one lives now, and since when."""
        return {
            resident.id: {
                "grid_id": resident.grid_id.id,
                "house_id": resident.house_id.id,
                "household_id": resident.household_id.id,
                "date_from": resident.date_in,
                "arrival_kind": resident.arrival_kind,
            }
            for resident in self
        }

    def _end_stays(self, before):
        """Keep the stays that a change of place has ended.

        A first house within the grid is no move, nor is another household in the same
        house, nor what is put right on the day of entry.
        """
        day = self.env.context.get("move_date") or local_today(self.env)
        day = fields.Date.to_date(day)
        moved = self.browse()
        rows = []
        for resident in self.filtered(lambda resident: resident.id in before):
            stay = before[resident.id]
            same_grid = stay["grid_id"] == resident.grid_id.id
            same_house = stay["house_id"] in (False, resident.house_id.id)
            if (same_grid and same_house) or stay["date_from"] == day:
                continue
            moved += resident
            rows.append(resident._residence_vals(stay, "moved", day))
        if moved:
            # sudo: the old place may lie outside the scope after the move
            self.env["grid.residence"].sudo().create(rows)
            super(GridResident, moved).write({"date_in": day, "arrival_kind": "moved"})

    def _follow_household(self, before):
        """The household has moved to another house or grid."""
        for household, members in self.grouped("household_id").items():
            place = {
                "house_id": household.house_id.id,
                "grid_id": household.grid_id.id,
            }
            super(GridResident, members).write(place)
        self._end_stays(before)

    def _residence_vals(self, stay, kind, day, destination=False):
        start = stay["date_from"]
        return dict(
            stay,
            resident_id=self.id,
            kind=kind,
            date_from=start and min(start, day),
            date_to=day,
            destination=destination,
            reason=self.env.context.get("move_reason"),
        )

    @api.private
    def depart(self, kind, day=None, destination=False):
        """Archive those who left the city or died; the stay is kept.

        :param kind: a value of ``departure_kind``
        """
        self.check_access("write")
        day = day or local_today(self.env)
        # sudo: only officers archive freely; with a reason, who may write may
        residents = self.sudo()
        if kind in ("left", "deceased"):
            stays = residents._stays()
            self.env["grid.residence"].sudo().create(
                [
                    resident._residence_vals(stays[resident.id], kind, day, destination)
                    for resident in residents
                ]
            )
        residents.write({"active": False, "departure_kind": kind, "date_out": day})
        households = residents.household_id
        households.filtered(lambda h: h.head_id in residents).head_id = False
        households._close_if_empty()

    @api.private
    def come_back(self, vals, day=None):
        """Take archived residents up again, at a place given by ``vals``."""
        self.check_access("write")
        # sudo: only officers archive freely; what is checked is the new place
        residents = self.sudo()
        residents.write(
            {"active": True, "departure_kind": False, "date_out": False}
            | {"date_in": day or local_today(self.env), "arrival_kind": "returned"}
            | vals
        )
        self.check_access("write")

    def action_open_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }

    def action_move(self):
        """Move within the city."""
        return self._open_move("moved", self.env._("Move within the City"))

    def action_depart(self):
        """Left the city, or died."""
        return self._open_move("left", self.env._("Move Out"))

    def action_return(self):
        """Those who were archived are here again."""
        return self._open_move("returned", self.env._("Comes Back"))

    def _open_move(self, kind, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "grid.resident.move",
            "view_mode": "form",
            "target": "new",
            "context": {"default_resident_ids": self.ids, "default_kind": kind},
        }

    def _adopt_heads(self):
        """Whoever is related as head becomes head of a household without one."""
        head_code = self.env["grid.code"]._id_of("relation", "02")
        heads = self.filtered(lambda r: r.relation_id.id == head_code and r.active)
        for head in heads:
            household = head.household_id
            if household and not household.head_id:
                household.head_id = head

    def _leave_as_heads(self, before):
        """Whoever left a household is its head no longer."""
        left = {stay["household_id"] for stay in before.values()}
        # sudo: the old household may lie outside the scope after the move
        households = self.env["grid.household"].sudo().browse(left - {False})
        for household in households:
            if household.head_id.household_id != household:
                household.head_id = False

    def _log_change(self, vals):
        """One row for each resident, with the names of the data and no value."""
        masked = masked_fields(self)
        shown = {field.truth: name for name, field in masked.items()}
        names = {
            shown.get(name, name)
            for name in vals
            # a shown field may only bring its mask back; the true one is logged
            if name not in masked and name not in UNLOGGED
        }
        names -= {name for name in names if self._fields[name].type == "one2many"}
        if not names or not self:
            return
        now = fields.Datetime.now()
        # sudo: nobody writes this log by hand
        self.env["grid.resident.change"].sudo().create(
            [
                {
                    "resident_id": resident.id,
                    "grid_id": resident.grid_id.id,
                    "user_id": self.env.uid,
                    "date": now,
                    "field_names": ",".join(sorted(names)),
                }
                for resident in self
            ]
        )
