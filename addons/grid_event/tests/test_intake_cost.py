from .intake_common import IntakeCase

PASSED_BY = {
    ("grid.event", "_move_report"): {"grid_event_move"},
    ("grid.event", "_open_accept"): {"grid_event_desk"},
    ("grid.event", "_make_task"): {"grid_event_desk"},
    ("grid.event", "_add_step"): {"grid_workflow_mixin"},
    ("grid.event.task", "create"): {"grid_link_mixin", "grid_workflow_mixin"},
    ("grid.workflow.step", "create"): set(),
}


class TestIntakeCost(IntakeCase):
    def submit(self):
        events = self.env["grid.event"].with_user(self.worker)
        return events.browse(events.submit([self.plain]))

    def forget(self):
        """As at the beginning of a transaction, in a territory that is not new."""
        self.env.flush_all()
        self.env.invalidate_all()
        self.worker._grid_forget_postings()

    def test_queries(self):
        self.submit()
        self.forget()
        with self.assertQueryCount(4):
            # numbers, posts of the reporter, who is there, and the one that inserts
            self.submit()
            self.env.flush_all()

    def test_the_cache_holds_what_is_in_the_database(self):
        event = self.submit().sudo()
        task, step = event.accept_task_id, event.step_ids
        self.assertEqual(event.task_ids, task)
        self.assertEqual(len(step), 1)
        for record in (event, task, step):
            names = [n for n, f in record._fields.items() if f.store and f.column_type]
            held = record.read(names)
            self.env.flush_all()
            self.env.invalidate_all()
            self.assertEqual(record.read(names), held)

    def test_nobody_adds_to_what_is_passed_by(self):
        """The one statement calls none of these: who extends them must see to it."""
        for (model, method), expected in PASSED_BY.items():
            found = {
                cls.__module__.rpartition(".")[2]
                for cls in self.env.registry[model].mro()
                if method in vars(cls) and cls.__module__.startswith("odoo.addons.")
            }
            self.assertEqual(found, expected, (model, method))
        # the numbers of the steps are not even asked for
        step = self.env.registry["grid.workflow.step"]
        for field in step._fields.values():
            dependent = self.env.registry.get_dependent_fields(field)
            self.assertFalse([f for f in dependent if f.store], field)

    def test_titles_follow_names(self):
        """Names of categories and grids are kept in memory, in each language."""
        self.env["res.lang"]._activate_lang("zh_CN")
        small = self.curious

        def title(lang):
            events = self.env["grid.event"].with_user(self.worker)
            events = events.with_context(lang=lang)
            vals = dict(self.plain, category_id=small.id)
            return events.browse(events.submit([vals])).title

        self.grid_a11.name = "Unit"
        self.assertEqual(title("en_US"), "Curious · Unit")
        small.with_context(lang="zh_CN").name = "Two"
        self.assertEqual(title("zh_CN"), "Two · Unit")
        small.update_field_translations("name", {"zh_CN": "Three"})
        self.assertEqual(title("zh_CN"), "Three · Unit")
        self.assertEqual(title("en_US"), "Curious · Unit")
        self.grid_a11.name = "Other"
        self.assertEqual(title("en_US"), "Curious · Other")

    def test_big_class_follows(self):
        event = self.submit().sudo()
        event.category_id = self.curious
        self.assertEqual(event.big_category_id, self.category.parent_id)
        self.curious.parent_id = self.asking
        self.assertEqual(event.big_category_id, self.asking)
        self.curious.parent_id = False
        self.assertEqual(event.big_category_id, self.curious)
