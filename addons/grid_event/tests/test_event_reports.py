from base64 import b64encode

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.grid_base.tests.test_xlsx_report import XlsxCase

from .kpi_common import KpiCase
from .test_media import picture

REPORTS = (
    "category channel closing export lateness overdue supervision validity".split()
)


class EventReportCase(KpiCase, XlsxCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.make_sample()

    def rows(self, name, user=None, header_row=3, day=20, **filters):
        """The rows of a report as of a day, by heading; the totals row is the last."""
        filters.setdefault("grid_id", self.county.id)
        with self.at(day):
            report = f"grid.report.event.{name}"
            user = user or self.county_officer
            sheet = self.open(user, report, "Inspection", **filters)
        return self.table(sheet, header_row)

    def monthly(self, name, **filters):
        return self.rows(name, month=fields.Date.to_string(self.first), **filters)


@tagged("post_install", "-at_install")
class TestEventReports(EventReportCase):
    """The figures in the files are those of the sample, see ``KpiCase.make_month``."""

    def test_offered_to_officers_in_the_wizard(self):
        wizards = self.env["grid.report.wizard"]
        offered = dict(wizards.with_user(self.station)._selection_report())
        names = {f"grid.report.event.{name}" for name in REPORTS}
        self.assertLessEqual(names, offered.keys())
        # what they share is no report
        self.assertNotIn("grid.report.event.kpi", offered)
        offered = dict(wizards.with_user(self.worker)._selection_report())
        self.assertFalse(names & offered.keys())
        with self.assertRaises(AccessError):
            self.rows("export", self.worker)

    def test_by_category(self):
        *rows, total = self.monthly("category")
        self.assertEqual(
            list(total),
            [
                "No.",
                "Small Category",
                "Big Category",
                "Matters Reported",
                "Valid Matters",
                "Valid Share",
                "Valid and Closed",
                "Completion Rate",
                "Overdue Matters",
                "Overdue Rate",
            ],
        )
        found = {row["Small Category"]: list(row.values()) for row in rows}
        row = found[self.category.name]
        self.assertEqual(row[2], self.category.parent_id.name)
        self.assertEqual(row[3:], [8, 5, 5 / 8, 3, 3 / 5, 3, 3 / 5])
        row = found[self.category_b.name]
        self.assertEqual(row[3:], [3, 2, 2 / 3, 1, 1 / 2, 0, 0])
        # a class without events is there with zeros
        used = {self.category.name, self.category_b.name}
        others = [row for name, row in found.items() if name not in used]
        self.assertTrue(others)
        self.assertEqual({tuple(row[3:]) for row in others}, {(0,) * 7})
        self.assertEqual([row["No."] for row in rows], [*range(1, len(rows) + 1)])

    def test_by_channel(self):
        self.main.channel_id = False
        *rows, _total = self.monthly("channel")
        self.assertEqual(list(rows[0])[0], "Channel")
        self.assertEqual(list(rows[0])[1:3], ["Matters Reported", "Valid Matters"])
        found = {row["Channel"]: list(row.values())[1:] for row in rows}
        channel = self.late_handled.channel_id.name
        self.assertEqual(found[channel], [10, 6, 0.6, 3, 0.5, 3, 0.5])
        self.assertEqual(found["Not Stated"], [1, 1, 1, 1, 1, 0, 0])

    def test_ranking_of_validity(self):
        *rows, total = self.monthly("validity")
        self.assertEqual(
            list(total),
            [
                "Rank",
                "District",
                "Total Matters",
                "Invalid",
                "Valid",
                "Valid Reporting Rate",
                "Duplicate Matters",
                "Content Missing",
                "Own Work as a Matter",
            ],
        )
        self.assertEqual(
            [list(row.values()) for row in rows],
            [
                [1, self.town_b.name, 3, 1, 2, 2 / 3, 0, 0, 1],
                [2, self.town_a.name, 8, 3, 5, 5 / 8, 1, 1, 0],
            ],
        )

    def test_ranking_by_a_level_and_equal_ranks(self):
        level = self.env.ref("grid_base.grid_level_unit")
        *rows, _total = self.monthly("validity", event_level_id=level.id)
        found = {row["District"]: row["Rank"] for row in rows}
        self.assertEqual(found[self.grid_a12.name], 1)
        self.assertEqual(found[self.grid_b11.name], 2)
        self.assertEqual(found[self.grid_a11.name], 3)
        self.assertEqual(found[self.grid_a21.name], 4)
        self.assertNotIn(self.county.name, found)

    def test_ranking_of_lateness(self):
        *rows, total = self.monthly("lateness")
        self.assertEqual(
            list(total),
            [
                "Rank",
                "District",
                "Total Matters",
                "Valid",
                "Overdue Matters",
                "Overdue Share",
                "Not Accepted in 2 Days",
                "Not Handled in 7 Days",
            ],
        )
        self.assertEqual(
            [list(row.values()) for row in rows],
            [
                [1, self.town_a.name, 8, 5, 3, 3 / 5, 2, 2],
                [2, self.town_b.name, 3, 2, 0, 0, 0, 0],
            ],
        )
        limit = self.env.ref("grid_event.grid_time_limit_all")
        limit.write({"accept_value": 4, "handle_unit": "hour", "handle_value": 100})
        head = list(self.monthly("lateness")[0])
        self.assertEqual(head[-2:], ["Not Accepted in 4 Days", "Not Handled in Time"])

    def test_closing(self):
        first = fields.Date.to_string(self.first)
        last = fields.Date.to_string(self.first + relativedelta(days=30))
        *rows, total = self.rows("closing", date_from=first, date_to=last)
        self.assertEqual(
            [list(row.values()) for row in rows],
            [
                [self.town_a.name, 8, 3, 3 / 8, 2 / 3],
                [self.town_b.name, 3, 1, 1 / 3, 1],
            ],
        )
        self.assertEqual(
            list(total),
            [
                "District",
                "Collected",
                "Number Closed",
                "Closing Rate",
                "Satisfaction Rate",
            ],
        )
        # three of four ratings, not the mean of the two rates
        self.assertEqual(total["Satisfaction Rate"], 3 / 4)

    def test_supervision(self):
        *rows, total = self.rows("supervision")
        self.assertEqual(
            [list(row.values()) for row in rows],
            [[self.town_a.name, 2, 9, 2 / 9, 1], [self.town_b.name, 0, 3, 0, 0]],
        )
        self.assertEqual(
            list(total),
            [
                "Name of Grid",
                "Total Supervised",
                "Total Reported",
                "Supervision Rate",
                "Share",
            ],
        )

    def test_place_not_certain_has_a_row_of_its_own(self):
        self.main.write({"grid_id": self.county.id})
        rows = self.monthly("validity")
        found = {row["District"]: row["Total Matters"] for row in rows}
        self.assertEqual(found[f"{self.county.name} itself"], 1)

    def test_without_a_grid_the_own_scope(self):
        rows = self.monthly("validity", user=self.town, grid_id=False)
        names = {row["District"] for row in rows}
        self.assertLessEqual({self.community_a1.name, self.community_a2.name}, names)
        self.assertNotIn(self.community_b1.name, names)

    def test_overdue_links(self):
        *rows, total = self.rows("overdue")
        self.assertEqual(
            list(total),
            [
                "Report Number",
                "Town",
                "Village",
                "Grid",
                "Overdue Link",
                "Overdue Person",
                "Overdue Time (Hours)",
            ],
        )
        found = {
            (row["Report Number"], row["Overdue Link"]): list(row.values())
            for row in rows
        }
        # accepted on day 5 at ten: 34 hours after the end of day 3
        row = found[self.late_accepted.number, "To Accept"]
        town, village = self.town_a.name, self.community_a1.name
        self.assertEqual(row[1:4], [town, village, self.grid_a11.name])
        self.assertEqual(row[5], self.station.name)
        self.assertAlmostEqual(row[6], 34, delta=0.01)
        # answered on day 10 at ten: 34 hours after the end of day 8
        row = found[self.late_handled.number, "Main Order"]
        self.assertEqual(row[5], self.handler.name)
        self.assertAlmostEqual(row[6], 34, delta=0.01)
        # still waiting on day 20 at ten: of the office
        row = found[self.forgotten.number, "To Accept"]
        self.assertEqual(row[5], self.community_a1.display_name)
        self.assertAlmostEqual(row[6], 16 * 24 + 10, delta=0.01)
        self.assertEqual(len(found), 3)

    def test_overdue_links_of_a_period(self):
        day = fields.Date.to_string(self.first + relativedelta(days=2))
        rows = self.rows("overdue", date_from=day, date_to=day)
        # due at the end of day 3, which is the first moment of day 4 or just before
        self.assertEqual(
            {row["Overdue Link"] for row in rows[:-1]} - {"To Accept"}, set()
        )


@tagged("post_install", "-at_install")
class TestEventExport(EventReportCase):
    def test_twenty_columns(self):
        rows = self.rows("export")
        self.assertEqual(
            list(rows[0]),
            [
                "Grid of the Event",
                "Event Title",
                "Event Number",
                "Event Category",
                "Place of Event",
                "Event Description",
                "Time of Event",
                "To Be Closed By",
                "Current State",
                "Time of Collection",
                "Contact",
                "Current Link",
                "Handling Unit",
                "People Concerned",
                "Range of Impact",
                "Source of Information",
                "Urgency",
                "Collected Through",
                "Pictures Before",
                "Pictures After",
            ],
        )

    def test_cells(self):
        self.main.write({"contact_name": "Lin Guohua", "people_names": "Chen"})
        media = self.env["grid.event.media"].sudo()
        for phase, name in (("1", "b.png"), ("1", "a.png"), ("3", "c.png")):
            media.create(
                {
                    "event_id": self.main.id,
                    "phase": phase,
                    "name": name,
                    "file": b64encode(picture("PNG")),
                }
            )
        media.create(
            {
                "event_id": self.main.id,
                "phase": "3",
                "name": "a.pdf",
                "file": b64encode(b"%PDF-1.4\n%%EOF"),
            }
        )
        rows = {row["Event Number"]: row for row in self.rows("export")}
        row = rows[self.main.number]
        self.assertEqual(row["Grid of the Event"], self.grid_a11.complete_name)
        self.assertEqual(row["Current State"], "Archived")
        self.assertEqual(row["Handling Unit"], self.police.name)
        self.assertIsNone(row["Current Link"])
        self.assertEqual(row["Pictures Before"], "2: a.png, b.png")
        self.assertEqual(row["Pictures After"], "1: c.png")
        self.assertEqual(row["People Concerned"], "Chen")
        self.assertIn("*", row["Contact"])
        self.assertNotIn("Guohua", row["Contact"])
        row = rows[self.forgotten.number]
        self.assertEqual(row["Current Link"], "To Accept")
        self.assertIsNone(row["Pictures After"])
        row = rows[self.returned.number]
        self.assertIsNone(row["Handling Unit"])
        self.assertEqual(row["Current Link"], "To Dispatch")
        # drafts that were never reported stay with their reporter
        self.assertEqual(len(rows), 13)

    def test_scope_filters_reason_and_log(self):
        rows = self.rows("export", self.station)
        self.assertEqual(
            {row["Grid of the Event"] for row in rows},
            {self.grid_a11.complete_name, self.grid_a12.complete_name},
        )
        rows = self.rows("export", event_category_id=self.category_b.parent_id.id)
        self.assertEqual(len(rows), 3)
        with self.assertRaises(UserError):
            self.request(self.station, "grid.report.event.export", "")
        log = self.env["grid.access.log"].sudo().search([], limit=1)
        self.assertEqual((log.kind, log.model), ("export", "grid.event"))

    def test_queries_do_not_grow_with_rows(self):
        few = self.queries()
        for _event in range(20):
            self.reported_at(19)
        self.assertLessEqual(self.queries(), few)

    def queries(self):
        report = self.env["grid.report.event.export"].with_user(self.county_officer)
        filters = {"grid_id": self.county.id}
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        list(report._slices(filters, report._columns(filters)))
        return self.env.cr.sql_log_count - before
