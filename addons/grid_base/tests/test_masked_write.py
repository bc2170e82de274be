from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .masked_common import (
    ID_MASK,
    ID_NUMBER,
    PERSON,
    PHONE,
    PHONE_MASK,
    REASON,
    MaskedCase,
)

OTHER_PHONE = "13987654321"


@tagged("post_install", "-at_install")
class TestMaskedWrite(MaskedCase):
    """What is written to a shown field never destroys the value behind it."""

    def truth(self, field_name, record=None):
        self.env.flush_all()
        return (record or self.person).sudo()[f"{field_name}_true"]

    def test_mask_written_back_changes_nothing(self):
        for user in (self.worker, self.officer, self.cleared):
            person = self.as_user(user)
            person.write({"phone": PHONE_MASK, "id_number": ID_MASK, "name": "Chen M."})
            self.assertEqual(self.truth("phone"), PHONE)
            self.assertEqual(self.truth("id_number"), ID_NUMBER)
            self.assertEqual(person.name, "Chen M.")

    def test_clear_value_written_back_by_who_sees_it_changes_nothing(self):
        self.as_user(self.cleared).write({"phone": PHONE, "birth_date": "1990-01-01"})
        self.assertEqual(self.truth("phone"), PHONE)

    def test_altered_mask_is_refused(self):
        for user in (self.worker, self.cleared):
            for text in ("138****5679", "*", "138*****678", f"{PHONE}*"):
                with self.assertRaisesRegex(UserError, "Phone: a masked value"):
                    self.as_user(user).write({"phone": text})
        self.assertEqual(self.truth("phone"), PHONE)

    def test_who_sees_the_mask_cannot_change_or_clear(self):
        for value in (OTHER_PHONE, PHONE, "0", 0, False, ""):
            with self.subTest(value=value), self.assertRaises(UserError):
                if not value and value is not False and value != "":
                    value = str(value)
                self.as_user(self.worker).write({"phone": value})
        with self.assertRaises(UserError):
            self.as_user(self.worker).write({"birth_date": False})
        self.assertEqual(self.truth("phone"), PHONE)

    def test_who_sees_the_mask_may_fill_an_empty_value(self):
        empty = self.make_person(self.grid_a11, phone_true=False, id_number_true=False)
        person = self.as_user(self.worker, empty)
        person.write({"phone": " 138 1234-5678 ", "id_number": "11010519491231002x"})
        self.assertEqual(self.truth("phone", empty), PHONE)
        self.assertEqual(self.truth("id_number", empty), "11010519491231002X")
        self.assertEqual(person.phone, PHONE_MASK, "and sees only the mask afterwards")

    def test_member_of_the_group_changes_and_clears(self):
        person = self.as_user(self.cleared)
        person.phone = OTHER_PHONE
        self.assertEqual(self.truth("phone"), OTHER_PHONE)
        self.assertEqual(person.phone, OTHER_PHONE)
        person.write({"phone": False, "birth_date": "1991-02-03"})
        self.assertFalse(self.truth("phone"))
        self.assertEqual(str(self.truth("birth_date")), "1991-02-03")

    def test_many_records_at_once(self):
        twin = self.make_person(self.grid_a11, id_number_true=False)
        other = self.make_person(
            self.grid_a11, id_number_true=False, phone_true=OTHER_PHONE
        )
        both = self.as_user(self.worker, self.person | twin)
        both.write({"phone": PHONE_MASK})
        self.assertEqual(self.truth("phone", twin), PHONE)
        with self.assertRaises(UserError):
            self.as_user(self.worker, self.person | other).write({"phone": PHONE_MASK})
        self.assertEqual(self.truth("phone", other), OTHER_PHONE)

    def test_several_masked_values_in_one_write(self):
        empty = self.make_person(
            self.grid_a11,
            **{f"{name}_true": False for name in ("phone", "id_number", "account")},
        )
        self.as_user(self.worker, empty).write(
            {
                "phone": PHONE,
                "account": "6222 0012 3456 7890",
                "id_number": "350322196502281028",
                "address": "1 Mazu Street",
            }
            | {"address": "Test community 990001001001, ****"}
        )
        self.assertEqual(self.truth("phone", empty), PHONE)
        self.assertEqual(self.truth("account", empty), "6222001234567890")
        self.assertEqual(self.truth("id_number", empty), "350322196502281028")
        self.assertEqual(self.truth("address", empty), "12 Wenxian Road, flat 301")

    def test_create_and_web_save(self):
        people = self.env[PERSON].with_user(self.worker)
        made = people.create(
            [
                {"name": "A", "grid_id": self.grid_a11.id, "phone": PHONE},
                {"name": "B", "grid_id": self.grid_a11.id, "phone": "0594 2345678"},
                {"name": "C", "grid_id": self.grid_a11.id},
            ]
        )
        self.assertEqual(made.mapped("phone"), [PHONE_MASK, "0594-****678", False])
        (row,) = made[0].web_save({"name": "D", "phone": PHONE_MASK}, {"phone": {}})
        self.assertEqual(row["phone"], PHONE_MASK)
        self.assertEqual(self.truth("phone", made[0]), PHONE)

    def test_wrong_formats_have_a_clear_message(self):
        people = self.env[PERSON].with_user(self.worker)
        for name, text in (
            ("id_number", "350302199001010018"),
            ("id_number", "350302199013010017"),
            ("id_number", "3503"),
            ("phone", "22abc"),
            ("phone", "1381234567812"),
            ("birth_date", "1990-02-30"),
            ("birth_date", "2990-02-03"),
            ("account", "12"),
        ):
            with (
                self.subTest(name, text=text),
                self.assertRaises(ValidationError) as err,
            ):
                people.create({"grid_id": self.grid_a11.id, name: text})
            label = people._fields[name].string
            self.assertTrue(str(err.exception).startswith(label), err.exception)

    def test_form_keeps_the_value(self):
        person = self.as_user(self.worker)
        with Form(person) as form:
            self.assertEqual(form.phone, PHONE_MASK)
            form.name = "Renamed"
        self.assertEqual(self.truth("phone"), PHONE)
        with Form(self.env[PERSON].with_user(self.worker)) as form:
            form.name, form.grid_id, form.phone = "New", self.grid_a11, PHONE
            self.assertEqual(form.phone, PHONE)
        self.assertEqual(self.truth("phone", form.record), PHONE)
        self.assertEqual(form.record.phone, PHONE_MASK)

    def test_copy_takes_no_value_along(self):
        for user in (self.worker, self.cleared):
            copy = self.as_user(user).copy()
            self.assertFalse(self.truth("phone", copy))
            self.assertFalse(self.truth("id_number", copy))
            self.assertFalse(copy.phone)

    def test_the_true_field_is_closed(self):
        with self.assertRaises(AccessError):
            self.as_user(self.worker).write({"phone_true": OTHER_PHONE})
        with self.assertRaises(AccessError):
            self.env[PERSON].with_user(self.worker).create(
                {"grid_id": self.grid_a11.id, "phone_true": PHONE}
            )

    def test_import_fills_and_never_overwrites(self):
        people = self.env[PERSON].with_user(self.worker)
        head = ["name", "grid_id/.id", "phone", "id_number"]
        grid = str(self.grid_a11.id)
        result = people.load(head, [["L", grid, PHONE, "35032219650228102 8"]])
        self.assertFalse(result["messages"], result["messages"])
        made = people.browse(result["ids"])
        self.assertEqual(self.truth("phone", made), PHONE)
        self.assertEqual(self.truth("id_number", made), "350322196502281028")
        again = [".id", "phone"]
        result = people.load(again, [[str(made.id), PHONE_MASK]])
        self.assertFalse(result["messages"])
        result = people.load(again, [[str(made.id), OTHER_PHONE]])
        self.assertIn("Phone: a value is recorded", result["messages"][0]["message"])
        self.assertEqual(self.truth("phone", made), PHONE)


@tagged("post_install", "-at_install")
class TestMaskedCorrect(MaskedCase):
    """Reveal and correct: group, scope, reason, log."""

    def test_reveal(self):
        person = self.as_user(self.officer)
        values = person.masked_reveal(["phone", "birth_date"], f"  {REASON} ")
        self.assertEqual(values, {"phone": PHONE, "birth_date": "1990-01-01"})
        row = self.logged("reveal", self.officer)
        self.assertEqual(len(row), 1)
        self.assertEqual(
            (row.model, row.res_id, row.field_names, row.record_count, row.reason),
            (PERSON, self.person.id, "phone,birth_date", 1, REASON),
        )
        self.assertEqual(row.login, "masked_head")
        self.assertEqual(person.phone, PHONE_MASK, "the record stays masked")

    def test_reveal_needs_reason_group_and_scope(self):
        foreign = self.make_person(self.grid_b11)
        for user, record, names, reason, error in (
            (self.officer, self.person, ["phone"], "", UserError),
            (self.officer, self.person, ["phone"], " a  b ", UserError),
            (self.officer, self.person, ["name"], REASON, UserError),
            (self.officer, self.person, ["phone_true"], REASON, UserError),
            (self.officer, self.person, [], REASON, UserError),
            (self.officer, foreign, ["phone"], REASON, AccessError),
            (self.worker, self.person, ["phone"], REASON, AccessError),
        ):
            with self.subTest(user.login, names=names), self.assertRaises(error):
                self.as_user(user, record).masked_reveal(names, reason)
        self.assertFalse(self.logged("reveal"))

    def test_correct(self):
        person = self.as_user(self.officer)
        shown = person.masked_correct("phone", OTHER_PHONE, REASON)
        self.assertEqual(shown, "139****4321")
        self.assertEqual(self.person.sudo().phone_true, OTHER_PHONE)
        row = self.logged("correct", self.officer)
        self.assertEqual((row.res_id, row.field_names), (self.person.id, "phone"))
        self.assertNotIn(OTHER_PHONE, str(row.read()))
        person.masked_correct("phone", "", REASON)
        self.assertFalse(self.person.sudo().phone_true)

    def test_correct_refuses(self):
        foreign = self.make_person(self.grid_b11)
        for user, record, text, reason, error in (
            (self.officer, self.person, PHONE_MASK, REASON, UserError),
            (self.officer, self.person, "12", REASON, ValidationError),
            (self.officer, self.person, OTHER_PHONE, "", UserError),
            (self.officer, foreign, OTHER_PHONE, REASON, AccessError),
            (self.worker, self.person, OTHER_PHONE, REASON, AccessError),
        ):
            with self.subTest(user.login, text=text), self.assertRaises(error):
                self.as_user(user, record).masked_correct("phone", text, reason)
        self.assertEqual(self.person.sudo().phone_true, PHONE)
        self.assertFalse(self.logged("correct"))

    def test_reveals_of_a_day_are_limited(self):
        self.env["ir.config_parameter"].set_param("grid_base.reveal_per_day", "2")
        person = self.as_user(self.officer)
        person.masked_reveal(["phone"], REASON)
        person.masked_reveal(["phone"], REASON)
        with self.assertRaisesRegex(UserError, "limit"):
            person.masked_reveal(["phone"], REASON)
