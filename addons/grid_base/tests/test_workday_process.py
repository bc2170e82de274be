from datetime import date

from .process_common import OtherProcessCase

# A Thursday of a year that nothing else in the tests asks for.
DAY = "2004-03-11"


class TestOtherProcess(OtherProcessCase):
    """Whether a day is worked: what one process enters, the other one counts by."""

    model = "grid.workday"
    reply = f"records._is_working_day(fields.Date.to_date('{DAY}'))"

    def answer(self, records):
        return records._is_working_day(date.fromisoformat(DAY))

    def remove(self):
        self.commit(lambda days: days.search([("date", "=", DAY)]).unlink())

    def test_signal(self):
        with self.worker() as process:
            self.assertEqual(self.ask(process), "True")
            self.addCleanup(self.remove)
            self.commit(lambda days: days.create({"date": DAY, "kind": "holiday"}))
            self.assertEqual(self.ask(process), "False")
            self.remove()
            self.assertEqual(self.ask(process), "True")

    def test_old_calendar_read_before_the_commit(self):
        def change(days):
            days.create({"date": DAY, "kind": "holiday"})
            # fills the cache of this process from the rows before the change
            self.assertTrue(self.here())

        self.addCleanup(self.remove)
        self.commit(change)
        self.assertFalse(self.here())
