import json

from odoo.tests import new_test_user, tagged

from .masked_common import (
    ID_MASK,
    ID_NUMBER,
    PERSON,
    PHONE,
    PHONE_MASK,
    REASON,
    VISIT,
    MaskedCase,
)

MASKS = {
    "id_number": ID_MASK,
    "phone": PHONE_MASK,
    "birth_date": "1990-**-**",
    "account": "6222********7890",
}
TRUTHS = {
    "id_number": ID_NUMBER,
    "phone": PHONE,
    "birth_date": "1990-01-01",
    "account": "6222001234567890",
}


@tagged("post_install", "-at_install")
class TestMaskedRead(MaskedCase):
    """No channel through which a record is read gives more than the mask."""

    def assert_masked(self, data):
        text = json.dumps(data, default=str)
        for name, truth in TRUTHS.items():
            self.assertNotIn(truth, text, f"{name} is given out")
        self.assertNotIn("Wenxian", text)

    def test_who_sees_what(self):
        for user, expected in (
            (self.worker, MASKS),
            (self.officer, MASKS),
            (self.cleared, TRUTHS),
        ):
            (row,) = self.as_user(user).read(list(MASKS))
            self.assertEqual({name: row[name] for name in MASKS}, expected)
        self.assertEqual(
            self.as_user(self.worker).address, "Test community 990001001001, ****"
        )

    def test_superuser_mode_makes_no_difference(self):
        self.assertEqual(self.as_user(self.worker).sudo().phone, PHONE_MASK)
        self.assertEqual(
            self.person.with_user(self.env.ref("base.user_root")).phone, PHONE_MASK
        )
        self.assertEqual(self.as_user(self.worker).sudo().phone_true, PHONE)

    def test_one_user_is_not_served_the_cache_of_another(self):
        visit = self.env[VISIT].create(
            {"grid_id": self.grid_a11.id, "person_id": self.person.id}
        )
        self.env.invalidate_all()
        for user, text in (
            (self.cleared, PHONE),
            (self.worker, PHONE_MASK),
            (self.cleared, PHONE),
        ):
            seen = visit.with_user(user)
            self.assertEqual(seen.person_id.phone, text)
            self.assertEqual(seen.person_phone, text)
            self.assertEqual(seen.summary, f"called {text}")

    def test_channels(self):
        person = self.as_user(self.worker)
        people = person.browse()
        visits = self.env[VISIT].with_user(self.worker)
        visit = visits.create({"grid_id": self.grid_a11.id, "person_id": person.id})
        names = [*MASKS, "address", "display_name"]
        spec = {name: {} for name in names}
        nested = {"person_id": {"fields": spec}, "person_phone": {}, "summary": {}}
        channels = {
            "read": lambda: person.read(names),
            "search_read": lambda: people.search_read([], names),
            "web_read": lambda: person.web_read(spec),
            "web_search_read": lambda: people.web_search_read([], spec),
            "web_search_read of another model": lambda: visits.web_search_read(
                [], nested
            ),
            "onchange": lambda: person.onchange(
                {"phone": PHONE_MASK, "name": "x"}, ["phone"], spec
            ),
            "onchange of another model": lambda: visits.onchange(
                {"person_id": person.id}, ["person_id"], nested
            ),
            "name_search": lambda: people.name_search("Chen"),
            "copy_data": lambda: person.copy_data(),
            "export": lambda: person.with_context(access_reason=REASON).export_data(
                names
            ),
            "export of another model": lambda: visit.with_context(
                access_reason=REASON
            ).export_data(["person_id/phone", "person_phone", "summary"]),
            "mapped": lambda: person.mapped("phone"),
            "sorted by": lambda: person.sorted("phone").mapped("phone"),
            "grouped": lambda: list(person.grouped("phone")),
        }
        self.worker.group_ids += self.env.ref("base.group_allow_export")
        for name, channel in channels.items():
            with self.subTest(name):
                self.env.invalidate_all()
                self.assert_masked(channel())

    def test_out_of_scope_not_even_a_mask(self):
        foreign = self.make_person(self.grid_b11)
        person = self.as_user(self.worker, foreign)
        self.assertFalse(person.phone)
        visit = self.env[VISIT].create(
            {"grid_id": self.grid_a11.id, "person_id": foreign.id}
        )
        self.assertFalse(self.as_user(self.worker, visit).person_phone)
        self.assertFalse(person.browse(foreign.id).new(origin=person).phone)
        both = self.as_user(self.worker, self.person | foreign)
        self.assertEqual([record.phone for record in both], [PHONE_MASK, False])
        self.assertFalse(self.as_user(self.cleared, foreign).phone)

    def test_portal_and_public_get_nothing(self):
        portal = new_test_user(self.env, "masked_portal", "base.group_portal")
        for user in (portal, self.env.ref("base.public_user")):
            person = self.as_user(user)
            self.assertFalse(person.phone)
            self.assert_refused(lambda p=person: p.read(["phone"]))
            self.assert_refused(lambda p=person: p.masked_reveal(["phone"], REASON))
            self.assert_refused(lambda p=person: p.search([("phone", "=", PHONE)]))

    def test_true_fields_are_not_described(self):
        fields_ = self.env[PERSON].with_user(self.worker).fields_get()
        self.assertFalse([name for name in fields_ if name.endswith("_true")])
        views = self.env[PERSON].with_user(self.worker).get_views([(False, "form")])
        self.assertNotIn("_true", json.dumps(views))
        arch = views["views"]["form"]["arch"]
        self.assertIn('name="phone"', arch)
        self.assertRegex(arch, 'name="phone"[^>]*widget="masked"')

    def test_bound_on_queries_and_time_of_a_list(self):
        plain = {"name": {}, "mandatory": {}}
        shown = {**plain, **{name: {} for name in MASKS}}
        for number in range(80):
            self.make_person(
                self.grid_a11,
                id_number_true=False,
                phone_true=f"138{number:08d}",
            )
        people = self.env[PERSON].with_user(self.worker)
        counts = {}
        for name, spec in (("plain", plain), ("masked", shown)) * 2:
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(
                len(people.web_search_read([], spec, limit=80)["records"]), 80
            )
            counts[name] = self.env.cr.sql_log_count - before
        self.assertLessEqual(counts["masked"], counts["plain"] + 2, counts)

    def test_shorter_masks_by_configuration(self):
        self.env["ir.config_parameter"].set_param("grid_base.mask_id_number", "1,2")
        self.assertEqual(self.as_user(self.worker).id_number, "3" + "*" * 15 + "17")
        self.env["ir.config_parameter"].set_param("grid_base.mask_id_number", "9,9")
        self.assertEqual(self.as_user(self.worker).id_number, "*" * 18)

    def test_export_needs_a_reason_and_is_logged(self):
        self.worker.group_ids += self.env.ref("base.group_allow_export")
        people = self.as_user(self.worker)
        self.assert_refused(lambda: people.export_data(["name"]), (Exception,))
        self.assertFalse(self.logged("export"))
        data = people.with_context(access_reason=REASON).export_data(["name", "phone"])
        self.assertEqual(data["datas"], [["Chen Ming", PHONE_MASK]])
        row = self.logged("export", self.worker)
        self.assertEqual(
            (row.model, row.field_names, row.record_count, row.reason, row.res_id),
            (PERSON, "name,phone", 1, REASON, self.person.id),
        )

    def test_export_through_another_model_needs_a_reason(self):
        self.worker.group_ids += self.env.ref("base.group_allow_export")
        visits = self.env[VISIT].with_user(self.worker)
        visit = visits.create(
            {"grid_id": self.grid_a11.id, "person_id": self.person.id}
        )
        self.assertTrue(visit.export_data(["grid_id/name"])["datas"])
        log = self.env["grid.access.log"].with_user(self.worker)
        for path in ("person_id/phone", "person_phone", "person_id/phone_true"):
            self.assertTrue(log.export_needs_reason(VISIT, [path]))
            self.assert_refused(lambda p=path: visit.export_data([p]), (Exception,))
        self.assertFalse(log.export_needs_reason(VISIT, ["grid_id/name", "nonsense"]))
        self.assertFalse(log.export_needs_reason("no.such.model", ["x"]))

    def test_export_right_of_odoo_still_counts(self):
        people = self.as_user(self.worker).with_context(access_reason=REASON)
        self.assert_refused(lambda: people.export_data(["name"]), (Exception,))

    def test_read_of_one_field_by_name(self):
        for name in MASKS:
            self.assert_refused(
                lambda n=name: self.as_user(self.worker).read([f"{n}_true"])
            )
            self.assert_refused(
                lambda n=name: self.as_user(self.worker).mapped(f"{n}_true")
            )
