from . import grid_mediation_demo
