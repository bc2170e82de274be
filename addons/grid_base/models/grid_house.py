import base64
import io
import re
import secrets

import qrcode

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.code_field import Code
from ..tools.identity import normalize_id_number
from ..tools.masked import Masked

PLATE_ALPHABET = "346789ACDEFHJKMNPQRTVWXY"
"""Capitals and digits that nobody takes for one another: no 0 O, 1 I L, 2 Z, 5 S..."""
PLATE_LENGTH = 12
RESIDENT_CARD = "111"
"""Code of the resident identity card (GA/T 517)."""
ADDRESS_PARTS = (
    "street",
    "street_number",
    "compound",
    "building",
    "unit",
    "floor",
    "room",
)


class GridHouse(models.Model):
    """A dwelling, shop or other premises with a door of its own (GB/T 31000)."""

    _name = "grid.house"
    _description = "House"
    _inherit = ["grid.register.mixin"]
    _order = "grid_id.id, address_order, id"
    _rec_name = "address"
    _import_columns = (
        "grid_id",
        *ADDRESS_PARTS,
        "address",
        "reference",
        "building_use_id",
        "status_id",
        "ownership_id",
        "hazard_id",
        "area",
        "owner_name",
        "owner_certificate_id",
        "owner_id_number",
        "owner_phone",
        "owner_address",
        "is_rented",
        "rental_use_id",
        "landlord_name",
        "landlord_phone",
        "tenant_name",
        "tenant_id_number",
        "tenant_phone",
        "note",
    )

    # the index of the default order begins with the grid
    grid_id = fields.Many2one(index=False, default=lambda self: self._default_grid())
    # address
    street = fields.Char("Street or Village")
    street_number = fields.Char("Street Number")
    compound = fields.Char("Residential Compound")
    building = fields.Char()
    unit = fields.Char()
    floor = fields.Char()
    room = fields.Char()
    address = fields.Char(
        compute="_compute_address",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index="trigram",
        help="Made from the parts; may be written whole instead.",
    )
    address_order = fields.Char(
        compute="_compute_address_order", store=True, precompute=True
    )
    latitude = fields.Float(digits=(10, 7))
    longitude = fields.Float(digits=(10, 7))
    plate_code = fields.Char(
        "Door Plate Code",
        default=lambda self: self._draw_plate_code(),
        required=True,
        readonly=True,
        copy=False,
    )
    # house
    reference = fields.Char("House Number", help="The office's own number.")
    building_use_id = Code("building_use", "Building Use")
    status_id = Code("house_status", "House Status")
    ownership_id = Code("ownership", "Ownership")
    hazard_id = Code("hazard", "Hidden Danger")
    area = fields.Float("Floor Area (m²)", digits=(12, 2))
    # owner
    owner_name = fields.Char("Owner")
    owner_certificate_id = Code("certificate", "Owner's Certificate")
    owner_id_number = Masked("Owner's Certificate Number", kind="certificate")
    owner_phone = Masked("Owner's Phone", kind="phone")
    owner_address = Masked("Owner's Address", kind="address")
    # rental
    is_rented = fields.Boolean("Let Out")
    rental_use_id = Code("rental_use", "Rental Use")
    landlord_name = fields.Char("Landlord", help="Only if it is not the owner.")
    landlord_phone = Masked("Landlord's Phone", kind="phone")
    tenant_name = fields.Char("Tenant")
    tenant_id_number = Masked("Tenant's Identity Number", kind="resident_number")
    tenant_phone = Masked("Tenant's Phone", kind="phone")
    # people
    household_ids = fields.One2many("grid.household", "house_id", "Households")
    resident_ids = fields.One2many("grid.resident", "house_id", "Residents")
    household_count = fields.Integer(compute="_compute_counts")
    resident_count = fields.Integer(compute="_compute_counts")
    note = fields.Text()
    active = fields.Boolean(default=True)

    _order_idx = models.Index("(grid_id, address_order, id)")
    _plate_code_uniq = models.UniqueIndex(
        "(plate_code)", "This door plate code is taken."
    )
    _area_positive = models.Constraint(
        "CHECK (area >= 0)", "The floor area cannot be negative."
    )

    @api.model
    def _default_grid(self):
        """The grid of whoever works in one grid only."""
        grids = self.env.user._grid_scope_roots()
        return grids if len(grids) == 1 and grids.level_kind == "unit" else False

    @api.constrains("latitude", "longitude")
    def _check_position(self):
        for house in self:
            if abs(house.latitude) > 90 or abs(house.longitude) > 180:
                raise ValidationError(
                    self.env._("Latitude and longitude must be in degrees.")
                )

    @api.constrains("owner_certificate_id", "owner_id_number_true")
    def _check_owner_id_number(self):
        """On an identity card the number has a check digit (GB 11643)."""
        # sudo: the true number is closed by group
        for house in self.sudo():
            number = house.owner_id_number_true
            if number and house.owner_certificate_id.code == RESIDENT_CARD:
                try:
                    normalize_id_number(number)
                except ValueError:
                    raise ValidationError(
                        self.env._("The owner's identity number is not valid.")
                    ) from None

    @api.depends(*ADDRESS_PARTS)
    def _compute_address(self):
        for house in self:
            house.address = house._address_of_parts() or house.address

    @api.depends("address")
    def _compute_address_order(self):
        """Number 2 comes before number 10."""
        for house in self:
            house.address_order = re.sub(
                r"\d+", lambda match: match[0].zfill(6), house.address or ""
            )

    def _compute_counts(self):
        households = dict(
            self.env["grid.household"]._read_group(
                [("house_id", "in", self.ids)], ["house_id"], ["__count"]
            )
        )
        residents = dict(
            self.env["grid.resident"]._read_group(
                [("house_id", "in", self.ids)], ["house_id"], ["__count"]
            )
        )
        for house in self:
            house.household_count = households.get(house, 0)
            house.resident_count = residents.get(house, 0)

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and any("plate_code" in vals for vals in vals_list):
            raise AccessError(self.env._("Door plate codes are drawn, not entered."))
        return super().create(vals_list)

    def write(self, vals):
        if "plate_code" in vals and not self.env.su:
            raise AccessError(self.env._("Door plate codes are drawn, not entered."))
        return super().write(vals)

    def action_renew_plate(self):
        """A new code: the plate was lost, copied or misused."""
        self.check_access("unlink")
        for house in self:
            # sudo: the code is nobody's to write, and the user may renew it
            house.sudo().plate_code = self._draw_plate_code()
        return True

    def action_open_households(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_household_action"
        )
        context = {"default_house_id": self.id, "default_grid_id": self.grid_id.id}
        domain = [("house_id", "=", self.id)]
        return dict(action, name=self.address, domain=domain, context=context)

    def action_open_residents(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "grid_base.grid_resident_action"
        )
        context = {"default_house_id": self.id, "default_grid_id": self.grid_id.id}
        domain = [("house_id", "=", self.id)]
        return dict(action, name=self.address, domain=domain, context=context)

    @api.private
    def plate_url(self):
        """The page that opens when the plate is scanned."""
        self.ensure_one()
        return f"{self.get_base_url()}/g/{self.plate_code}"

    @api.private
    def plate_qr(self):
        """The QR code of the plate as a picture within the page."""
        code = qrcode.QRCode(border=1, error_correction=qrcode.ERROR_CORRECT_Q)
        code.add_data(self.plate_url())
        buffer = io.BytesIO()
        code.make_image().save(buffer, format="PNG")
        return f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"

    @api.private
    def plate_text(self):
        """The code in groups of four, to be read out."""
        code = self.plate_code
        return " ".join(code[at : at + 4] for at in range(0, len(code), 4))

    @api.model
    def _draw_plate_code(self):
        return "".join(secrets.choice(PLATE_ALPHABET) for _ in range(PLATE_LENGTH))

    def _address_of_parts(self):
        """Parts written as bare numbers get their word: "3" becomes "Building 3"."""
        words = {
            "street_number": self.env._("No. %s"),
            "building": self.env._("Building %s"),
            "unit": self.env._("Unit %s"),
            "floor": self.env._("Floor %s"),
            "room": self.env._("Room %s"),
        }
        text = ""
        for name in ADDRESS_PARTS:
            part = (self[name] or "").strip()
            if not part or (name == "floor" and self.room):
                continue
            if name in words and re.fullmatch(r"[\d-]+[A-Za-z]?", part):
                part = words[name] % part
            # Chinese is written without blanks
            blank = text and text[-1].isascii() and part[0].isascii()
            text += f" {part}" if blank else part
        return text
