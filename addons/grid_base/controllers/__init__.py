from . import closed_network
