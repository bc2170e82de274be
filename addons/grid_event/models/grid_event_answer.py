from odoo import api, fields, models
from odoo.exceptions import UserError


class GridEventAnswer(models.Model):
    """The answer to one of the extra questions of the event's category."""

    _name = "grid.event.answer"
    _description = "Answer to a Question"
    _inherit = ["grid.event.part.mixin"]
    _order = "event_id, question_sequence, id"

    question_id = fields.Many2one(
        "grid.event.question", "Question", required=True, ondelete="restrict"
    )
    question_sequence = fields.Integer(
        related="question_id.sequence", store=True, precompute=True
    )
    kind = fields.Selection(related="question_id.kind")
    required = fields.Boolean(related="question_id.required")
    choices = fields.Text(related="question_id.choices")
    value = fields.Char("Answer")

    _question_once = models.UniqueIndex(
        "(event_id, question_id)", "A question is answered once."
    )

    @api.constrains("value", "question_id")
    def _check_value(self):
        for answer in self.filtered("value"):
            answer.question_id._check_value(answer.value)

    @api.constrains("question_id", "event_id")
    def _check_category(self):
        for answer in self:
            category = answer.event_id.category_id
            if answer.question_id.category_id not in (category, category.parent_id):
                raise UserError(
                    self.env._(
                        "“%(question)s” is no question of the category %(category)s.",
                        question=answer.question_id.name,
                        category=category.display_name,
                    )
                )
