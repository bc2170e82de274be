from . import media
