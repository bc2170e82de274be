from odoo.tests import tagged

from .people_common import PeopleCase

LIST = (
    "name age_band id_number phone population_type sex_id relation_id house_id grid_id"
)


@tagged("post_install", "-at_install")
class TestResidentQueries(PeopleCase):
    """The number of queries does not grow with the number of people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.residents = cls.env["grid.resident"].create(cls.people(60))
        cls.env["grid.resident"].with_user(cls.worker).search([], limit=1)

    @classmethod
    def people(cls, number, start=0):
        head, son = (cls.code("relation", code).id for code in ("02", "20"))
        return [
            {
                "name": f"Person {n}",
                "household_id": cls.household.id,
                "relation_id": son if n else head,
                "phone": f"138{n:08d}",
                "birth_date": "1980-01-01",
            }
            for n in range(start, start + number)
        ]

    def forget(self):
        self.env.flush_all()
        self.env.invalidate_all()

    def test_list(self):
        Resident = self.env["grid.resident"].with_user(self.worker)
        spec = {
            name: {"fields": {"display_name": {}}} if name.endswith("_id") else {}
            for name in LIST.split()
        }
        Resident.web_search_read([], spec, limit=80)
        for limit in (10, 60):
            self.forget()
            with self.assertQueryCount(11):
                Resident.web_search_read([], spec, limit=limit)

    def test_household_form(self):
        household = self.household.with_user(self.worker)
        spec = {
            "display_name": {},
            "phone": {},
            "house_id": {"fields": {"display_name": {}}},
            "member_ids": {
                "fields": {"name": {}, "id_number": {}, "birth_date": {}, "sex_id": {}}
            },
        }
        household.web_read(spec)
        self.forget()
        with self.assertQueryCount(9):
            household.web_read(spec)

    def test_create_in_bulk(self):
        Resident = self.env["grid.resident"].with_user(self.worker)
        Resident.create(self.people(1, 100))
        counts = []
        for number, start in ((10, 200), (90, 300)):
            vals = self.people(number, start)
            self.forget()
            before = self.cr.sql_log_count
            Resident.create(vals)
            self.env.flush_all()
            counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])
        self.assertLessEqual(counts[1], 12)

    def test_search_by_number_uses_its_index(self):
        """The unique index serves the look-up too: there is no second one."""
        self.env.flush_all()
        self.cr.execute("SET LOCAL enable_seqscan = off")
        self.cr.execute(
            "EXPLAIN SELECT id FROM grid_resident WHERE id_number_true = %s", ("x",)
        )
        plan = " ".join(row[0] for row in self.cr.fetchall())
        self.assertIn("grid_resident_id_number_uniq", plan)
