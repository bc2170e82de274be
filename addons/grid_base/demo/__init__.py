from . import grid_demo, grid_staff
