"""The table of moves of a workflow: from where, to where, by whom, with what."""

from dataclasses import dataclass

SYSTEM = "system"
"""The actor of moves that follow from others: nobody makes them by hand."""


@dataclass(frozen=True)
class Move:
    """One allowed change of state.

    ``actor`` names the method ``_actor_<actor>`` of the model, which returns those
    of the records that the user may move. What the move does beside changing the
    state is in ``_move_<name>``, if there is one.
    """

    name: str
    sources: tuple
    targets: tuple
    """The first is where it goes; ``_move_<name>`` may choose another of them."""
    actor: str
    needs: tuple = ()
    """Names of the values that must be given."""
    takes: tuple = ()
    """Names of the values that may be given as well."""


def table(*moves):
    """The moves by name; a name stands for one move."""
    by_name = {move.name: move for move in moves}
    if len(by_name) != len(moves):
        raise ValueError("a move is named twice")
    return by_name


def dead_ends(moves, states, ends):
    """States that are no ends and have no way out."""
    left = {
        source
        for move in moves.values()
        for source in move.sources
        if set(move.targets) - {source}
    }
    return sorted(set(states) - left - set(ends))
