from odoo import api, fields, models
from odoo.exceptions import UserError

from .grid_event_task import DISPATCHER, ORDER_KINDS, WORKER


class GridEventTask(models.Model):
    """An order is given to one person at its desk, or passed on from an empty one."""

    _inherit = "grid.event.task"

    may_assign = fields.Boolean(compute="_compute_may_assign")

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_may_assign(self):
        able = self._may_move("assign") | self._may_move("assign_later")
        for task in self:
            task.may_assign = task in able

    @api.model
    def _move_names(self):
        env = self.env
        return super()._move_names() | {
            "assign": env._("Assign"),
            "assign_later": env._("Assign"),
            "pass_on": env._("Passed On"),
        }

    def action_assign(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Assign"),
            "res_model": "grid.event.assign",
            "view_mode": "form",
            "target": "new",
            "context": {"default_task_ids": self.ids},
        }

    def _actor_assigner(self):
        """Dispatchers of the node or of one above; who acts for the department."""
        user = self.env.user
        scope = set(user._grid_scope(DISPATCHER))
        in_department = user.has_group("grid_base.group_grid_department")
        # sudo: which departments a user acts for
        able = self.sudo().filtered(
            lambda task: (
                task.kind in ORDER_KINDS
                and (
                    task.node_id.id in scope
                    or (in_department and user in task.organization_id.user_ids)
                )
            )
        )
        return able.with_env(self.env)

    @api.private
    def _assignable_users(self):
        """Who could be given these orders: everybody who acts for all their desks."""
        groups = [set(task._present_users().ids) for task in self]
        users = self.env["res.users"].sudo()
        return users.browse(sorted(set.intersection(*groups) if groups else ()))

    def _present_users(self):
        """Who acts for the desk of an order today, whoever it is assigned to."""
        task = self.sudo()
        if task.organization_id:
            return task.organization_id.user_ids.filtered("active")
        return task.node_id._event_users(WORKER)

    def _move_assign(self, values):
        user = self.env["res.users"].browse(values.get("user_id") or [])
        if user and user not in self._present_users():
            raise UserError(
                self.env._("Choose somebody who acts for %s.", self.desk_name)
            )
        if user and not user.grid_staff_ids:
            raise UserError(self.env._("%s has no staff record.", user.name))
        self.staff_id = user.grid_staff_ids[:1]
        self._notify_desks("order")
        self.event_id._tasks_changed(self)
        return None

    def _move_assign_later(self, values):
        return self._move_assign(values)

    def _move_pass_on(self, values):
        """To another desk, or to everybody at the same."""
        desk = values["desk"]
        place = {
            "node_id": desk._name == "grid.grid" and desk.id,
            "organization_id": desk._name == "grid.organization" and desk.id,
        }
        self.event_id._tasks_changed(self)
        # both at once: a supervision addresses one desk
        running = self.supervision_ids.filtered(lambda s: s.state != "closed")
        running.write(place)
        return place | {"staff_id": False}
