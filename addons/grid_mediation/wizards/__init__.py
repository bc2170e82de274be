from . import grid_dispute_act
