from odoo import api, models
from odoo.tools import SQL, partition

from ..tools.moves import DRAFT, REPORTED
from ..tools.rows import Rows

INTAKE = "grid_event_intake"
X2MANY = ("one2many", "many2many")
NO_DEADLINE = {"deadline": False, "deadline_provisional": False}
LINES = ("order_ids", "step_ids", "task_ids")
SEQUENCES = ("grid_event_number_seq", "grid_event_id_seq", "grid_event_task_id_seq")


class Intake:
    """The events of one call of ``submit``, by their numbers.

    It travels in the context, where no client can put an object of Python.
    """

    def __init__(self):
        self.ids = {}
        """Ids drawn for the event and its first task."""
        self.drafts = {}
        """What those inserted as reported would hold as drafts."""


class GridEvent(models.Model):
    """Taking an event in: created and reported in one, with few statements.

    An event that is created and then reported is inserted as a draft and written
    over: most of the time goes there. Where nothing else depends on the draft, what
    reporting sets is known before the event is inserted.
    """

    _inherit = "grid.event"

    @api.model
    def submit(self, vals_list):
        """Create events and report them: what a connector or a page sends.

        Rights, refusals and result are those of ``create`` and then
        ``action_move("report")``. What was sent before with the same ``report_key``
        is recorded once, and reported only if it is a draft still.

        :param vals_list: values of the events, as ``create`` takes them
        :return: ids of the events, in the order of their values
        """
        intake = Intake()
        events = self._for_intake(vals_list, intake).create(vals_list)
        events = events.with_env(self.env)
        taken = events.filtered(lambda event: event.number in intake.drafts)
        taken._show_other(intake)
        # a move asks it as well
        taken.check_access("read")
        # sudo: as every move rings
        self._tasks_changed(taken.sudo().accept_task_id)
        for event in events - taken:
            event._report_once("report", {})
        return events.ids

    @api.model
    def _for_intake(self, vals_list, intake):
        """The model with which these are created; as it is if some are not plain."""
        # a superuser may set what only moves set
        if self.env.su or not all(map(self._is_plain, vals_list)):
            return self
        context = {INTAKE: intake}
        companies = self.env.user._get_company_ids()
        if len(companies) == 1 and "allowed_company_ids" not in self.env.context:
            # the same company, without reading the user to know it
            context["allowed_company_ids"] = list(companies)
        return self.with_context(**context)

    @api.model
    def _is_plain(self, vals):
        """Whether all that is given goes into columns of the event itself.

        Lines and what is kept elsewhere are written as the user, on a draft.
        """
        masked = self._masked_names()
        return not any(
            value
            and name in self._fields
            and name not in masked
            and (self._fields[name].inverse or self._fields[name].type in X2MANY)
            for name, value in vals.items()
        )

    @api.model
    def _add_precomputed_values(self, vals_list):
        """What reporting sets is there before deadlines are worked out of it."""
        intake = self._intake()
        for vals in vals_list if intake else ():
            if found := self._intake_values(vals):
                place, changed = found
                intake.drafts[vals["number"]] = self._cached_draft(vals, changed)
                vals.update(place | changed)
        return super()._add_precomputed_values(vals_list)

    def _draw_numbers(self, count):
        intake = self._intake()
        if not intake:
            return super()._draw_numbers(count)
        numbers = []
        for serial, *ids in self._draw(count, *SEQUENCES):
            numbers.append(self._number(serial))
            intake.ids[numbers[-1]] = ids
        return numbers

    @api.model
    def _cached_draft(self, vals, changed):
        """What the cache would hold of a draft, in place of what reporting sets."""
        draft = {name: vals.get(name) for name in changed} | NO_DEADLINE
        return {
            name: self._fields[name].convert_to_cache(value, self)
            for name, value in draft.items()
        }

    @api.model
    def _create(self, data_list):
        """Insert those that are reported together with what reporting makes.

        The rules on creating are those for a draft: they are shown one.
        """
        intake = self._intake()
        if not intake:
            return super()._create(data_list)
        reported, drafts = partition(
            lambda data: data["stored"]["number"] in intake.drafts, data_list
        )
        if reported:
            self._create_reported(reported, intake)
        if drafts:
            super()._create(drafts)
        events = self.concat(*(data["record"] for data in data_list))
        events._show_other(intake)
        return events

    def _show_other(self, intake):
        """Let the cache hold the draft, or again the event as it was inserted."""
        for event in self:
            other = intake.drafts.get(event.number, {})
            for name, value in other.items():
                field = self._fields[name]
                other[name] = field._get_cache(self.env)[event.id]
                field._update_cache(event, value)

    @api.model
    def _intake(self):
        intake = self.env.context.get(INTAKE)
        return intake if isinstance(intake, Intake) else None

    @api.model
    def _intake_values(self, vals):
        """Place of an event that is inserted as reported, and what reporting sets.

        What is incomplete is refused by the move, and what a rule sends on to a
        department makes further moves: both begin as drafts, and give None.
        """
        if not self._is_plain(vals) or not vals.get("grid_id", True):
            return None
        event = self.new(vals)
        certain = event.place_certain
        if "grid_id" in vals:
            # the place was worked out to know whether it is certain
            event._update_cache({"grid_id": vals["grid_id"]}, validate=False)
        if event._missing():
            return None
        node, organization, rule = event._route()
        if organization:
            return None
        place = {"grid_id": event.grid_id.id, "place_certain": certain}
        return place, {"state": REPORTED} | event._report_values(node, rule)

    # -- the statement -----------------------------------------------------------

    def _create_reported(self, data_list, intake):
        """Events, the tasks to accept them and their steps, in one statement.

        The links of event and task to each other are checked at its end.
        """
        stored = [data["stored"] for data in data_list]
        event_ids, task_ids = zip(
            *(intake.ids[vals["number"]] for vals in stored), strict=True
        )
        events = Rows(self, stored, event_ids)
        events.remember(unknown=LINES)
        tasks = events.records._accept_rows(task_ids)
        tasks.remember()
        events.add("accept_task_id", task_ids)
        events.add("accept_due", tasks.records.mapped("deadline"))
        self.env.cr.execute(
            SQL(
                "WITH event AS (%s), task AS (%s) %s",
                events.insert(),
                tasks.insert(),
                events.records._report_step_rows().insert(),
            )
        )
        for data, event in zip(data_list, events.records, strict=True):
            data["record"] = event
        events.settle([(data["protected"], data["record"]) for data in data_list])
        tasks.settle()

    def _accept_rows(self, task_ids):
        tasks = self.env["grid.event.task"]
        vals_list = [
            event._accept_values(event.holder_id, event._accept_kind())
            for event in self
        ]
        return Rows(tasks, tasks._prepare_create_values(vals_list), task_ids)

    def _report_step_rows(self):
        """Of steps nothing else is worked out: their numbers are not asked for."""
        steps = self.env["grid.workflow.step"]
        vals_list = [event._step_values("report", DRAFT) for event in self]
        return Rows(steps, steps._prepare_create_values(vals_list))
