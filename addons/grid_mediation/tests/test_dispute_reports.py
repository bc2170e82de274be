from collections import Counter
from datetime import date, time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .figures_common import MONTH, FiguresCase

REPORTS = (
    "dispute.month",
    "mediation.month",
    "mediation.body",
    "mediation.mediator",
    "screening.record",
)
FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
PERIOD = {"date_from": str(FIRST), "date_to": str(LAST)}
WEIGHTS = {"red": 10, "orange": 5, "yellow": 2, "blue": 1, False: 0}


def rate(part, whole):
    return part / whole if whole else 1


class ReportCase(FiguresCase):
    def monthly(self, report, month=MONTH, **filters):
        header = 4 if report == "mediation.month" else 3
        return self.rows(report, header_row=header, month=str(month), **filters)


@tagged("post_install", "-at_install")
class TestDisputeReports(ReportCase):
    """The files against a count by plain loops over disputes of random values."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.disputes = cls.make_random(150)

    def months(self, node, back=0):
        """The disputes of a district in June, in May and in June a year before."""
        first, last = {
            0: (FIRST, LAST),
            1: (date(2026, 5, 1), date(2026, 5, 31)),
            12: (date(2025, 6, 1), date(2025, 6, 30)),
        }[back]
        return self.counted(self.disputes, "registered_at", first, last, node)

    def risk(self, node):
        found = self.counted(self.disputes, "registered_at", date.min, LAST, node)
        return sum(
            WEIGHTS[d.grade]
            for d in found
            if not any(
                self.in_time(d[name], date.min, LAST)
                for name in ("agreed_at", "ended_at")
            )
        )

    def test_regional_month(self):
        *rows, total = self.monthly("dispute.month")
        self.assertEqual(
            list(total),
            [
                "District",
                "Total Disputes",
                "Settled Disputes",
                "Settlement Rate",
                "Against Last Month",
                "Against Last Year",
                "Main Kinds",
                "Risk Value",
            ],
        )
        found = {row["District"]: list(row.values())[1:] for row in rows}
        for town in (self.town_a, self.town_b):
            mine = self.months(town)
            kinds = Counter(mine.mapped(lambda d: d.kind_id.name or "Not Stated"))
            number, settled, share, month, year, main, risk = found[town.name]
            self.assertEqual(
                (number, settled), (len(mine), len(mine.filtered("agreed_at")))
            )
            self.assertAlmostEqual(share, rate(settled, number))
            self.assertGrowth(month, number, len(self.months(town, 1)))
            self.assertGrowth(year, number, len(self.months(town, 12)))
            self.assertEqual(risk, self.risk(town))
            parts = main.split(", ") if main else []
            shown = dict(part.rsplit(" ", 1) for part in parts)
            self.assertEqual(
                [int(number) for number in shown.values()],
                sorted(kinds.values(), reverse=True)[:3],
            )
            self.assertEqual(
                {name: kinds[name] for name in shown},
                {name: int(number) for name, number in shown.items()},
            )
        # what lies in the county itself has a row
        self.assertIn(f"{self.county.name} itself", found)
        mine = self.months(self.county)
        settled = len(mine.filtered("agreed_at"))
        self.assertEqual(total["Total Disputes"], len(mine))
        self.assertEqual(total["Settled Disputes"], settled)
        self.assertAlmostEqual(total["Settlement Rate"], settled / len(mine))
        self.assertGrowth(
            total["Against Last Month"], len(mine), len(self.months(self.county, 1))
        )
        self.assertGrowth(
            total["Against Last Year"], len(mine), len(self.months(self.county, 12))
        )
        self.assertEqual(total["Risk Value"], self.risk(self.county))

    def assertGrowth(self, cell, now, before):
        if before:
            self.assertAlmostEqual(cell, (now - before) / before)
        else:
            self.assertIsNone(cell)

    def test_mediation_month(self):
        *rows, total = self.monthly("mediation.month")
        accepted = self.counted(self.disputes, "accepted_at", FIRST, LAST)
        self.assertTrue(accepted)
        groups = accepted.grouped("kind_id")
        found = {row["Kind"]: list(row.values()) for row in rows}
        kinds = self.env["grid.code"].search([("table", "=", "dispute_kind")])
        self.assertLessEqual(set(kinds.mapped("name")), found.keys())
        for kind in kinds:
            row = found[kind.name]
            mine = groups.get(kind, accepted.browse())
            settled = mine.filtered("agreed_at")
            self.assertEqual(row[1:3], [len(mine), len(settled)])
            self.assertAlmostEqual(row[3], rate(len(settled), len(mine)))
            self.assertAlmostEqual(row[4], sum(settled.mapped("agreed_amount")))
        self.assertEqual(total["Number Accepted"], len(accepted))
        self.assertAlmostEqual(
            total["Amount Concerned"],
            sum(accepted.filtered("agreed_at").mapped("agreed_amount")),
        )
        codes = [d.source_id.code for d in accepted]
        self.assertEqual(
            total["On Own Initiative"],
            sum(code in ("01", "04", "10") for code in codes),
        )
        self.assertEqual(total["On Application"], codes.count("02"))
        self.assertEqual(
            total["On Own Initiative"]
            + total["On Application"]
            + total["Commissioned or Transferred"],
            len(accepted),
        )

    def test_prevented_in_cases_and_persons(self):
        """Two columns each under one heading."""
        job = self.request(
            self.county_officer,
            "grid.report.mediation.month",
            month=str(MONTH),
            grid_id=self.county.id,
        )[1]
        rows = list(self.sheet(job._render()).iter_rows(min_row=3, values_only=True))
        at = rows[0].index("Kept from Becoming a Crime")
        self.assertEqual(rows[1][at : at + 4], ("Cases", "Persons") * 2)
        accepted = self.counted(self.disputes, "accepted_at", FIRST, LAST)
        body = rows[2:-1]
        for place, name in ((at, "prevented_crime"), (at + 2, "prevented_petition")):
            numbers = [d[name] for d in accepted if d[name]]
            self.assertEqual(sum(row[place] for row in body), len(numbers))
            self.assertEqual(sum(row[place + 1] for row in body), sum(numbers))

    def test_body_workload(self):
        *rows, total = self.rows("mediation.body", **PERIOD)
        accepted = self.counted(self.disputes, "accepted_at", FIRST, LAST)
        found = {row["Mediation Body"]: row for row in rows}
        for body in self.body + self.body_b:
            mine = accepted.filtered(lambda d, body=body: d.body_id == body)
            row = found[body.name]
            settled = mine.filtered("agreed_at")
            self.assertEqual(
                (row["Number Accepted"], row["Number Successful"]),
                (len(mine), len(settled)),
            )
            self.assertAlmostEqual(row["Success Rate"], rate(len(settled), len(mine)))
            self.assertEqual(row["People Involved"], sum(mine.mapped("people_count")))
        mine = accepted.filtered("body_id")
        self.assertEqual(total["Number Accepted"], len(mine))
        self.assertAlmostEqual(
            total["Success Rate"], rate(len(mine.filtered("agreed_at")), len(mine))
        )

    def test_mediator_workload_counts_a_case_once_in_the_total(self):
        *rows, total = self.rows("mediation.mediator", **PERIOD)
        accepted = self.counted(self.disputes, "accepted_at", FIRST, LAST)
        found = {row["Mediator"]: row for row in rows}
        for mediator in self.mediator + self.mediator_2:
            mine = accepted.filtered(lambda d, m=mediator: m in d.mediator_ids)
            row = found[mediator.name]
            self.assertEqual(row["Number Accepted"], len(mine))
            self.assertEqual(row["Open Disputes"], mediator.open_count)
        mine = accepted.filtered("mediator_ids")
        self.assertTrue(any(len(d.mediator_ids) > 1 for d in mine))
        self.assertEqual(total["Number Accepted"], len(mine))
        self.assertEqual(total["Number Successful"], len(mine.filtered("agreed_at")))

    def test_scope_of_an_officer(self):
        *_rows, total = self.monthly("dispute.month", user=self.officer, grid_id=False)
        self.assertEqual(total["Total Disputes"], len(self.months(self.town_a)))
        rows = self.rows("mediation.body", user=self.officer_b, **PERIOD)
        mine = self.counted(self.disputes, "accepted_at", FIRST, LAST, self.town_b)
        self.assertEqual(rows[-1]["Number Accepted"], len(mine.filtered("body_id")))

    def test_queries_do_not_grow_with_rows(self):
        for name, filters in (
            ("dispute.month", {"month": str(MONTH)}),
            ("mediation.month", {"month": str(MONTH)}),
            ("mediation.body", PERIOD),
            ("mediation.mediator", PERIOD),
            ("screening.record", {**PERIOD, "dispute_scope": "all"}),
        ):
            few = self.queries(name, filters)
            for number in range(10):
                self.dispute(
                    accepted_at=self.moment("2026-06-20"),
                    body_id=self.body.id,
                    mediator_ids=[(6, 0, self.mediator.ids)],
                    title=f"More {number}",
                )
            with self.subTest(name):
                self.assertLessEqual(self.queries(name, filters), few)

    def queries(self, name, filters):
        report = self.env[f"grid.report.{name}"].with_user(self.county_officer)
        filters = {"grid_id": self.county.id, **filters}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        list(report._slices(filters, report._columns(filters)))
        return self.env.cr.sql_log_count - before


@tagged("post_install", "-at_install")
class TestDisputeReportsOfFew(ReportCase):
    """On nothing, at the edge of a month, and who may ask."""

    def test_offered_to_officers_in_the_wizard(self):
        wizards = self.env["grid.report.wizard"]
        offered = dict(wizards.with_user(self.officer)._selection_report())
        names = {f"grid.report.{name}" for name in REPORTS}
        self.assertLessEqual(names, offered.keys())
        for name in ("dispute.figures", "mediation.workload"):
            # what they share is no report
            self.assertNotIn(f"grid.report.{name}", offered)
        for user in (self.registrar, self.mediator_user, self.court_user):
            offered = dict(wizards.with_user(user)._selection_report())
            self.assertFalse(names & offered.keys())
            with self.assertRaises(AccessError):
                self.rows("screening.record", user=user)

    def test_on_nothing(self):
        empty = date(2020, 1, 1)
        *rows, total = self.monthly("dispute.month", month=empty)
        self.assertEqual(
            [list(row.values())[1:] for row in rows],
            [[0, 0, 1, None, None, None, 0]] * len(rows),
        )
        # nothing at all is settled to 100 % (DOMAIN 3.8)
        self.assertEqual(list(total.values())[1:], [0, 0, 1, None, None, None, 0])
        *rows, total = self.monthly("mediation.month", month=empty)
        self.assertEqual({row["Number Accepted"] for row in rows}, {0})
        self.assertEqual(total["Success Rate"], 1)
        period = {"date_from": "2020-01-01", "date_to": "2020-01-31"}
        for name in ("mediation.body", "mediation.mediator"):
            *rows, total = self.rows(name, **period)
            self.assertTrue(rows, "those without a case stand there, too")
            self.assertEqual(total["Number Accepted"], 0)
            self.assertEqual(total["Success Rate"], 1)
        self.assertFalse(self.rows("screening.record", **period))

    def test_the_edge_of_a_month_is_the_citys(self):
        names = ("May", "June", "Also June", "July")
        moments = (
            self.moment("2026-05-31", time(23, 59)),
            self.moment("2026-06-01", time(0, 0)),
            self.moment("2026-06-30", time(23, 59)),
            self.moment("2026-07-01", time(0, 0)),
        )
        for name, moment in zip(names, moments, strict=True):
            self.dispute(
                title=name,
                registered_at=moment,
                accepted_at=moment,
                grid_id=self.grid_b11.id,
                body_id=self.body_b.id,
            )
        for month, number in ((5, 1), (6, 2), (7, 1)):
            month = date(2026, month, 1)
            rows = {
                row["District"]: row for row in self.monthly("dispute.month", month)
            }
            self.assertEqual(rows[self.town_b.name]["Total Disputes"], number)
        rows = self.rows("mediation.body", **PERIOD)
        found = {row["Mediation Body"]: row for row in rows}
        self.assertEqual(found[self.body_b.name]["Number Accepted"], 2)
        self.env["ir.config_parameter"].set_param("grid_base.month_first_day", "26")
        rows = {row["District"]: row for row in self.monthly("dispute.month")}
        # 26 May to 25 June
        self.assertEqual(rows[self.town_b.name]["Total Disputes"], 2)

    def test_screening_record(self):
        screened = self.code("dispute_source", "10")
        dispute = self.dispute(
            source_id=screened,
            claims="Pay the hospital.",
            people_count=7,
            grade="orange",
            body_id=self.body.id,
            lead_mediator_id=self.mediator.id,
            happened_at=self.moment("2026-06-09", time(8, 30)),
        )
        self.dispute(title="On application")
        self.dispute(source_id=screened, state="void")
        self.dispute(source_id=screened, state="draft")
        self.dispute(source_id=screened, registered_at=self.moment("2026-07-01"))
        row, *others = self.rows("screening.record", **PERIOD)
        self.assertFalse(others)
        self.assertEqual(
            list(row),
            [
                "No.",
                "Time of Dispute",
                "Place of Dispute",
                "Parties",
                "Main Claims",
                "People Involved",
                "Person or Unit in Charge",
                "Measures",
                "Progress",
                "Warning Grade",
            ],
        )
        self.assertEqual(row["No."], 1)
        self.assertEqual(str(row["Time of Dispute"]), "2026-06-09 08:30:00")
        self.assertEqual(row["Parties"], "Applicant A / Works B")
        self.assertEqual(row["Main Claims"], "Pay the hospital.")
        self.assertEqual(row["People Involved"], 7)
        self.assertEqual(
            row["Person or Unit in Charge"], f"{self.mediator.name}, {self.body.name}"
        )
        self.assertEqual(row["Progress"], "To Be Accepted")
        self.assertEqual(row["Warning Grade"], "Orange")
        rows = self.rows("screening.record", dispute_scope="all", **PERIOD)
        self.assertEqual(len(rows), 2)
        self.assertFalse(self.rows("screening.record", user=self.officer_b, **PERIOD))
        dispute.claims = False
        row = self.rows("screening.record", **PERIOD)[0]
        self.assertEqual(row["Main Claims"], dispute.description)

    def test_personal_data_only_for_a_reason_and_logged(self):
        with self.assertRaises(UserError):
            self.request(self.officer, "grid.report.screening.record", "", **PERIOD)
        self.rows("screening.record", **PERIOD)
        log = self.env["grid.access.log"].sudo().search([], limit=1)
        self.assertEqual((log.kind, log.model), ("export", "grid.dispute"))
        self.assertEqual(log.reason, "Inspection")
        self.monthly("dispute.month")
        log = self.env["grid.access.log"].sudo().search([], limit=1)
        self.assertEqual((log.kind, log.model), ("export", "grid.dispute"))
