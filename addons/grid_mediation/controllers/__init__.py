from . import case_file
