"""Random double check of closed events: states, moves and the draw itself."""

from random import Random

from odoo.addons.grid_base.tools.moves import SYSTEM, Move, table

OPEN = "open"
DONE = "done"
EXPIRED = "expired"

STATES = [(OPEN, "To Check"), (DONE, "Checked"), (EXPIRED, "Expired")]

PASS = "1"
FAIL = "2"

RESULTS = [(PASS, "Passed"), (FAIL, "Failed")]
LEVELS = [("1", "City Level"), ("2", "Town Level")]
"""The codes of the platform used in Fujian (DOMAIN 3.6)."""

CHECK_MOVES = table(
    Move("pass", (OPEN,), (DONE,), "checker", (), ("remark",)),
    Move("fail", (OPEN,), (DONE,), "checker", ("remark",)),
    # what follows from other things
    Move("expire", (OPEN,), (EXPIRED,), SYSTEM),
    Move("hand_over", (OPEN,), (OPEN,), SYSTEM, (), ("checker_id",)),
)


def draw(seed, candidates, number, checkers_of):
    """Things and their checkers at random: the same seed draws the same.

    :param candidates: ids to draw from; their order does not matter
    :param checkers_of: function of an id giving who may check it; what nobody may
        check is passed over
    :return: list of pairs of a drawn id and its checker
    """
    random = Random(str(seed))
    shuffled = sorted(candidates)
    random.shuffle(shuffled)
    drawn = []
    for candidate in shuffled:
        if len(drawn) == number:
            break
        checkers = sorted(checkers_of(candidate))
        if checkers:
            drawn.append((candidate, random.choice(checkers)))
    return drawn
