from . import grid_routing_gap
