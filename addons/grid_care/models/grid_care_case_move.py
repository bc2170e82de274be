from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.grid_base.tools.clock import local_today

from ..tools.guardianship import LIVE
from ..tools.notices import CENTRE, COMMUNITY, DESKS


class GridCareCase(models.Model):
    """The moves of a file: somebody is missed, found, lost, moves away, dies."""

    _inherit = "grid.care.case"

    @api.model
    def _move_names(self):
        env = self.env
        return {
            "miss": env._("Missing"),
            "find": env._("Found"),
            "lose": env._("Lost to Follow-Up"),
            "set_apart": env._("No Longer Managed"),
            "rejoin": env._("Managed Again"),
            "leave": env._("Moves Out"),
            "die": env._("Died"),
            "register": env._("Registered"),
            "close": env._("Closed"),
        }

    @api.model
    def _notice_texts(self):
        env = self.env
        return {
            "missing": env._("Somebody in care is missing."),
            "found": env._("Somebody who was missing is found."),
            "ended": env._("Somebody is no longer in care here."),
        }

    def _notice_subject(self):
        """A mail leaves the house: the number alone."""
        return self.number

    # -- who -----------------------------------------------------------------------

    def _actor_officer(self):
        scope = set(self.env.user._grid_scope("grid_care.group_care_officer"))
        return self.filtered(lambda case: case.grid_id.id in scope)

    def _actor_health(self):
        return self._of_seat("health_id")

    def _actor_police(self):
        return self._of_seat("police_id")

    def _actor_community(self):
        scope = set(self.env.user._grid_scope("grid_care.group_care_community"))
        return self.filtered(lambda case: case.community_id.id in scope)

    def _actor_keeper(self):
        return self._actor_health() | self._actor_officer()

    def _actor_carer(self):
        """Everybody who has it in hand."""
        return self._actor_keeper() | self._actor_police() | self._actor_community()

    def _of_seat(self, name):
        """The files that an organization of the user has in hand."""
        if not self.env.user.has_group("grid_care.group_care_recipient"):
            return self.browse()
        # sudo: who acts for an organization is not readable for everybody
        return self.filtered(lambda case: self.env.user in case.sudo()[name].user_ids)

    def _carers(self):
        """The accounts of all who have it in hand, and of the hospital."""
        self.ensure_one()
        known = self.sudo()
        seats = known.health_id | known.police_id | known.hospital_id
        return (
            seats.user_ids
            | known.centre_id._event_users(DESKS[CENTRE])
            | known.community_id._event_users(DESKS[COMMUNITY])
        )

    # -- moves ---------------------------------------------------------------------

    def _move_miss(self, values):
        self._notify(self._carers() - self.env.user, "missing")

    def _move_find(self, values):
        self._notify(self._carers() - self.env.user, "found")

    def _move_lose(self, values):
        return {"lost_reason_id": values["lost_reason_id"]}

    def _move_rejoin(self, values):
        return {"lost_reason_id": False, "destination": False}

    def _move_register(self, values):
        return {"lost_reason_id": False, "destination": False}

    def _move_leave(self, values):
        self._ended()
        return {"destination": values["destination"]}

    def _move_die(self, values):
        died_on = fields.Date.to_date(values["died_on"])
        if died_on > local_today(self.env):
            raise UserError(self.env._("Nobody dies in the future."))
        self._ended()
        return {"died_on": died_on, "death_cause": values["death_cause"]}

    def _move_close(self, values):
        self._ended()

    def _ended(self):
        """Somebody is no longer in care here: tell those who had it in hand."""
        self._notify(self._carers() - self.env.user, "ended")
        for agreement in self.guardianship_ids.filtered(lambda one: one.state in LIVE):
            agreement._make_move("lapse")

    # -- buttons -------------------------------------------------------------------

    def action_step(self):
        """Make the move that the button names, or ask for what it needs."""
        self.ensure_one()
        step = self.env.context.get("step")
        return self._move_or_dialog(step, "grid.care.case.act", default_case_id=self.id)
