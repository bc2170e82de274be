from odoo import api, fields, models
from odoo.tools import SQL

from ..tools import slices
from ..tools.moves import TASK_OPEN
from ..tools.supervision import RUNNING
from .grid_event_supervision_move import SUPERVISOR


class GridEventTask(models.Model):
    """A late task climbs from level to level, and does not stop before the city.

    The clock of a step is the deadline, or the moment at which the task came if that
    was later. A deadline moved into the future starts the steps anew. A stopped
    clock has no deadline, so nothing climbs while it is stopped.
    """

    _inherit = "grid.event.task"

    escalation_level = fields.Integer(
        "Escalated",
        readonly=True,
        copy=False,
        aggregator="max",
        help="How many steps of escalation it has gone through.",
    )
    escalation_hours = fields.Float(readonly=True, copy=False, aggregator=None)
    escalated_at = fields.Datetime("Last Escalated", readonly=True, copy=False)

    _escalated_idx = models.Index("(grid_id, escalated_at) WHERE escalation_level > 0")

    @api.model
    def _guarded_fields(self):
        return super()._guarded_fields() | {
            "escalated_at",
            "escalation_hours",
            "escalation_level",
        }

    @api.model
    def _cron_escalate(self):
        """Every quarter of an hour; whoever runs it sees all tasks."""
        slices.run(self.env, self._find_to_escalate, self._escalate)

    @api.model
    def _find_to_escalate(self, left_out, limit):
        """The next tasks for which a step is due, locked with their events."""
        steps = self.env["grid.event.escalation"].search([])
        due = self.browse(self._due_steps(steps, left_out, limit))
        return slices.lock_free(due, "event_id")

    @api.model
    def _due_steps(self, steps, left_out=(), limit=None, task_ids=None):
        """Ids of open tasks with due steps, the longest late first; one query.

        :return: dict of task id to the ids of its due steps, in their order
        """
        pairs = [
            (step.id, kind, step.hours) for step in steps for kind in step._task_kinds()
        ]
        if not pairs:
            return {}
        self.flush_model()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT task.id, array_agg(step.id ORDER BY step.hours, step.id)
                  FROM grid_event_task task
                  JOIN (VALUES %(pairs)s) AS step (id, kind, hours)
                    ON step.kind = task.kind
                  CROSS JOIN LATERAL (
                       SELECT GREATEST(task.deadline, task.sent_at) AS start,
                              make_interval(secs => step.hours * 3600) AS delay) clock
                 WHERE task.deadline_done_at IS NULL
                   AND task.state IN %(open)s
                   AND task.deadline <= %(latest)s
                   AND clock.start + clock.delay <= %(now)s
                   AND (step.hours >= 0 OR (
                        task.deadline > %(now)s
                        AND task.sent_at <= task.deadline + clock.delay))
                   AND (task.escalated_at IS NULL
                        OR task.escalation_hours < step.hours
                        OR clock.start
                           + make_interval(secs => task.escalation_hours * 3600)
                           > task.escalated_at)
                   AND NOT task.id = ANY(%(left_out)s)
                   AND (%(every)s OR task.id = ANY(%(ids)s))
                 GROUP BY task.id
                 ORDER BY min(task.deadline), task.id
                 LIMIT %(limit)s
                """,
                pairs=SQL(", ").join(
                    SQL("(%s, %s, %s::float)", *pair) for pair in pairs
                ),
                open=TASK_OPEN,
                latest=fields.Datetime.subtract(
                    now, hours=min(hours for _id, _kind, hours in pairs)
                ),
                now=now,
                left_out=list(left_out),
                every=task_ids is None,
                ids=list(task_ids or ()),
                limit=limit,
            )
        )
        return dict(rows)

    def _escalate(self, task):
        """Go through the steps that are due for a task, the mildest first."""
        steps = self.env["grid.event.escalation"].search([])
        due = self._due_steps(steps, task_ids=task.ids).get(task.id, ())
        for step in steps.browse(due):
            task._escalate_step(step)

    def _escalate_step(self, step):
        late = self._desk_users()
        superiors = self._superiors(max(step.levels, 1), late)
        superior = superiors[-1]
        self._supersede_automatic()
        record = self.env["grid.event.supervision"].create(
            self._escalation_values(step, superior, late)
        )
        self.write(
            {
                "escalation_level": self.escalation_level + 1,
                "escalation_hours": step.hours,
                "escalated_at": fields.Datetime.now(),
            }
        )
        record._tell_addressed()
        if step.levels:
            told = self._superior_users(superior) - late
            self.event_id._notify(told, "escalated", self.desk_name)
            self.event_id._ring_desk(superior)

    def _escalation_values(self, step, superior, late):
        node = superior if superior._name == "grid.grid" else superior.grid_id
        lang = (late or self._superior_users(superior))[:1].lang or self.env.lang
        values = self.env["grid.event.supervision"]._issue_values(
            self, step._kind(), step.card, node
        )
        return values | {
            "automatic": True,
            "issuer_organization_id": superior != node and superior.id,
            "level": step.levels,
            # in the language of whom it addresses
            "remark": step.with_context(lang=lang).name,
        }

    def _supersede_automatic(self):
        """A sharper step takes the place of the milder one."""
        self.supervision_ids.filtered(
            lambda record: record.automatic and record.state in RUNNING
        )._make_move("settle")

    def _superiors(self, levels, late):
        """Who stands above the late desk, level by level.

        Past missing and inactive superiors, past those who are late themselves or
        were passed already; a circle is left at the seat of its last member, and at
        the end stands the city.
        """
        desk = self.node_id or self.organization_id
        found, passed = [], late
        for _level in range(levels):
            desk = desk._event_superior(SUPERVISOR, passed)
            if found and desk == found[-1]:
                break
            found.append(desk)
            passed |= self._superior_users(desk)
        return found

    def _superior_users(self, superior):
        if superior._name == "grid.grid":
            return superior._event_users(SUPERVISOR)
        return superior.sudo().user_ids.filtered("active")
