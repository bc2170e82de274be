from odoo import api, models
from odoo.fields import Domain

from ..tools.identity import id_number_birth_date, id_number_is_male
from .grid_resident_duplicate import duplicate_key


class GridResident(models.Model):
    """What the import of residents checks before anything is inserted."""

    _inherit = "grid.resident"

    _import_columns = (
        "grid_id",
        "house_id",
        "household_id",
        "relation_id",
        "name",
        "id_number",
        "sex_id",
        "birth_date",
        "phone",
        "population_type",
        "ethnicity_id",
        "native_place",
        "marital_id",
        "political_id",
        "education_id",
        "religion_id",
        "occupation",
        "workplace",
        "registered_place",
        "registered_address",
        "current_address",
        "consistency_id",
        "inflow_reason_id",
        "dwelling_type_id",
        "is_left_behind",
        "note",
    )

    @api.model
    def _import_check(self, bulk):
        super()._import_check(bulk)
        numbers = bulk.truths.get("id_number", {})
        self._import_check_agreement(bulk, numbers)
        self._import_check_numbers(bulk, numbers)
        self._import_warn_candidates(bulk, numbers)

    def _import_check_agreement(self, bulk, numbers):
        """Birth date and sex are those of the identity number (GB 11643)."""
        sexes = self._sexes()
        births = bulk.truths.get("birth_date", {})
        for row, vals in bulk.rows():
            number = numbers.get(row)
            if not number:
                continue
            if row in births and births[row] != id_number_birth_date(number):
                message = self.env._("It is not the one in the identity number.")
                bulk.error(row, "birth_date", message)
            if vals.get("sex_id", False) not in (
                False,
                sexes[id_number_is_male(number)],
            ):
                message = self.env._("It is not the one in the identity number.")
                bulk.error(row, "sex_id", message)

    def _import_check_numbers(self, bulk, numbers):
        """Each identity number once: in the file and among those registered."""
        taken = self._import_taken(set(numbers.values()))
        first = {}
        for row, vals in bulk.rows():
            number = numbers.get(row)
            if not number or vals.get("active") is False:
                continue
            if number in first:
                message = self.env._("An earlier row has the same identity number.")
                bulk.error(row, "id_number", message)
            elif number in taken:
                message = self._id_number_uniq.get_error_message(self)
                bulk.error(row, "id_number", message)
            first.setdefault(number, row)

    def _import_taken(self, numbers):
        """Those of the numbers that an active resident has, wherever that is.

        The unique index would refuse them anyway: no more is told than it tells.
        """
        # sudo: true values are closed; only the fact leaves, as described above
        taken = self.sudo().search_fetch(
            Domain("id_number_true", "in", list(numbers)), ["id_number_true"]
        )
        return set(taken.mapped("id_number_true"))

    def _import_warn_candidates(self, bulk, numbers):
        """Same name and birth date, or phone: imported, and named for a decision."""
        births = bulk.truths.get("birth_date", {})
        phones = bulk.truths.get("phone", {})
        keys = {}
        for row, vals in bulk.rows():
            number = numbers.get(row)
            birth = births.get(row) or (number and id_number_birth_date(number))
            key = duplicate_key(vals.get("name"), birth, phones.get(row))
            if key:
                keys[row] = key
        known = self._import_known(set(keys.values()))
        for row, key in keys.items():
            number = numbers.get(row)
            # two identity numbers are two people
            same = [
                other for other, place in known.get(key, ()) if not (number and other)
            ]
            if same:
                bulk.warn(row, "name", self._import_candidate_text(known[key]))
            known.setdefault(key, []).append((number, False))

    def _import_candidate_text(self, others):
        places = sorted({place for _number, place in others if place})
        if not places:
            return self.env._(
                "An earlier row has the same name and birth date, or phone: "
                "compare the two."
            )
        return self.env._(
            "Somebody with the same name and birth date, or phone, is recorded in "
            "%s: compare the two.",
            ", ".join(places),
        )

    def _import_known(self, keys):
        """Identity number and grid of the residents in scope with one of the keys."""
        scope = self.env["ir.rule"]._compute_domain(self._name, "read")
        # sudo: the keys are closed by group; the rules of the user are in the domain
        residents = self.sudo().search_fetch(
            Domain("duplicate_key", "in", list(keys)) & scope,
            ["duplicate_key", "id_number_true", "grid_id"],
        )
        known = {}
        for resident in residents:
            known.setdefault(resident.duplicate_key, []).append(
                (resident.id_number_true, resident.grid_id.display_name)
            )
        return known
