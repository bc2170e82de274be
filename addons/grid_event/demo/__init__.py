from . import grid_event_demo
