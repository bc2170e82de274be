from odoo import api, models


class GridEventAnswer(models.Model):
    """An answer takes the place of the empty line that asked for it."""

    _inherit = "grid.event.answer"

    @api.model_create_multi
    def create(self, vals_list):
        waiting = self._waiting(vals_list)
        keys = [(vals.get("event_id"), vals.get("question_id")) for vals in vals_list]
        fresh = super().create(
            [
                vals
                for key, vals in zip(keys, vals_list, strict=True)
                if key not in waiting
            ]
        )
        created = iter(fresh)
        answers = self.browse()
        for key, vals in zip(keys, vals_list, strict=True):
            line = waiting.get(key)
            if line:
                line.write(vals)
            answers |= line or next(created)
        return answers

    @api.model
    def _waiting(self, vals_list):
        """The empty lines of these events, by event and question."""
        # sudo: only to find them; they are written as the user
        lines = self.sudo().search(
            [
                ("event_id", "in", [vals.get("event_id") for vals in vals_list]),
                ("question_id", "in", [vals.get("question_id") for vals in vals_list]),
                ("value", "in", [False, ""]),
            ]
        )
        lines = lines.with_env(self.env)
        return {(line.event_id.id, line.question_id.id): line for line in lines}
