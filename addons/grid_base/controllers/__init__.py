from . import closed_network, import_template
