from markupsafe import Markup

from odoo import api, models
from odoo.fields import Domain

from ..tools import slices
from ..tools.moves import TASK_OPEN
from .grid_event_task import DESK_KINDS, DISPATCHER, ORDER_KINDS, WORKER

LEFT = "grid_event.somebody_left"
SLICE = 200
"""How many are passed on in one transaction, and told in one notice."""


class GridEventTask(models.Model):
    """Nothing waits for somebody who is gone, or where nobody is left.

    What does is passed on the same day: to the station or centre next above that is
    staffed. An order of a department without anybody goes back to who sent it.
    """

    _inherit = "grid.event.task"

    _rate_open_idx = models.Index(
        "(sent_at) WHERE kind = 'rate' AND state IN ('sent', 'accepted')"
    )

    @api.model
    def _cron_pass_on(self):
        """Hourly, and as soon as somebody leaves."""
        slices.run(self.env, self._find_orphans, self._pass_on_group, size=SLICE)
        events = self.env["grid.event"]
        slices.run(self.env, events._find_abandoned_drafts, events._report_again)

    @api.model
    def _find_orphans(self, left_out, limit):
        """Open tasks at which nobody is, locked, grouped by where they go."""
        open_tasks = Domain("state", "in", TASK_OPEN) & Domain("id", "not in", left_out)
        orphans = self._of_empty_nodes(open_tasks)
        orphans |= self._of_empty_departments(open_tasks)
        orphans |= self._of_people_gone(open_tasks)
        free = slices.lock_free(orphans[:limit], "event_id")
        groups = free.grouped(lambda task: task._next_desk())
        return [
            tasks.filtered(lambda task, desk=desk: task.staff_id or task._at() != desk)
            for desk, tasks in groups.items()
        ]

    @api.model
    def _of_empty_nodes(self, domain):
        found = self.browse()
        for kinds, group in ((DESK_KINDS, DISPATCHER), (ORDER_KINDS, WORKER)):
            waiting = domain & Domain("kind", "in", kinds)
            nodes = self._desks(waiting, "node_id")
            empty = nodes - nodes.filtered("active")._event_staffed(group)
            # the city keeps what nobody can do
            kept = [node.id for node in empty if node._event_climb(group) == node]
            empty -= empty.browse(kept)
            if empty:
                found |= self.search(waiting & Domain("node_id", "in", empty.ids))
        return found

    @api.model
    def _of_empty_departments(self, domain):
        departments = self._desks(domain, "organization_id")
        empty = departments - departments._event_acting()
        if not empty:
            return self.browse()
        return self.search(domain & Domain("organization_id", "in", empty.ids))

    @api.model
    def _of_people_gone(self, domain):
        """Tasks of one person who does not act for their desk any more."""
        assigned = self.search(domain & Domain("staff_id", "!=", False))
        users = {
            desk: set(tasks[0]._present_users().ids)
            for desk, tasks in assigned.grouped(lambda task: task._at()).items()
        }
        return assigned.filtered(
            lambda task: (
                not task.staff_id.active
                or task.staff_id.user_id.id not in users[task._at()]
            )
        )

    @api.model
    def _desks(self, domain, name):
        rows = self._read_group(domain & Domain(name, "!=", False), [name])
        return self.env[self._fields[name].comodel_name].union(*(d for (d,) in rows))

    def _at(self):
        return self.node_id or self.organization_id

    def _next_desk(self):
        """Where an orphan goes: the next desk up at which somebody is."""
        if self.organization_id:
            if self.organization_id._event_acting():
                return self.organization_id
            return self.sender_id._event_climb(DISPATCHER)
        return self.node_id._event_climb(DISPATCHER)

    def _pass_on_group(self, tasks):
        """Pass tasks on to one desk and tell it once, with the list."""
        desk = tasks[0]._next_desk()
        lines = []
        for task in tasks:
            lines.append((task, task.desk_name, task.staff_id.name))
            task._pass_on(desk)
        node = desk._name == "grid.grid"
        users = desk._event_users(DISPATCHER) if node else tasks[0]._present_users()
        for lang, group in users.sudo().grouped("lang").items():
            if partners := group.partner_id:
                self.with_context(lang=lang)._tell_passed_on(lines, partners)

    def _pass_on(self, desk):
        # a name, not a sentence: steps are read in many languages
        reason = self.staff_id.name or self.desk_name
        event = self.event_id
        if self.kind in DESK_KINDS:
            office = "arbiter_id" if self.node_id == event.arbiter_id else "holder_id"
            event.write({office: desk.id})
            event._add_step("pass_on", event.state, reason)
        self._make_move("pass_on", {"desk": desk, "reason": reason})
        self.event_id._tasks_changed(self)

    def _tell_passed_on(self, lines, partners):
        rows = Markup("").join(
            Markup("<li>%s (%s)</li>")
            % (task.event_id.display_name, ", ".join(filter(None, (desk, person))))
            for task, desk, person in lines
        )
        text = self.env._(
            "Nobody acts any more for whom these were meant. They are yours now:"
        )
        # sudo: the accounts of those who are told
        self.env["mail.thread"].sudo().message_notify(
            subject=self.env._("%s events were passed on to you", len(lines)),
            body=Markup("<p>%s</p><ul>%s</ul>") % (text, rows),
            partner_ids=partners.ids,
            force_send=False,
        )

    @api.model
    def _somebody_left(self):
        """Look for orphans as soon as this transaction is done; once is enough."""
        precommit = self.env.cr.precommit
        if not precommit.data.get(LEFT):
            precommit.data[LEFT] = True
            precommit.add(self._trigger_pass_on)

    @api.model
    def _trigger_pass_on(self):
        self.env.cr.precommit.data.pop(LEFT, None)
        cron = self.env.ref("grid_event.ir_cron_event_pass_on", False)
        # sudo: whoever ends a posting need not know of scheduled jobs
        if cron:
            cron.sudo()._trigger()
