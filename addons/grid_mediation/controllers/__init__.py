from . import case_file
from . import video
