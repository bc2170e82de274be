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
    value = fields.Text("Answer Given")

    _question_once = models.UniqueIndex(
        "(event_id, question_id)", "A question is answered once."
    )

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

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._normalized(vals) for vals in vals_list])

    def write(self, vals):
        if vals.get("value") and "question_id" not in vals:
            for question, answers in self.grouped("question_id").items():
                kept = dict(vals, value=question._check_value(vals["value"]))
                super(GridEventAnswer, answers).write(kept)
            return True
        return super().write(self._normalized(vals))

    @api.model
    def _normalized(self, vals):
        """Answers are kept in one form: days, numbers, yes or no, a choice."""
        if not (vals.get("value") and vals.get("question_id")):
            return vals
        question = self.env["grid.event.question"].browse(vals["question_id"])
        return dict(vals, value=question._check_value(vals["value"]))
