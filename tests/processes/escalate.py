"""Run in a shell of Odoo: the job of escalation, slowly, saying how far it is."""

from time import sleep

from odoo.addons.grid_event.models.grid_event_task_escalated import GridEventTask

escalate = GridEventTask._escalate


def slowly(self, task):
    escalate(self, task)
    self.env.flush_all()
    print("ESCALATED", task.id, flush=True)
    sleep(0.05)


GridEventTask._escalate = slowly
env["grid.event.task"]._cron_escalate()  # noqa: F821 (of the shell)
print("DONE", flush=True)
