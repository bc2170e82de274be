from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL

from ..tools.moves import SYSTEM


class GridWorkflowMixin(models.AbstractModel):
    """A record whose ``state`` changes by named moves only.

    The heir declares a selection ``state``, the table ``_moves`` (``tools.moves``),
    the methods ``_actor_<actor>`` it names and, where a move does more than change
    the state, ``_move_<name>(values)``, which runs for one record as superuser on
    behalf of the user and returns further values to write. ``_guarded`` names the
    other fields that only moves may set; what is stored and readonly is one of them,
    as ``readonly`` alone keeps nobody from writing it over RPC.

    Records are locked before their state is looked at: of two people who make the
    same move at once, one wins and the other is told.
    """

    _name = "grid.workflow.mixin"
    _description = "Record That Moves by Named Steps"

    _moves = {}
    _guarded = ()

    step_ids = fields.One2many(
        "grid.workflow.step",
        "res_id",
        "Steps",
        readonly=True,
        bypass_search_access=True,
        help="Who made which move, when and why.",
    )
    allowed_moves = fields.Json(
        compute="_compute_allowed_moves",
        help="What the user may do now, for the buttons of a screen.",
    )

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_allowed_moves(self):
        """The moves the user may make now; each actor is asked once for all records.

        It begins with what everybody may who sees the record: of an empty list Odoo
        makes False, and a view cannot look for a move in that.
        """
        moves = [move for move in self._moves.values() if move.actor != SYSTEM]
        acting = {
            actor: set(getattr(self, f"_actor_{actor}")()._ids)
            for actor in {move.actor for move in moves}
        }
        for record in self:
            record.allowed_moves = ["read"] + [
                move.name
                for move in moves
                if record.state in move.sources and record._ids[0] in acting[move.actor]
            ]

    @api.model
    def _guarded_fields(self):
        readonly = {
            name
            for name, field in self._fields.items()
            if field.store and field.column_type and field.readonly and name != "id"
        }
        return {"state", *self._guarded, *readonly - set(models.MAGIC_COLUMNS)}

    @api.model
    def _move_names(self):
        """What each move is called, translated, by its code."""
        return {}

    # -- CRUD --------------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        if self.env.su:
            return super().create(vals_list)
        guarded = self._guarded_fields()
        # given, so that no default of the context can stand in for them
        fresh = self._guarded_start(guarded)
        for vals in vals_list:
            self._check_guarded(
                {
                    name
                    for name in guarded & vals.keys()
                    if (vals[name] or False) != (fresh.get(name) or False)
                }
            )
        computed = {f"default_{name}" for name in guarded - fresh.keys()}
        context = {k: v for k, v in self.env.context.items() if k not in computed}
        # keys are taken away, which keyword arguments cannot do
        bare = self.with_context(context)  # pylint: disable=context-overridden
        records = super(GridWorkflowMixin, bare).create(
            [
                {k: v for k, v in vals.items() if k not in guarded} | fresh
                for vals in vals_list
            ]
        )
        return records.with_env(self.env)

    def write(self, vals):
        if not self.env.su:
            self._check_guarded(self._guarded_fields() & vals.keys())
        return super().write(vals)

    def copy_data(self, default=None):
        """A copy begins anew."""
        kept = set(default or ())
        dropped = self._guarded_fields() - kept
        return [
            {name: value for name, value in vals.items() if name not in dropped}
            for vals in super().copy_data(default)
        ]

    def unlink(self):
        # sudo: the steps are written by the system alone and go with their record
        steps = self.sudo().step_ids
        result = super().unlink()
        steps.unlink()
        return result

    @api.model
    def _guarded_start(self, guarded):
        """The values with which the guarded fields of every record begin.

        Without those that are closed to the user: nobody can give them.
        """
        defaults = {
            name: field.default(self) if field.default else False
            for name in guarded
            for field in [self._fields[name]]
            if field.store
            and not field.compute
            and self._has_field_access(field, "write")
        }
        return {
            name: value.id if isinstance(value, models.BaseModel) else value
            for name, value in defaults.items()
        }

    @api.model
    def _check_guarded(self, names):
        if names:
            labels = [self._fields[n]._description_string(self.env) for n in names]
            raise AccessError(
                self.env._(
                    "%s: this changes by the steps of the work only, not by hand.",
                    ", ".join(sorted(labels)),
                )
            )

    # -- moves -------------------------------------------------------------------

    def action_move(self, name, values=None):
        """Make a move of the table as the user.

        :param name: name of a move
        :param values: what the move needs or takes
        :raise AccessError: the user may not make it
        :raise UserError: the state does not allow it, or something needed is missing
        """
        move = self._moves.get(name)
        if not move or move.actor == SYSTEM:
            raise AccessError(self.env._("There is no such step."))
        self.check_access("read")
        self._lock()
        self._check_source(move)
        actors = getattr(self, f"_actor_{move.actor}")()
        if self - actors:
            raise AccessError(
                self.env._(
                    "%(step)s: this is not yours to do for %(record)s.",
                    step=self._move_names().get(name, name),
                    record=(self - actors)[0].display_name,
                )
            )
        values = self._move_values(move, values or {})
        self._make_move(name, values)
        return True

    def _move_dialog(self, name, model, **context):
        """The dialog in which a wizard asks for what a move needs.

        :param model: name of the wizard; it takes ``move``
        :param context: what else it is opened with
        """
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self._move_names().get(name),
            "res_model": model,
            "view_mode": "form",
            "target": "new",
            "context": {"default_move": name, **context},
        }

    def _move_or_dialog(self, name, model, **context):
        """Make a move that needs nothing; for another one open the dialog."""
        move = self._moves.get(name)
        if not move or not move.needs:
            return self.action_move(name)
        return self._move_dialog(name, model, **context)

    def _ask_reason(self, name):
        """The dialog that asks for the reason of a move and then makes it."""
        return self._move_dialog(
            name,
            "grid.workflow.reason",
            default_res_model=self._name,
            default_res_id=self.id,
        )

    def _move_or_reason(self, name):
        """Make a move that needs nothing; for one that needs a reason, ask for it."""
        move = self._moves.get(name)
        return self._ask_reason(name) if move and move.needs else self.action_move(name)

    def _may_move(self, name):
        """The records on which the user could make the move now."""
        move = self._moves[name]
        ready = self.filtered(lambda record: record.state in move.sources)
        return ready and getattr(ready, f"_actor_{move.actor}")()

    def _make_move(self, name, values=None):
        """Carry a move out; the right to make it was checked, or nobody's is needed."""
        move, values = self._moves[name], values or {}
        self._check_source(move)
        hook = getattr(type(self), f"_move_{name}", None)
        for record in self.sudo():
            before = record.state
            more = (hook(record, values) if hook else None) or {}
            vals = {"state": move.targets[0], **more}
            if vals["state"] not in move.targets:
                raise ValueError(f"{name} does not lead to {vals['state']}")
            record.write(vals)
            record._add_step(name, before, values.get("reason"))

    def _add_step(self, name, before, reason=None):
        # sudo: steps are written here and nowhere else
        self.env["grid.workflow.step"].sudo().create(
            self._step_values(name, before, reason)
        )
        self.invalidate_recordset(["step_ids"], flush=False)

    def _step_values(self, name, before, reason=None):
        return {
            "res_model": self._name,
            "res_id": self.id,
            "move": name,
            "state_from": before,
            "state_to": self.state,
            "reason": reason or False,
        }

    def _lock(self):
        """Wait for whoever is moving these records; a lost race is tried again."""
        self.flush_recordset()
        self.env.execute_query(
            SQL(
                "SELECT id FROM %s WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE",
                SQL.identifier(self._table),
                list(self.ids),
            )
        )

    def _check_source(self, move):
        for record in self:
            if record.state not in move.sources:
                raise UserError(record._move_refusal(move))

    def _move_refusal(self, move):
        """Why the move is not possible: the state, and who brought it about."""
        states = dict(self._fields["state"]._description_selection(self.env))
        # sudo: who sees the record may know who moved it last
        last = self.sudo().step_ids[-1:]
        parts = {
            "step": self._move_names().get(move.name, move.name),
            "record": self.display_name,
            "state": states[self.state],
        }
        if last:
            return self.env._(
                "%(step)s is not possible: %(record)s is in state %(state)s since "
                "%(user)s made the last step.",
                user=last.user_id.name,
                **parts,
            )
        return self.env._(
            "%(step)s is not possible: %(record)s is in state %(state)s.", **parts
        )

    @api.model
    def _move_values(self, move, values):
        """The values of a move: known names only, none missing."""
        unknown = values.keys() - {*move.needs, *move.takes, "reason"}
        if unknown:
            raise UserError(
                self.env._("Unknown values: %s.", ", ".join(sorted(unknown)))
            )
        for name in move.needs:
            value = values.get(name)
            if not value or (isinstance(value, str) and not value.strip()):
                raise UserError(self._move_missing(move, name))
        return values

    @api.model
    def _move_missing(self, move, name):
        """The sentence that asks for a value which a move needs."""
        step = self._move_names().get(move.name, move.name)
        if name == "reason":
            return self.env._("%s: state the reason.", step)
        return self.env._("%(step)s: “%(name)s” is missing.", step=step, name=name)
