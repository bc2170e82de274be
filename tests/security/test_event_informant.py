"""Who reported an event in confidence comes out nowhere but to who must know."""

import json

from odoo.exceptions import ValidationError
from odoo.tools import mute_logger

from .event_case import QUIET, EventRpcCase
from .rpc import RpcError

NAME, PHONE = "Zheng Qiaoyun", "13959012345"
FINGERPRINTS = (NAME, "Qiaoyun", PHONE, "9012345", "Zheng")
REASON = {"access_reason": "the security tests try exports"}
KNOWS = "town head"
"""The only one of ``everybody`` who holds the group where the event lies."""


class TestInformant(EventRpcCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.town_b_head = cls.make_user("event_town_b_head", cls.town_b, "town_head")
        cls.everybody["town head elsewhere"] = cls.town_b_head
        values = {"informant_name": NAME, "informant_phone": PHONE}
        case = cls()
        cls.event = case.make_event(**values).sudo()
        for user, step, more in (
            (cls.worker, "report", {}),
            (cls.station, "accept", {}),
            (cls.station, "dispatch", {"orders": [case.order(cls.police)]}),
        ):
            case.move(cls.event, user, step, **more)
        cls.plain = case.make_event().sudo()
        case.move(cls.plain, cls.worker, "report")
        cls.informant = cls.event.informant_ids
        cls.env.flush_all()

    def told(self, model, method, *args, **kwargs):
        """The answer or the error, with all that hangs on it."""
        try:
            with mute_logger(*QUIET):
                return self.call(model, method, *args, **kwargs)
        except RpcError as error:
            return [error.name, error.message, error.debug]

    def assertSilent(self, answer):
        text = json.dumps(answer, default=str, ensure_ascii=False)
        for word in FINGERPRINTS:
            self.assertNotIn(word, text)

    def each(self, besides=()):
        """Everybody in turn; who may know unless left out."""
        for who in self.everybody:
            if who not in besides:
                self.act_as(who)
                yield who

    def test_the_truth_is_there(self):
        """The control: what is looked for below exists."""
        self.assertEqual(self.informant.name_true, NAME)
        self.assertEqual(self.informant.phone_true, PHONE)

    def test_reading_the_event(self):
        """All fields that one may read, of the event and of all that hangs on it."""
        for _who in self.each():
            fields = self.told("grid.event", "fields_get", [], ["type"])
            names = list(fields) if isinstance(fields, dict) else ["informant_name"]
            self.assertSilent(self.told("grid.event", "read", self.event.ids, names))
            for extra in ("informant_name", "informant_phone", "informant_ids"):
                answer = self.told("grid.event", "read", self.event.ids, [extra])
                self.assertSilent(answer)
            lines = {"fields": {"name": {}, "phone": {}, "display_name": {}}}
            specification = {
                "informant_ids": lines,
                "informant_name": {},
                "answer_ids": {"fields": {"value": {}}},
                "step_ids": {"fields": {"reason": {}}},
            }
            answer = self.told("grid.event", "web_read", self.event.ids, specification)
            self.assertSilent(answer)

    def test_the_informant_itself(self):
        """Nobody else learns that there is one; who may know sees masks."""
        model, ids = "grid.event.informant", self.informant.ids
        for _who in self.each(besides={KNOWS}):
            for method, *args in (
                ("read", ids, ["name", "phone"]),
                ("read", ids, ["display_name"]),
                ("search", []),
                ("search_count", []),
                ("name_search", ""),
                ("formatted_read_group", [], ["secrecy"], []),
                ("web_read", ids, {"name": {}}),
                ("export_data", ids, ["name"]),
                ("masked_reveal", ids, ["name"], "I want to know"),
                ("masked_correct", ids, "name", "Other", "I want to know"),
                ("copy", ids),
                ("get_metadata", ids),
                ("write", ids, {"secrecy": "sealed"}),
                ("unlink", ids),
            ):
                answer = self.told(model, method, *args, context=REASON)
                self.assertSilent(answer)
                if answer and answer != [] and not self.is_empty(answer):
                    self.assertRegex(
                        str(answer[:2]),
                        "AccessError|SessionExpired|rights to export",
                        (method, answer),
                    )
        self.assertTrue(self.informant.exists())

    def is_empty(self, answer):
        return isinstance(answer, dict) and not any(answer.values())

    def test_who_may_know_sees_masks(self):
        self.act_as(KNOWS)
        ids = self.informant.ids
        (row,) = self.call("grid.event.informant", "read", ids, ["name", "phone"])
        self.assertIn("*", row["name"])
        self.assertIn("*", row["phone"])
        self.assertNotIn(PHONE, row["phone"])
        answer = self.told(
            "grid.event.informant", "export_data", ids, ["name"], context=REASON
        )
        self.assertSilent([answer["datas"]] if isinstance(answer, dict) else answer)

    def test_who_may_know_reveals_with_a_reason_and_is_logged(self):
        self.act_as(KNOWS)
        ids = self.informant.ids
        model = "grid.event.informant"
        self.assertSilent(self.told(model, "masked_reveal", ids, ["name"], " "))
        answer = self.call(
            model, "masked_reveal", ids, ["name", "phone"], "he is in danger"
        )
        self.assertEqual(answer, {"name": NAME, "phone": PHONE})
        log = self.env["grid.access.log"].search([], order="id desc", limit=1)
        self.assertEqual((log.uid, log.kind), (self.town_head.id, "reveal"))
        self.assertEqual(log.reason, "he is in danger")
        # what is logged tells the auditor who looked, not what was seen
        for who in ("auditor", "administrator"):
            self.act_as(who)
            fields = list(self.env["grid.access.log"]._fields)
            rows = self.told("grid.access.log", "read", log.ids, fields)
            self.assertEqual(rows[0]["id"], log.id)
            self.assertSilent(rows)

    def test_out_of_scope(self):
        """The same group in another town is no right here."""
        self.act_as("town head elsewhere")
        self.assertRefused("grid.event.informant", "read", self.informant.ids, ["name"])
        self.assertRefused(
            "grid.event.informant",
            "masked_reveal",
            self.informant.ids,
            ["name"],
            "the same group",
        )

    def test_searching_by_a_path(self):
        """No condition on what is hidden tells whether it holds."""
        both = self.event | self.plain
        for who in self.each(besides={KNOWS}):
            for condition in (
                ("informant_ids.name", "=", NAME),
                ("informant_ids.phone", "=", PHONE),
                ("informant_ids.name_true", "=", NAME),
                ("informant_ids.name_true", "like", "Z%"),
                ("informant_ids", "!=", False),
                ("informant_ids", "any", [("name_true", "=", NAME)]),
                ("informant_ids", "any!", [("name_true", "=", NAME)]),
                ("informant_name", "=", NAME),
                ("informant_phone", "=", PHONE),
                ("task_ids.event_id.informant_ids.name", "=", NAME),
            ):
                domain = [("id", "in", both.ids), condition]
                found = self.told("grid.event", "search", domain)
                self.assertSilent([] if found and NAME in str(condition) else found)
                self.assertNotEqual(found, self.event.ids, (who, condition))

    def test_true_values_are_closed_to_who_may_know(self):
        self.act_as(KNOWS)
        for condition in (
            ("informant_ids.name_true", "like", "Z%"),
            ("informant_ids.phone_true", "like", "139%"),
            ("informant_ids", "any!", [("name_true", "like", "Z%")]),
        ):
            found = self.told("grid.event", "search", [condition])
            self.assertNotIn(self.event.id, found, condition)

    def test_grouping_sorting_and_totals(self):
        for _who in self.each():
            for groupby in ("informant_name", "informant_ids.name", "informant_ids"):
                answer = self.told(
                    "grid.event",
                    "formatted_read_group",
                    [("id", "=", self.event.id)],
                    [groupby],
                    ["__count"],
                )
                self.assertSilent(answer)
            for order in ("informant_name", "informant_ids.name", "informant_ids"):
                self.assertSilent(
                    self.told("grid.event", "search_read", [], ["number"], order=order)
                )

    def test_export(self):
        names = [
            "informant_name",
            "informant_phone",
            "informant_ids/name",
            "informant_ids/name_true",
            "informant_ids/display_name",
        ]
        for _who in self.each():
            for name in names:
                answer = self.told(
                    "grid.event", "export_data", self.event.ids, [name], context=REASON
                )
                self.assertSilent(answer)

    def test_names_and_counterparts(self):
        for _who in self.each():
            self.assertSilent(self.told("grid.event", "name_search", "Zheng") or [])
            self.assertSilent(self.told("grid.event", "name_search", PHONE) or [])
            names = ["display_name"]
            self.assertSilent(self.told("grid.event", "read", self.event.ids, names))
            tasks = self.event.task_ids.ids
            self.assertSilent(self.told("grid.event.task", "read", tasks, []))
            steps = self.event.step_ids.ids
            self.assertSilent(self.told("grid.workflow.step", "read", steps, []))

    def test_forms_that_are_never_saved(self):
        specification = {
            "informant_name": {},
            "informant_phone": {},
            "informant_ids": {"fields": {"name": {}, "display_name": {}}},
            "category_id": {"fields": {}},
        }
        for _who in self.each():
            for values, changed in (
                ({}, []),
                ({"category_id": False}, ["category_id"]),
                ({"informant_ids": [[4, self.informant.id]]}, ["informant_ids"]),
                ({"informant_ids": [[6, 0, self.informant.ids]]}, ["informant_ids"]),
            ):
                for ids in (self.event.ids, []):
                    self.assertSilent(
                        self.told(
                            "grid.event",
                            "onchange",
                            ids,
                            values,
                            changed,
                            specification,
                        )
                    )
            context = {"default_informant_ids": [[6, 0, self.informant.ids]]}
            fields = ["informant_name", "informant_ids"]
            self.assertSilent(
                self.told("grid.event", "default_get", fields, context=context)
            )

    def test_a_copy_knows_no_informant(self):
        self.act_as("reporter")
        self.call("grid.event", "copy", self.event.ids)
        copy = self.env["grid.event"].search([], order="id desc", limit=1)
        self.assertNotEqual(copy, self.event)
        self.assertFalse(copy.informant_ids)

    def test_handed_in_and_never_changed_by_others(self):
        """Nobody names another informant of a report, nor finds out by trying."""
        values = {"informant_name": "Somebody Else"}
        for _who in self.each():
            self.assertSilent(self.told("grid.event", "write", self.event.ids, values))
            self.env.invalidate_all()
            self.assertEqual(self.informant.name_true, NAME)
        answers = []
        for event in (self.event, self.plain):
            self.act_as("station")
            name, message, _debug = self.told("grid.event", "write", event.ids, values)
            answers.append((name, message))
        self.assertEqual(*answers, "with an informant or without: the same answer")

    def test_import_matches_nobody(self):
        for _who in self.each():
            for names, row in (
                (["informant_name", "description"], [NAME, "x"]),
                (["event_id/.id", "name"], [str(self.event.id), NAME]),
            ):
                model = (
                    "grid.event" if "description" in names else ("grid.event.informant")
                )
                answer = self.told(model, "load", names, [row])
                rows = answer["messages"] if isinstance(answer, dict) else answer
                words = [
                    message.get("message") if isinstance(message, dict) else message
                    for message in rows
                ]
                self.assertNotIn(PHONE, json.dumps(words, default=str))
        self.assertEqual(self.event.sudo().informant_ids, self.informant)

    def test_mail_bus_and_filters(self):
        """Nothing that was sent or kept on the way has the name in it."""
        order = self.event.order_ids
        self.move(order, self.handler, "take")
        self.env.cr.precommit.run()
        self.env.flush_all()
        for table in (
            "mail_message",
            "mail_mail",
            "bus_bus",
            "grid_workflow_step",
            "grid_event",
            "grid_event_task",
            "grid_access_log",
            "ir_attachment",
            "ir_filters",
            "ir_logging",
        ):
            self.env.cr.execute(f"SELECT t::text FROM {table} t")
            self.assertSilent(self.env.cr.fetchall())

    def test_a_shared_filter(self):
        """No filter on the informant can be left for others to try."""
        for path in ("informant_ids.phone", "informant_ids.name"):
            with self.assertRaises(ValidationError):
                self.env["ir.filters"].create(
                    {
                        "name": "x",
                        "model_id": "grid.event",
                        "domain": f"[('{path}', '=', '13900000000')]",
                    }
                )

    def test_statistics(self):
        ids = self.event.ids
        for _who in self.each():
            self.assertSilent(self.told("grid.event.stat", "read", ids, []))
            self.assertSilent(self.told("grid.event.stat", "search_read", [], []))
