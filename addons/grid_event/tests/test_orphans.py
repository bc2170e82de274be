from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError

from .test_supervision import SupervisionCase


class OrphanCase(SupervisionCase):
    def run_job(self, name="pass_on"):
        self.env.flush_all()
        with self.enter_registry_test_mode():
            cron = self.env.ref(f"grid_event.ir_cron_event_{name}")
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def told(self, user):
        """Bodies of the notices that are about no single event."""
        messages = self.env["mail.message"].sudo()
        mine = [("partner_ids", "in", user.partner_id.id), ("model", "=", False)]
        return messages.search(mine).mapped("body")

    def leave(self, user):
        user.sudo().grid_staff_ids.posting_ids.unlink()

    def assign(self, task, by, user):
        wizard = self.env["grid.event.assign"].with_user(by)
        wizard.create({"task_ids": task.ids, "user_id": user.id}).action_confirm()
        task.invalidate_recordset()


class TestAssign(OrphanCase):
    def setUp(self):
        super().setUp()
        self.colleague = self.make_user("event_a11", self.grid_a11, "grid_worker")
        self.task = self.dispatched(self.order(self.grid_a11)).order_ids

    def waits_for(self, user):
        tasks = self.env["grid.event.task"].with_user(user)
        return tasks.search([("waits_for_me", "=", True)]).sudo()

    def test_to_one_person(self):
        self.assertIn(self.task, self.waits_for(self.colleague))
        self.assign(self.task, self.station, self.worker)
        self.assertEqual(self.task.staff_id.user_id, self.worker)
        self.assertIn(self.task, self.waits_for(self.worker))
        self.assertNotIn(self.task, self.waits_for(self.colleague))
        with self.assertRaises(AccessError):
            self.move(self.task, self.colleague, "take")
        self.move(self.task, self.worker, "take")
        self.assign(self.task, self.station, self.colleague)
        self.assertEqual(self.task.state, "accepted")
        self.assertEqual(
            self.task.step_ids.mapped("move"), ["assign", "take", "assign_later"]
        )

    def test_back_to_all(self):
        self.assign(self.task, self.station, self.worker)
        self.assign(self.task, self.station, self.env["res.users"])
        self.assertFalse(self.task.staff_id)

    def test_only_who_acts_there(self):
        with self.assertRaises(UserError):
            self.assign(self.task, self.station, self.worker_b)
        with self.assertRaises(AccessError):
            self.assign(self.task, self.worker, self.colleague)
        with self.assertRaises(AccessError):
            self.assign(self.task, self.town_b_officer(), self.worker)

    def town_b_officer(self):
        users = self.env["res.users"]
        return users.search([("login", "=", "event_town_b")]) or self.make_user(
            "event_town_b", self.town_b, "town_officer"
        )

    def test_candidates(self):
        wizard = self.env["grid.event.assign"].with_user(self.station)
        wizard = wizard.create({"task_ids": self.task.ids})
        self.assertEqual(wizard.candidate_ids, self.worker | self.colleague)
        with self.assertRaises(AccessError):
            self.env["grid.event.assign"].with_user(self.town_b_officer()).create(
                {"task_ids": self.task.ids}
            )
        # a dispatcher elsewhere who reads it as a worker here learns nobody's name
        officer = self.town_b_officer()
        patrol = {"category": "patrol"}
        officer.sudo().grid_staff_ids.write(patrol)
        self.make_posting(
            officer.sudo().grid_staff_ids, self.town_a, "patrol_inspector"
        )
        wizard = self.env["grid.event.assign"].with_user(officer)
        self.assertFalse(wizard.create({"task_ids": self.task.ids}).candidate_ids)

    def test_in_a_department(self):
        partner = self.make_user("event_police_2", self.town_a, "department_handler")
        self.police.user_ids += partner
        task = self.dispatched().order_ids
        self.assign(task, self.handler, partner)
        self.assertEqual(task.staff_id.user_id, partner)
        with self.assertRaises(UserError):
            self.assign(task, self.handler, self.handler_2)


class TestOrphans(OrphanCase):
    def test_login_closed(self):
        task = self.dispatched(self.order(self.grid_a11)).order_ids
        self.assign(task, self.station, self.worker)
        self.move(task, self.worker, "take")
        self.worker.active = False
        self.run_job()
        self.assertEqual((task.node_id, task.state), (self.community_a1, "sent"))
        self.assertFalse(task.staff_id)
        self.assertEqual(task.step_ids[-1].move, "pass_on")
        bodies = self.told(self.station)
        self.assertEqual(len(bodies), 1)
        self.assertIn(task.event_id.number, bodies[0])
        self.move(task, self.station, "answer", result="Done by the station.")
        self.assertEqual(task.event_id.state, "to_verify")
        self.run_job()
        self.assertEqual(len(self.told(self.station)), 1, "told once")

    def test_one_notice_for_all(self):
        orders = self.env["grid.event.task"]
        for _number in range(3):
            orders |= self.dispatched(self.order(self.grid_a11)).order_ids
        self.leave(self.worker)
        self.run_job()
        self.assertEqual(orders.node_id, self.community_a1)
        bodies = self.told(self.station)
        self.assertEqual(len(bodies), 1)
        for order in orders:
            self.assertIn(order.event_id.number, bodies[0])

    def test_posting_that_ended_by_its_date(self):
        task = self.dispatched(self.order(self.grid_a11)).order_ids
        posting = self.worker.sudo().grid_staff_ids.posting_ids
        posting.write(
            {
                "date_from": self.today - timedelta(days=9),
                "date_to": self.today - timedelta(days=1),
            }
        )
        self.run_job()
        self.assertEqual(task.node_id, self.community_a1)

    def test_staff_archived_and_others_there(self):
        self.make_user("event_a11", self.grid_a11, "grid_worker")
        given = self.dispatched(self.order(self.grid_a11)).order_ids
        free = self.dispatched(self.order(self.grid_a11)).order_ids
        self.assign(given, self.station, self.worker)
        self.worker.sudo().grid_staff_ids.active = False
        self.run_job()
        self.assertEqual(given.node_id, self.community_a1)
        self.assertEqual(free.node_id, self.grid_a11, "somebody else is there")

    def test_past_an_empty_station(self):
        task = self.dispatched(self.order(self.grid_a11)).order_ids
        self.leave(self.station)
        self.leave(self.worker)
        self.run_job()
        self.assertEqual(task.node_id, self.town_a)
        self.assertTrue(self.told(self.town))

    def test_empty_station_hands_its_desk_up(self):
        event = self.reported()
        self.station.active = False
        self.run_job()
        self.assertEqual(event._desk().node_id, self.town_a)
        self.assertEqual(event.holder_id, self.town_a)
        self.assertEqual(event.step_ids[-1].move, "pass_on")
        self.assertTrue(self.told(self.town))
        self.move(event, self.town, "accept")
        self.assertEqual(event.state, "accepted")

    def test_empty_arbiter(self):
        event = self.dispatched()
        reason = self.env["grid.code"].search([("table", "=", "event_return")], limit=1)
        values = {"return_id": reason.id, "reason": "Not ours."}
        self.move(event.order_ids, self.handler, "return", **values)
        self.move(event, self.station, "dispatch", orders=[self.order(self.works)])
        self.move(event.order_ids.sorted("id")[-1], self.handler_2, "return", **values)
        self.assertEqual(event.arbiter_id, self.town_a)
        self.leave(self.town)
        self.leave(self.town_head)
        self.run_job()
        self.assertEqual(event.arbiter_id, self.county)
        self.assertEqual(event.holder_id, self.community_a1)
        self.assertEqual(event._desk().node_id, self.county)

    def test_archived_grid(self):
        task = self.dispatched(self.order(self.grid_a11)).order_ids
        self.env.cr.execute(
            "UPDATE grid_grid SET active = false WHERE id = %s", [self.grid_a11.id]
        )
        self.env.invalidate_all()
        self.env["grid.grid"]._event_territory_changed()
        self.run_job()
        self.assertEqual(task.node_id, self.community_a1)

    def test_department_without_anybody(self):
        task = self.dispatched().order_ids
        record = self.supervise(self.town_head, task)
        self.police.user_ids = False
        self.run_job()
        self.assertEqual(
            (task.node_id, task.organization_id.id), (self.community_a1, False)
        )
        self.assertEqual(
            (record.node_id, record.organization_id.id), (self.community_a1, False)
        )
        self.assertTrue(self.told(self.station))

    def test_colleagues_in_the_department_take_over(self):
        partner = self.make_user("event_police_2", self.town_a, "department_handler")
        self.police.user_ids += partner
        task = self.dispatched().order_ids
        self.assign(task, self.handler, partner)
        partner.active = False
        self.run_job()
        self.assertEqual(task.organization_id, self.police)
        self.assertFalse(task.staff_id)
        self.assertTrue(self.told(self.handler))

    def test_the_city_keeps_what_nobody_can_do(self):
        event = self.reported()
        for user in self.station, self.town, self.town_head, self.county_officer:
            self.leave(user)
        self.leave(self.city_officer)
        self.run_job()
        self.assertEqual(event._desk().node_id, self.city)
        steps = len(event.step_ids)
        self.run_job()
        self.assertEqual(len(event.step_ids), steps)

    def test_nobody_gone_nothing_moved(self):
        tasks = self.dispatched(
            self.order(self.police), self.order(self.grid_a11, kind="assist")
        ).order_ids
        tasks |= self.reported()._desk()
        before = tasks.mapped("node_id.id"), tasks.mapped("organization_id.id")
        self.run_job()
        after = tasks.mapped("node_id.id"), tasks.mapped("organization_id.id")
        self.assertEqual(before, after)
        self.assertNotIn("pass_on", tasks.step_ids.mapped("move"))

    def test_the_job_is_called_at_once(self):
        triggers = self.env["ir.cron.trigger"].sudo()
        job = self.env.ref("grid_event.ir_cron_event_pass_on")
        mine = [("cron_id", "=", job.id)]
        self.env.cr.precommit.run()
        for leave in (
            lambda: self.leave(self.worker),
            lambda: self.worker_b.write({"active": False}),
            lambda: self.station.sudo().grid_staff_ids.write({"active": False}),
            lambda: self.police.write({"user_ids": [(5,)]}),
        ):
            before = triggers.search_count(mine)
            leave()
            leave()
            self.env.cr.precommit.run()
            self.assertEqual(triggers.search_count(mine), before + 1)


class TestAbandoned(OrphanCase):
    def rejected(self):
        event = self.reported()
        return self.move(event, self.station, "reject", reason="Where?")

    def test_report_that_came_back_to_nobody(self):
        event = self.rejected()
        event.description = False
        self.worker.active = False
        self.run_job()
        self.assertEqual(event.state, "reported")
        self.assertEqual(event._desk().node_id, self.community_a1)
        with self.assertRaises(UserError):
            self.move(event, self.station, "reject", reason="Where?")

    def test_reporter_without_a_post(self):
        event = self.rejected()
        self.leave(self.worker)
        self.run_job()
        self.assertEqual(event.state, "reported")

    def test_reporter_still_there(self):
        event, draft = self.rejected(), self.make_event()
        self.run_job()
        self.assertEqual(event.state, "draft")
        self.worker.active = False
        self.run_job()
        self.assertEqual(draft.sudo().state, "draft", "it was never reported")

    def test_archive_what_nobody_rated(self):
        old, new = self.dispatched(), self.dispatched()
        for event in old, new:
            self.move(event.order_ids, self.handler, "answer", result="Done.")
            self.move(event, self.station, "verify")
        days = timedelta(days=8)
        old._desk().sent_at = fields.Datetime.now() - days
        self.run_job("archive_unrated")
        self.assertEqual((old.state, new.state), ("archived", "to_rate"))
        self.assertFalse(old.rating_id)
        self.assertFalse(self.open_kinds(old))
