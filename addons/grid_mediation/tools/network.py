"""What a mediation body lacks: figures of its roster against the norm of its kind."""

from typing import NamedTuple

COMMITTEE = ("chair", "deputy", "member")
"""Seats of the committee itself; retained mediators are none (art. 13)."""


class Roster(NamedTuple):
    """Who sits in a body today, and whose term is over or will be soon."""

    members: int = 0
    women: int = 0
    chairs: int = 0
    full_time: int = 0
    over: int = 0
    ending: int = 0


class Norm(NamedTuple):
    """What is asked of a kind of body; 0 asks nothing."""

    least_members: int = 0
    most_members: int = 0
    woman: bool = False
    full_time: int = 0


def warnings(roster: Roster, norm: Norm) -> list[str]:
    """Names of what is wrong, the gravest first. Nothing here refuses anything."""
    committee = norm.least_members > 0
    found = {
        "few": roster.members < norm.least_members,
        "many": 0 < norm.most_members < roster.members,
        "chair": committee and not roster.chairs,
        "woman": norm.woman and not roster.women,
        "over": roster.over > 0,
        "ending": roster.ending > 0,
        "full_time": roster.full_time < norm.full_time,
    }
    return [name for name, wrong in found.items() if wrong]
