from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.code_field import Code
from ..tools.identity import (
    id_number_birth_date,
    id_number_is_male,
    id_number_region_known,
    normalize_id_number,
)
from ..tools.masked import Masked
from ..tools.pinyin import name_pinyin


class GridResident(models.Model):
    """Somebody who lives, or is registered, in a grid (GB/T 31000, all people).

    A resident is no contact: contacts can be read by every employee. It carries no
    chatter either, its own light log keeps who changed what (``grid.resident.change``).
    """

    _name = "grid.resident"
    _description = "Resident"
    _inherit = ["grid.register.mixin"]
    _order = "grid_id.id, household_id.id, id"

    name = fields.Char("Full Name", required=True)
    former_name = fields.Char()
    # not readonly, so that creating in bulk may give what is computed otherwise
    name_pinyin = fields.Char(
        compute="_compute_pinyin", store=True, precompute=True, readonly=False
    )
    name_initials = fields.Char(
        compute="_compute_pinyin", store=True, precompute=True, readonly=False
    )
    population_type = fields.Selection(
        [
            ("registered", "Registered Population"),
            ("floating", "Floating Population"),
            ("overseas", "From Overseas"),
        ],
        default="registered",
        required=True,
    )
    is_left_behind = fields.Boolean(
        "Left Behind", help="Those on whom they depend work elsewhere."
    )
    active = fields.Boolean(default=True)
    # where
    grid_id = fields.Many2one(
        compute="_compute_grid_id",
        store=True,
        readonly=False,
        precompute=True,
        # the index of the default order begins with the grid
        index=False,
    )
    house_id = fields.Many2one(
        "grid.house",
        "House",
        compute="_compute_house_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    household_id = fields.Many2one(
        "grid.household", "Household", index="btree_not_null", ondelete="restrict"
    )
    household_number = fields.Char(related="household_id.number", related_sudo=False)
    relation_id = Code("relation", "Relation to Head")
    is_head = fields.Boolean("Head of Household", compute="_compute_is_head")
    # person
    id_number = Masked("Identity Number", kind="resident_number")
    id_number_note = fields.Char(compute="_compute_id_number_note")
    sex_id = Code("sex", "Sex")
    birth_date = Masked(kind="birth_date")
    ethnicity_id = Code("ethnicity", "Ethnic Group")
    native_place = fields.Char()
    marital_id = Code("marital", "Marital Status")
    political_id = Code("political", "Political Status")
    education_id = Code("education", "Education")
    religion_id = Code("religion", "Religion")
    occupation_category_id = Code("occupation", "Occupation Category")
    occupation = fields.Char()
    workplace = fields.Char()
    photo = fields.Image(max_width=512, max_height=512)
    note = fields.Text()
    # contact
    phone = Masked(kind="phone", index="btree_not_null")
    registered_place = fields.Char(
        "Place of Registration", help="Province, city, county and town."
    )
    registered_address = Masked(kind="address")
    current_address = Masked(
        kind="address", help="Where the person lives, if it is not the house above."
    )

    # lists and counts of a grid are read from this index alone
    _order_idx = models.Index("(grid_id, household_id, id) WHERE active IS TRUE")
    _archived_idx = models.Index("(grid_id) WHERE active IS NOT TRUE")
    _name_idx = models.Index("(name text_pattern_ops)")
    _name_pinyin_idx = models.Index("(name_pinyin text_pattern_ops)")
    _name_initials_idx = models.Index("(name_initials text_pattern_ops)")
    # serves the look-up of all, and lets the archived hold a number twice
    _id_number_uniq = models.UniqueIndex(
        "(id_number_true, (CASE WHEN active THEN 0 ELSE id END))"
        " WHERE id_number_true IS NOT NULL",
        "A resident with this identity number is registered already. If you cannot "
        "find the person, ask the centre above yours.",
    )

    @api.constrains("id_number_true", "birth_date_true", "sex_id")
    def _check_id_number(self):
        """What the number says and what is entered beside it must agree."""
        sexes = self._sexes()
        # sudo: the true values are closed by group
        for resident in self.sudo():
            number = resident.id_number_true
            if not number:
                continue
            if resident.birth_date_true != id_number_birth_date(number):
                raise ValidationError(
                    self.env._(
                        "%s: the birth date is not the one in the identity number.",
                        resident.name,
                    )
                )
            if resident.sex_id.id != sexes[id_number_is_male(number)]:
                raise ValidationError(
                    self.env._(
                        "%s: the sex is not the one in the identity number.",
                        resident.name,
                    )
                )

    @api.constrains("household_id", "house_id", "grid_id")
    def _check_place(self):
        for resident in self:
            household, house = resident.household_id, resident.house_id
            if household and household.grid_id != resident.grid_id:
                raise ValidationError(
                    self.env._("A resident belongs to the grid of the household.")
                )
            if household.house_id and household.house_id != house:
                raise ValidationError(
                    self.env._("A resident lives in the house of the household.")
                )
            if house and house.grid_id != resident.grid_id:
                raise ValidationError(
                    self.env._("A resident belongs to the grid of the house.")
                )

    @api.depends("name")
    def _compute_pinyin(self):
        for resident in self:
            name = (resident.name or "").strip()
            resident.name_pinyin, resident.name_initials = name_pinyin(name)

    @api.depends("household_id.house_id")
    def _compute_house_id(self):
        for resident in self:
            resident.house_id = resident.household_id.house_id or resident.house_id

    @api.depends("household_id.grid_id", "house_id.grid_id")
    def _compute_grid_id(self):
        default = self.env["grid.house"]._default_grid()
        for resident in self:
            resident.grid_id = (
                resident.household_id.grid_id
                or resident.house_id.grid_id
                or resident.grid_id
                or default
            )

    @api.depends("household_id.head_id")
    def _compute_is_head(self):
        for resident in self:
            head = resident.household_id.head_id
            resident.is_head = bool(head) and head == resident._origin

    @api.depends("id_number")
    @api.depends_context("uid")
    def _compute_id_number_note(self):
        readable = set(self._masked_readable()._ids)
        for resident in self:
            number = resident.id in readable and (
                # a mask is no number; then the true one is asked
                # sudo: it is closed by group, and only a known region leaves here
                resident.sudo().id_number_true or resident.id_number
            )
            resident.id_number_note = number and self._id_number_note(number)

    @api.model
    def _register_vals(self, vals_list):
        """Work out in bulk what would be computed for one record after another."""
        vals_list = super()._register_vals(vals_list)
        sexes = self._sexes()
        empty = ("house_id", "sex_id", "birth_date_true")
        defaults = self.default_get(empty)
        # sudo: the rules on the residents decide, and their grid is the household's
        households = (
            self.env["grid.household"]
            .sudo()
            .browse(
                {vals["household_id"] for vals in vals_list if vals.get("household_id")}
            )
        )
        places = {
            household.id: (household.house_id.id, household.grid_id.id)
            for household in households
        }
        for vals in vals_list:
            if vals.get("household_id"):
                house_id, grid_id = places[vals["household_id"]]
                vals["house_id"] = vals.get("house_id") or house_id
                vals["grid_id"] = vals.get("grid_id") or grid_id
            name = (vals.get("name") or "").strip()
            vals["name_pinyin"], vals["name_initials"] = name_pinyin(name)
            number = vals.get("id_number_true")
            if number:
                for field, value in self._facts_of_number(number, sexes).items():
                    vals[field] = vals.get(field) or value
            # what is known to stay empty needs no computation either
            for field in empty:
                vals.setdefault(field, defaults.get(field, False))
        return vals_list

    def write(self, vals):
        if vals.get("id_number_true"):
            # what is entered wrong beside the number gives way to it
            facts = self._facts_of_number(vals["id_number_true"], self._sexes())
            vals = dict(vals, **facts)
        return super().write(vals)

    @api.onchange("id_number")
    def _onchange_id_number(self):
        """Show what the number says while it is being entered."""
        try:
            number = self._masked_normalize("id_number", self.id_number)
        except ValidationError:
            return
        if not number:
            return
        self.sex_id = self._sexes()[id_number_is_male(number)]
        # who sees a mask may not replace what is there; saving settles it
        if not self._origin.birth_date:
            self.birth_date = fields.Date.to_string(id_number_birth_date(number))

    @api.model
    def _facts_of_number(self, number, sexes):
        """What an identity number says of its holder."""
        return {
            "birth_date_true": id_number_birth_date(number),
            "sex_id": sexes[id_number_is_male(number)],
        }

    @api.model
    def _sexes(self):
        """Id of the code for "is male" (GB/T 2261.1: 1 male, 2 female)."""
        codes = self.env["grid.code"]
        return {True: codes._id_of("sex", "1"), False: codes._id_of("sex", "2")}

    @api.model
    def _id_number_note(self, text):
        try:
            number = normalize_id_number(text)
        except ValueError:
            return False
        if id_number_region_known(number):
            return False
        return self.env._(
            "The first six digits of the identity number are no division known today. "
            "They may be an old one: please compare with the document."
        )
