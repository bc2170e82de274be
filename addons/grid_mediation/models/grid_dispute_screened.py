from odoo import api, fields, models


class GridDispute(models.Model):
    _inherit = "grid.dispute"

    screening_task_id = fields.Many2one(
        "grid.screening.task",
        "Found in Screening",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
    )

    @api.model_create_multi
    def create(self, vals_list):
        """What a grid worker finds is counted in the report of the day."""
        task_id = self.env.context.get("default_screening_task_id")
        disputes = super().create(vals_list)
        if task_id and not self.env.su:
            task = self.env["grid.screening.task"].browse(task_id)
            task._report(len(disputes))
            # sudo: the link follows from the task that the user works on
            disputes.sudo().screening_task_id = task
        return disputes
