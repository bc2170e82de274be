from . import grid_care_demo
