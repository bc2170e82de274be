from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from random import Random

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time
from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from odoo.addons.grid_base.tests.test_xlsx_report import XlsxCase
from odoo.addons.grid_base.tools.clock import city_zone

from ..tools.case import REGISTERED
from ..tools.figures import COUNTS, MARK, RATES, Figures
from .common import NAME, CareCase
from .test_followup import BY_CLASS

MANAGEMENT = "grid.report.care.management"
LEDGER = "grid.report.care.ledger"
COLUMNS = {
    "Ever Registered": "ever",
    "Registered": "registered",
    "Under Management": "managed",
    "Stable": "stable",
    "Basically Stable": "basic",
    "Unstable": "unstable",
    "Lost to Follow-Up": "lost",
    "Not Under Management": "apart",
    "Not Visited Yet": "unvisited",
    "Risk 3 to 5": "high",
    "Agreements": "agreed",
    "Rewarded": "rewarded",
}
RATE_COLUMNS = {
    "Managed by the Norms": "standard_rate",
    "Managed": "managed_rate",
    "Met in Person": "faced_rate",
    "On Medication": "medicated_rate",
    "Takes It Regularly": "regular_rate",
    "Stability": "stable_rate",
    "Incidents": "incident_rate",
    "Agreed For": "agreed_rate",
    "Rewards Given": "rewarded_rate",
    "Losses": "lost_rate",
    "Detection": "detected_rate",
}
MOVES = {
    "miss": {"reason": "x"},
    "lose": {},
    "set_apart": {"reason": "x"},
    "leave": {"destination": "x"},
    "close": {},
}


class CareReportCase(CareCase, XlsxCase):
    """Files of all kinds, whatever moves made them, in the grids of a county."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("grid_base.month_first_day", "1")
        officer = "grid_care.grid_role_care_officer"
        cls.county_desk = cls.make_user("care_county", cls.county, officer)
        cls.head = cls.make_user("care_head", cls.county, "county_head")
        cls.head_a = cls.make_user("care_head_a", cls.town_a, "town_head")
        # the month before the last one: what came after must not count
        cls.first = cls.today.replace(day=1) - relativedelta(months=2)
        cls.last = cls.first + relativedelta(months=1, days=-1)
        cls.month = fields.Date.to_string(cls.first)

    @classmethod
    def noon(cls, day):
        """Noon of a day in the city, in UTC as Odoo stores it."""
        local = datetime.combine(day, time(12), city_zone(cls.env))
        return local.astimezone(UTC).replace(tzinfo=None)

    @classmethod
    def file(cls, grid, begun, risk="0"):
        """A file of which health centre and police received their notice on its day."""
        patient = cls.make_patient(grid_id=grid.id)
        case = cls.env["grid.care.case"]._open(patient, risk)
        case.registered_on = begun
        told = {
            "state": "received",
            "case_id": case.id,
            "patient_id": patient.id,
            "hospital_id": patient.hospital_id.id,
            "record_id": cls.make_record(patient).id,
            "grid_id": grid.id,
            "number": patient.number,
            "received_at": cls.noon(begun),
        }
        cls.env["grid.care.notice"].create(
            [
                {**told, "kind": kind, "organization_id": organization.id}
                for kind, organization in (
                    ("health", cls.health_centre),
                    ("police", cls.station),
                )
            ]
        )
        return case

    @classmethod
    def visit(cls, case, day, klass="stable", **values):
        notice = case.notice_ids.filtered(lambda one: one.kind == "health")
        return cls.env["grid.followup"].create(
            {
                "notice_id": notice.id,
                "visited_on": day,
                **BY_CLASS[klass],
                **values,
            }
        )

    @classmethod
    def moved(cls, case, name, day):
        with freeze_time(cls.noon(day)):
            case._make_move(name, {"lost_reason_id": False, **MOVES[name]})
            case.flush_recordset()

    @classmethod
    def agreement(cls, case, begun, ended, amount=0.0, paid_on=None):
        one = cls.env["grid.guardianship"].create({"case_id": case.id, "able": True})
        one.write(
            {"state": "ended", "signed_on": begun, "ends_on": ended, "amount": amount}
        )
        if paid_on:
            run = cls.env["grid.guardianship.run"].create(
                {"grid_id": case.grid_id.id, "day": begun}
            )
            run.write({"state": "paid", "paid_on": paid_on})
            one.payment_ids.create(
                {
                    "run_id": run.id,
                    "guardianship_id": one.id,
                    "half_on": run.half_on,
                    "amount": 100,
                }
            )
        return one

    @classmethod
    def make_random(cls, number, seed=1):
        """Files of random fates, for a count by a plain loop."""
        chance = Random(seed)
        grids = [cls.grid_a11, cls.grid_a12, cls.grid_a21, cls.grid_b11, cls.county]

        def day(least, most):
            return cls.last + timedelta(days=chance.randint(least, most))

        cases = cls.env["grid.care.case"]
        for turn in range(number):
            begun = day(-200, 10)
            case = cls.file(chance.choice(grids), begun, chance.choice("0013"))
            cases |= case
            at = begun + timedelta(days=chance.randint(1, 20))
            while at <= min(cls.today, cls.last + timedelta(days=20)):
                visit = cls.visit(
                    case,
                    at,
                    chance.choice([*BY_CLASS]),
                    way=chance.choice("123"),
                    compliance=chance.choice(["1", "2", "3", "4", False]),
                )
                at = visit.next_on + timedelta(days=chance.choice([-3, 0, 0, 0, 9]))
                if chance.random() < 0.3:
                    break
            case.risk = chance.choice("0013")
            if chance.random() < 0.3:
                cls.env["grid.care.visit"].create(
                    {
                        "case_id": case.id,
                        "visited_on": day(-60, 10),
                        "danger": chance.choice("0123"),
                    }
                )
            if chance.random() < 0.3:
                cls.env["grid.care.emergency"].create(
                    {
                        "case_id": case.id,
                        "occurred_at": cls.noon(day(-60, 10)),
                        "trigger": "relapse",
                        "description": "x",
                        "incident": chance.random() < 0.6,
                    }
                )
            if chance.random() < 0.4 and case.risk == "3":
                cls.agreement(
                    case,
                    day(-400, 10),
                    day(-20, 200),
                    chance.choice([0, 2400]),
                    chance.choice([None, day(-300, 10)]),
                )
            if turn % 2:
                cls.moved(case, [*MOVES][turn // 2 % len(MOVES)], day(-15, 5))
        cls.env.flush_all()
        cls.env.invalidate_all()
        return cases

    def rows(self, user, **filters):
        """Rows of the table by area with the values of its formulas; totals last."""
        filters.setdefault("grid_id", self.county.id)
        filters.setdefault("month", self.month)
        _action, job = self.request(user, MANAGEMENT, **filters)
        sheet = load_workbook(BytesIO(job._render()), data_only=True).active
        above, below, *rows = sheet.iter_rows(min_row=3, values_only=True)
        heads = [low or up for up, low in zip(above, below, strict=True)]
        found = [dict(zip(heads, row, strict=True)) for row in rows]
        return {row["Area"]: row for row in found}

    # -- the definitions in words ------------------------------------------------------

    def state_of(self, case):
        state = case.state
        for step in case.step_ids.sorted("id", reverse=True):
            if self.local_day(step.date) > self.last:
                state = step.state_from
        return state

    def local_day(self, moment):
        return moment.replace(tzinfo=UTC).astimezone(city_zone(self.env)).date()

    def count(self, cases):
        """The figures of some files by a plain loop."""
        counts = dict.fromkeys(COUNTS, 0)
        for case in cases:
            if case.registered_on <= self.last:
                counts["ever"] += 1
                for name in (
                    self.counted(case) if self.state_of(case) in REGISTERED else ()
                ):
                    counts[name] += 1
        return Figures(**counts)

    def counted(self, case):
        """The names of the figures in which a registered person counts."""
        state = self.state_of(case)
        visits = case.notice_ids.followup_ids.sorted("visited_on")
        visits = visits.filtered(lambda one: one.visited_on <= self.last)
        klass = visits[-1:].klass or "unvisited"
        yield "registered"
        yield {"managed": "managed", "apart": "apart"}.get(state, "lost")
        if state == "managed":
            yield klass
            if (
                visits
                and visits[-1].next_on >= self.last
                and self.in_time(case, visits)
            ):
                yield "standard"
        if any(
            visit.visited_on >= self.last - relativedelta(months=3)
            and visit.way in ("1", "2")
            for visit in visits
        ):
            yield "faced"
        if visits[-1:].compliance in ("1", "2"):
            yield "medicated"
        if visits[-1:].compliance == "1":
            yield "regular"
        incidents = [
            self.local_day(one.occurred_at)
            for one in case.emergency_ids.filtered("incident")
        ]
        incidents += [
            one.visited_on for one in case.police_visit_ids if one.danger in ("2", "3")
        ]
        incidents = [day for day in incidents if day <= self.last]
        if any(day >= self.first for day in incidents):
            yield "incident"
        if int(case.risk) >= 3:
            yield "high"
        if int(case.risk) >= 3 or incidents:
            yield "eligible"
        yield from self.promised(case.guardianship_ids)

    def in_time(self, case, visits):
        due = case.registered_on + timedelta(days=14)
        for visit in visits:
            if visit.visited_on >= self.first and visit.visited_on > due:
                return False
            due = visit.next_on
        return True

    def promised(self, agreements):
        in_force = agreements.filtered(
            lambda one: one.signed_on <= self.last <= one.ends_on
        )
        if in_force:
            yield "agreed"
        year = self.last.replace(month=1, day=1)
        paid = agreements.payment_ids.run_id.filtered(
            lambda run: year <= run.paid_on <= self.last
        )
        if paid or any(in_force.mapped("amount")):
            yield "rewarded"


@tagged("post_install", "-at_install")
class TestManagementFigures(CareReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cases = cls.make_random(90)

    def of(self, *grids):
        return self.count(self.cases.filtered(lambda case: case.grid_id in grids))

    def expected(self):
        town_a = self.of(self.grid_a11, self.grid_a12, self.grid_a21)
        return {
            self.town_a.name: town_a,
            self.town_b.name: self.of(self.grid_b11),
            f"{self.county.name} itself": self.of(self.county),
            "Total": self.count(self.cases),
        }

    def test_equal_to_a_count_by_a_plain_loop(self):
        expected = self.expected()
        for name in COUNTS:
            self.assertTrue(getattr(expected["Total"], name), name)
        found = self.rows(self.county_desk)
        self.assertEqual(found.keys(), expected.keys())
        for area, figures in expected.items():
            row = found[area]
            counts = {name: row[head] for head, name in COLUMNS.items()}
            self.assertEqual(
                counts, {name: getattr(figures, name) for name in counts}, area
            )
            for head, name in RATE_COLUMNS.items():
                if name != "detected_rate":
                    rate = figures.rate(name)
                    self.assertAlmostEqual(row[head], rate, 12, (area, head))
        self.assertEqual({*RATE_COLUMNS.values()}, {*RATES})

    def test_detection_is_of_the_residents(self):
        self.assertIsNone(self.rows(self.county_desk)[self.town_b.name]["Detection"])
        self.env["grid.resident"].create(
            [{"name": "x", "grid_id": self.grid_b11.id} for _number in range(200)]
        )
        row = self.rows(self.county_desk)[self.town_b.name]
        self.assertEqual(row["Detection"], row["Registered"] / 200)

    def test_a_month_that_is_not_over_is_as_of_today(self):
        month = fields.Date.to_string(self.today.replace(day=1))
        total = self.rows(self.county_desk, month=month)["Total"]
        registered = self.cases.filtered(lambda case: case.state in REGISTERED)
        self.assertEqual(total["Registered"], len(registered))
        managed = registered.filtered(lambda case: case.state == "managed")
        stable = managed.filtered(lambda case: case.klass == "stable")
        self.assertEqual(total["Stable"], len(stable))

    def test_one_query_whatever_the_number(self):
        kpi = self.env["grid.care.kpi"]
        nodes = self.county + self.town_a + self.town_b
        kpi._figures(nodes, self.first, self.last)
        self.env.flush_all()
        with self.assertQueryCount(4):
            # grids below (twice), the files, the residents
            kpi._figures(nodes, self.first, self.last)

    def test_a_table_takes_few_queries_whatever_is_withheld(self):
        report = self.env[MANAGEMENT].with_user(self.head_a)
        filters = {"grid_id": self.town_a.id, "month": self.month}
        report._all_rows(filters)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            # areas below, twice in the search of the files, files, residents, names
            report._all_rows(filters)

    def test_the_file(self):
        sheet = self.open(
            self.county_desk, MANAGEMENT, grid_id=self.county.id, month=self.month
        )
        self.assertIn(self.county.name, sheet["A1"].value)
        self.assertIn("Management of People in Care", sheet["A1"].value)
        self.assertNotIn(MARK, sheet["A2"].value)
        merged = {str(area) for area in sheet.merged_cells.ranges}
        self.assertLessEqual({"A1:X1", "B3:K3", "L3:M3", "N3:X3"}, merged)
        self.assertEqual(sheet["N5"].number_format, "0.0%")
        self.assertEqual(sheet["X5"].number_format, "0.00%")
        self.assertEqual(sheet["B8"].value, "=SUM(B5:B7)")

    # -- who --------------------------------------------------------------------------

    def test_who_may_run_it_and_of_which_area(self):
        for user in (self.officer, self.head_a):
            self.rows(user, grid_id=self.town_a.id)
            for grid in (self.county, self.town_b):
                with self.assertRaises(AccessError):
                    self.rows(user, grid_id=grid.id)
        strangers = self.worker | self.doctor | self.nurse | self.police
        for user in strangers | self.community | self.officer_a:
            with self.assertRaises(AccessError):
                self.rows(user, grid_id=self.town_a.id)
        self.assertNotIn(
            MANAGEMENT,
            dict(
                self.env["grid.report.wizard"].with_user(self.nurse)._selection_report()
            ),
        )

    def test_the_own_area_is_the_default(self):
        found = self.rows(self.officer, grid_id=False)
        self.assertIn(self.community_a1.name, found)
        user = self.make_user("care_lost_desk")
        user.group_ids |= self.env.ref("grid_care.group_care_officer")
        with self.assertRaisesRegex(UserError, "Choose an area"):
            self.rows(user, grid_id=False)

    def test_the_wizard(self):
        wizards = self.env["grid.report.wizard"].with_user(self.officer)
        with Form(wizards.with_context(default_report=MANAGEMENT)) as form:
            self.assertEqual(form.grid_id, self.town_a)
            self.assertFalse(form.personal)
        self.assertEqual(form.record.action_download()["type"], "ir.actions.report")

    # -- what is withheld -------------------------------------------------------------

    def test_who_leads_the_place_sees_nothing_small(self):
        exact = self.rows(self.county_desk)
        seen = self.rows(self.head)
        self.assertEqual(seen.keys(), exact.keys())
        marks = 0
        for area, row in seen.items():
            for head in COLUMNS:
                if row[head] == MARK:
                    marks += 1
                else:
                    self.assertEqual(row[head], exact[area][head])
                    self.assertFalse(0 < row[head] < 5, (area, head))
        self.assertTrue(marks)
        for head in COLUMNS:
            gaps = [area for area, row in seen.items() if row[head] == MARK]
            self.assertNotEqual(len(gaps), 1, head)

    def test_the_same_place_in_every_table(self):
        row = self.rows(self.head)[self.town_a.name]
        total = self.rows(self.head_a, grid_id=self.town_a.id)["Total"]
        for head in (*COLUMNS, *RATE_COLUMNS):
            self.assertEqual(row[head], total[head], head)

    def test_the_mark_is_explained(self):
        sheet = self.open(
            self.head, MANAGEMENT, grid_id=self.county.id, month=self.month
        )
        self.assertIn("fewer than 5", sheet["A2"].value)

    def test_who_leads_the_place_still_has_no_file(self):
        self.assertFalse(self.env["grid.care.case"].with_user(self.head).search([]))


@tagged("post_install", "-at_install")
class TestCareLedger(CareReportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.notices = cls.issued()
        cls.case = cls.notices["police"].case_id
        notice = cls.move(cls.notices["health"], cls.nurse, "receive")
        cls.env["grid.followup"].with_user(cls.nurse).create(
            {"notice_id": notice.id, **BY_CLASS["unstable"]}
        )
        cls.env["grid.guardianship"].create({"case_id": cls.case.id, "able": True})
        cls.file(cls.grid_b11, cls.today)

    def ledger(self, user, **filters):
        sheet = self.open(user, LEDGER, **filters)
        above, below, *rows = sheet.iter_rows(min_row=3, values_only=True)
        heads = [low or up for up, low in zip(above, below, strict=True)]
        return [dict(zip(heads, row, strict=True)) for row in rows]

    def test_the_desk_of_the_place(self):
        (row,) = self.ledger(self.officer)
        patient = self.case.patient_id.with_user(self.officer)
        self.assertEqual(row["Name"], patient.name)
        self.assertNotEqual(row["Name"], NAME)
        self.assertEqual(row["Phone"], patient.phone)
        self.assertEqual(row["Guardian"], patient.guardian)
        self.assertEqual(row["State"], "Under Management")
        self.assertEqual(row["Class"], "Unstable")
        self.assertTrue(row["Risk"].startswith("3"))
        self.assertEqual(row["Last Visit"].date(), self.today)
        self.assertEqual(row["Visit By"].date(), self.case.visit_by)
        self.assertEqual(row["Health Centre"], self.health_centre.name)
        self.assertEqual(row["Police Station"], self.station.name)
        self.assertEqual(row["Has a Team"], "No")
        self.assertEqual(row["Agreement"], "Applied For")
        self.assertEqual(row["Number"], self.case.number)

    def test_no_diagnosis_but_for_the_hospital(self):
        self.assertNotIn("Diagnosis", self.ledger(self.officer)[0])
        row = self.ledger(self.doctor)[0]
        names = self.case.patient_id.record_ids.diagnosis_id.mapped("name")
        self.assertIn(row["Diagnosis"], names)
        self.assertNotIn("Agreement", row)

    def test_whose(self):
        self.assertEqual(len(self.ledger(self.doctor)), 2)
        self.assertEqual(len(self.ledger(self.county_desk)), 2)
        self.assertEqual(len(self.ledger(self.officer_b)), 1)
        self.assertEqual(self.ledger(self.doctor_2), [])
        self.assertEqual(self.ledger(self.officer, grid_id=self.town_b.id), [])
        strangers = self.worker | self.nurse | self.police | self.community | self.head
        for user in strangers:
            with self.assertRaises(AccessError):
                self.ledger(user)

    def test_an_emergency_opens_no_ledger(self):
        glass = self.env["grid.care.glass"].with_user(self.officer_b)
        glass.ask(self.case.number, "Found at the bridge, nobody knows whom to call", 1)
        cases = self.env["grid.care.case"].with_user(self.officer_b)
        self.assertIn(self.case, cases.search([]))
        self.assertNotIn(
            self.case.number, [row["Number"] for row in self.ledger(self.officer_b)]
        )

    def test_those_who_left_on_request(self):
        self.case._make_move("leave", MOVES["leave"])
        self.assertEqual(self.ledger(self.officer), [])
        (row,) = self.ledger(self.officer, care_scope="all")
        self.assertEqual(row["State"], "Moved Out")

    def test_a_reason_is_kept(self):
        with self.assertRaises(UserError):
            self.open(self.officer, LEDGER, "")
        self.open(self.officer, LEDGER, "Visit of the county")
        log = self.env["grid.access.log"].search(
            [("kind", "=", "export"), ("model", "=", "grid.care.case")],
            order="id desc",
            limit=1,
        )
        self.assertEqual(log.reason, "Visit of the county")
        self.assertEqual(log.uid, self.officer.id)


@tagged("post_install", "-at_install")
class TestFiguresScreen(CareReportCase):
    def test_by_everything(self):
        self.issued()
        action = self.env.ref("grid_care.grid_care_case_action_figures")
        self.assertEqual(action.view_mode, "graph,pivot")
        cases = self.env["grid.care.case"].with_user(self.officer)
        cases.get_views(
            [(False, "graph"), (False, "pivot"), (action.search_view_id.id, "search")]
        )
        for name in ("state", "klass", "risk", "grid_id", "registered_on:month"):
            groups = cases.formatted_read_group([], [name], ["__count"])
            self.assertEqual([group["__count"] for group in groups], [1], name)

    def test_the_menu_is_of_the_desk(self):
        menu = self.env.ref("grid_care.menu_care_figures")
        for user, seen in (
            (self.officer, True),
            (self.nurse, False),
            (self.head, False),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, seen, user.login)
