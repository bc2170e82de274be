import re
import unicodedata
from datetime import date
from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools.misc import format_date

YES, NO = "yes", "no"
YES_WORDS = {YES, "y", "true", "1"}
NO_WORDS = {NO, "n", "false", "0"}
CHAR_LENGTH = 200
TEXT_LENGTH = 2000
"""The limit that GB/T 31000-2015 sets to descriptions of events."""

NUMBER = re.compile(r"[+-]?(\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,6})?")
# year, month and day, parted by anything: 2026-3-1, 2026/03/01, or in words
DATE = re.compile(r"(\d{4})[^\d\s](\d{1,2})[^\d\s](\d{1,2})[^\d\s]?")


class GridEventQuestion(models.Model):
    """A further question about events of one category: is anybody trapped?"""

    _name = "grid.event.question"
    _description = "Event Question"
    _inherit = ["grid.event.rule.mixin"]
    _order = "category_id, sequence, id"

    category_id = fields.Many2one(
        "grid.event.category", "Category", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("Question", required=True, translate=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [
            ("char", "One Line"),
            ("text", "Text"),
            ("number", "Figure"),
            ("date", "Date"),
            ("yes_no", "Yes or No"),
            ("choice", "Choice"),
        ],
        required=True,
        default="char",
    )
    choices = fields.Text(translate=True, help="One choice per line.")
    required = fields.Boolean()
    active = fields.Boolean(default=True)

    @api.constrains("kind", "choices")
    def _check_choices(self):
        for question in self:
            choices = question._choice_list()
            if question.kind != "choice":
                continue
            if len(choices) < 2 or len(set(choices)) < len(choices):
                raise ValidationError(
                    self.env._(
                        "“%s” needs at least two choices, one per line, all different.",
                        question.name,
                    )
                )

    @api.private
    def _choice_list(self):
        """The choices in the language of the user."""
        lines = (line.strip() for line in (self.choices or "").splitlines())
        return [line for line in lines if line]

    @api.private
    def _check_value(self, text):
        """The answer as it is kept: numbers and days in one form, no stray blanks.

        :return: str, empty if the question is left open and may be
        :raise ValidationError: the text is no answer to this question
        """
        self.ensure_one()
        text = "" if text is None or text is False else str(text)
        text = text.replace("\0", "").strip()
        if text:
            return getattr(self, f"_check_value_{self.kind}")(text)
        if self.required:
            raise ValidationError(self.env._("“%s” needs an answer.", self.name))
        return ""

    @api.private
    def _show_value(self, text):
        """A kept answer as the user reads it."""
        self.ensure_one()
        if self.kind == "yes_no" and text:
            return self.env._("Yes") if text == YES else self.env._("No")
        if self.kind == "date" and text:
            return format_date(self.env, text)
        return text or ""

    def _check_value_char(self, text):
        return self._check_length(" ".join(text.split()), CHAR_LENGTH)

    def _check_value_text(self, text):
        return self._check_length(text, TEXT_LENGTH)

    def _check_length(self, text, length):
        if len(text) > length:
            raise ValidationError(
                self.env._(
                    "“%(question)s”: the answer is longer than %(length)s characters.",
                    question=self.name,
                    length=length,
                )
            )
        return text

    def _check_value_number(self, text):
        plain = _half_width(text)
        if not NUMBER.fullmatch(plain):
            raise ValidationError(
                self.env._(
                    "“%(question)s”: “%(answer)s” is not a number.",
                    question=self.name,
                    answer=text,
                )
            )
        number = Decimal(plain.replace(",", ""))
        # adding zero turns -0 into 0
        return f"{number.normalize() + 0:f}"

    def _check_value_date(self, text):
        match = DATE.fullmatch(_half_width(text))
        try:
            return date(*map(int, match.groups())).isoformat()
        except (AttributeError, ValueError):
            raise ValidationError(
                self.env._(
                    "“%(question)s”: “%(answer)s” is not a day, such as 2026-03-01.",
                    question=self.name,
                    answer=text,
                )
            ) from None

    def _check_value_yes_no(self, text):
        word = _half_width(text).casefold()
        if word in YES_WORDS or word == self.env._("Yes").casefold():
            return YES
        if word in NO_WORDS or word == self.env._("No").casefold():
            return NO
        raise ValidationError(
            self.env._("“%s” is answered by yes or no.", self.name),
        )

    def _check_value_choice(self, text):
        """Kept in the words that were read: an answer is a record of what was said."""
        languages = [code for code, _name in self.env["res.lang"].get_installed()]
        for lang in [self.env.lang, *languages]:
            if text in self.with_context(lang=lang)._choice_list():
                return text
        raise ValidationError(
            self.env._(
                "“%(question)s”: “%(answer)s” is none of the choices.",
                question=self.name,
                answer=text,
            )
        )


def _half_width(text):
    """Chinese keyboards write digits and signs full width, too; blanks are dropped."""
    return "".join(unicodedata.normalize("NFKC", text).split())
