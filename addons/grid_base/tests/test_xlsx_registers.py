from datetime import datetime

from odoo.tests import tagged

from .test_xlsx_report import XlsxCase

ID_NUMBER = "350302199001010017"
HEAD_NUMBER = "350304198811154328"


class RegisterCase(XlsxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.house = cls.env["grid.house"].create(
            {
                "grid_id": cls.grid_a11.id,
                "address": "Xialin Street 12",
                "building": "3",
                "unit": "2",
                "floor": "5",
                "room": "501",
                "area": 88.5,
                "owner_name": "Lin Hai",
                "owner_phone": "13912345678",
                "is_rented": True,
                "tenant_name": "Chen Ming",
            }
        )
        cls.household = cls.env["grid.household"].create(
            {"house_id": cls.house.id, "number": "00012345678901234567"}
        )
        cls.head = cls.make_resident("Lin Mei", id_number=HEAD_NUMBER)
        cls.household.head_id = cls.head
        cls.resident = cls.make_resident(
            "=Lin Hai",
            id_number=ID_NUMBER,
            phone="13812345678",
            population_type="floating",
        )

    @classmethod
    def make_resident(cls, name, **values):
        values.setdefault("household_id", cls.household.id)
        return cls.env["grid.resident"].create({"name": name, **values})


@tagged("post_install", "-at_install")
class TestXlsxResidents(RegisterCase):
    def rows(self, user, **filters):
        sheet = self.open(user, "grid.report.resident", **filters)
        return {row["Full Name"]: row for row in self.table(sheet, 3)}

    def test_columns(self):
        rows = self.rows(self.officer_a)
        self.assertEqual(set(rows), {"Lin Mei", "=Lin Hai"})
        row = rows["=Lin Hai"]
        self.assertEqual(row["Population Type"], "Floating Population")
        self.assertEqual(row["Sex"], "Male")
        self.assertEqual(row["Birth Date"], "1990-**-**")
        self.assertEqual(row["Identity Number"], "350302********0017")
        self.assertEqual(row["Phone"], "138****5678")
        self.assertEqual(row["Current Address"], self.house.address)
        self.assertEqual(row["Community"], self.community_a1.name)
        self.assertEqual(row["Grid"], self.grid_a11.name)
        self.assertEqual((row["Building"], row["House"]), ("3", "501"))
        self.assertEqual(row["Household Number"], "00012345678901234567")
        self.assertEqual(row["Head's Identity Number"], "350304********4328")

    def test_clear(self):
        self.officer_a.group_ids += self.env.ref("grid_base.group_grid_clear")
        row = self.rows(self.officer_a)["=Lin Hai"]
        self.assertEqual(row["Identity Number"], ID_NUMBER)
        self.assertEqual(row["Birth Date"], "1990-01-01")
        self.assertEqual(row["Head's Identity Number"], HEAD_NUMBER)

    def test_other_town(self):
        self.assertEqual(self.rows(self.officer_b), {})
        self.assertEqual(self.rows(self.officer_b, grid_id=self.town_a.id), {})

    def test_population_type(self):
        rows = self.rows(self.officer_a, population_type="registered")
        self.assertEqual(set(rows), {"Lin Mei"})

    def test_address_of_who_has_no_house(self):
        self.make_resident(
            "Chen Wu",
            household_id=False,
            grid_id=self.grid_a12.id,
            current_address="a boat in the harbour",
        )
        row = self.rows(self.officer_a)["Chen Wu"]
        self.assertIn("*", row["Current Address"])
        self.assertIsNone(row["Building"])
        self.assertIsNone(row["Head's Identity Number"])

    def test_no_query_for_each_row(self):
        counts = []
        for more in (2, 40):
            for number in range(more):
                self.make_resident(f"Resident {more}-{number}")
            _action, job = self.request(self.officer_a, "grid.report.resident")
            job._render()  # fills the caches of the registry
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            job._render()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0])


@tagged("post_install", "-at_install")
class TestXlsxHouses(RegisterCase):
    def rows(self, user, **filters):
        sheet = self.open(user, "grid.report.house", **filters)
        rows = list(sheet.values)
        names = [below or above for above, below in zip(rows[2], rows[3], strict=True)]
        return [dict(zip(names, row, strict=True)) for row in rows[4:]]

    def test_columns_and_totals(self):
        self.env["grid.house"].create(
            {"grid_id": self.grid_a12.id, "address": "Harbour 1", "area": 11.5}
        )
        first, second, total = self.rows(self.officer_a)
        self.assertEqual((first["No."], second["No."]), (1, 2))
        self.assertEqual(first["Grid"], self.grid_a11.name)
        self.assertEqual(first["Let Out"], "Yes")
        self.assertEqual(first["Phone"], "139****5678")
        self.assertEqual((first["Households"], first["Residents"]), (1, 2))
        self.assertEqual((second["Households"], second["Let Out"]), (0, "No"))
        self.assertEqual(total["No."], "Total")
        self.assertTrue(total["Floor Area (m²)"].startswith("=SUM("))

    def test_other_town(self):
        [total] = self.rows(self.officer_b)
        self.assertEqual(total["Residents"], 0)


@tagged("post_install", "-at_install")
class TestXlsxCoverage(RegisterCase):
    MONTH = "2026-01-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.worker = cls.make_staff("Zhang San", cls.grid_a11)
        cls.patrol = cls.make_staff("Li Si", cls.grid_a11, category="patrol")
        cls.other = cls.env["grid.household"].create({"house_id": cls.house.id})
        cls.quiet = cls.env["grid.household"].create({"grid_id": cls.grid_a12.id})
        # the month by the city's clock: UTC + 8
        cls.visit(cls.worker, "2025-12-31 16:00:00")
        cls.visit(cls.worker, "2026-01-15 02:00:00", outcome="absent")
        cls.visit(cls.patrol, "2026-01-31 15:59:59")
        cls.visit(cls.patrol, "2026-01-31 16:00:00", household_id=cls.other.id)

    @classmethod
    def visit(cls, staff, moment, **values):
        return cls.env["grid.visit"].create(
            {
                "kind": "household",
                "household_id": cls.household.id,
                "outcome": "met",
                "staff_id": staff.id,
                "visited_at": datetime.fromisoformat(moment),
                "next_date": False,
                **values,
            }
        )

    def rows(self, user, **filters):
        filters.setdefault("month", self.MONTH)
        sheet = self.open(user, "grid.report.coverage", **filters)
        self.title = sheet["A1"].value
        return self.table(sheet, 3)

    def test_by_grid(self):
        visited, quiet, _total = self.rows(self.officer_a)
        self.assertEqual(visited["Code"], self.grid_a11.code)
        self.assertEqual(visited["Community"], self.community_a1.name)
        self.assertEqual((visited["Households"], visited["Households Visited"]), (2, 1))
        self.assertEqual(visited["Coverage"], 0.5)
        self.assertEqual((visited["Visits"], visited["Met"]), (3, 2))
        self.assertEqual(quiet["Code"], self.grid_a12.code)
        self.assertEqual((quiet["Households"], quiet["Coverage"]), (1, 0))
        self.assertIn("January 2026", self.title)

    def test_by_visitor(self):
        first, second, _total = self.rows(self.officer_a, coverage_per="worker")
        rows = {row["Visitor"]: row for row in (first, second)}
        self.assertEqual(rows["Zhang San"]["Visits"], 2)
        self.assertEqual(rows["Zhang San"]["Households Visited"], 1)
        self.assertEqual(rows["Zhang San"]["Met"], 1)
        self.assertEqual(rows["Li Si"]["Coverage"], 0.5)

    def test_visitor_from_elsewhere(self):
        guest = self.make_staff("Wang Wu", self.grid_b11)
        self.visit(guest, "2026-01-10 02:00:00")
        rows = self.rows(self.officer_a, coverage_per="worker")
        self.assertIn("Wang Wu", [row["Visitor"] for row in rows])

    def test_next_month(self):
        visited, _quiet, _total = self.rows(self.officer_a, month="2026-02-01")
        self.assertEqual((visited["Visits"], visited["Households Visited"]), (1, 1))

    def test_reporting_month_from_the_26th(self):
        self.env["ir.config_parameter"].set_param("grid_base.month_first_day", 26)
        visited, _quiet, _total = self.rows(self.officer_a, month="2026-02-01")
        self.assertEqual((visited["Visits"], visited["Households Visited"]), (2, 2))
        self.assertEqual(visited["Coverage"], 1)

    def test_other_town(self):
        [total] = self.rows(self.officer_b)
        self.assertEqual((total["No."], total["Visits"]), ("Total", 0))
