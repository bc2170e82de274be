from odoo import api, fields, models


class GridEvent(models.Model):
    """Who may look at an event again: nobody who had a hand in it."""

    _inherit = "grid.event"

    check_ids = fields.One2many("grid.event.check", "event_id", "Random Checks")

    @api.private
    def _event_checkers(self, users):
        """Ids of those of some users who may check this closed event."""
        # sudo: who had a hand in it, whoever draws
        event = self.sudo()
        tasks, steps = event.task_ids, event.step_ids
        involved = (
            event.reporter_id
            | tasks.accepted_by_id
            | tasks.closed_by_id
            | tasks.staff_id.user_id
            | steps.user_id
            | tasks.step_ids.user_id
        )
        return (users - involved).ids

    @api.model
    def _notice_texts(self):
        return super()._notice_texts() | {
            "check": self.env._("You were drawn to check a closed event."),
        }
