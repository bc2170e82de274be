"""What a file really is, and what a photograph knows about itself."""

import io
from contextlib import suppress
from datetime import datetime
from mimetypes import guess_type

from PIL import Image, UnidentifiedImageError

from odoo.tools.mimetypes import fix_filename_extension, guess_mimetype

KIND_OF_TYPE = {"image": "photo", "audio": "voice", "video": "video"}

DOCUMENTS = {
    "application/msword",
    "application/pdf",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/vnd.oasis.opendocument.presentation",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/plain",
}
"""Papers. No archives, pages or programs: nobody can see what they hold."""

SCRIPTED_PICTURES = {"image/svg+xml", "image/svg"}

CONTAINERS = {
    "application/ogg",
    "video/3gpp",
    "video/mp4",
    "video/ogg",
    "video/quicktime",
    "video/webm",
}
"""Hold sound or pictures, which their first bytes do not tell: the name does."""

EXIF_IFD, GPS_IFD = 0x8769, 0x8825
TAKEN_AT, GPS_LATITUDE, GPS_LONGITUDE = 0x9003, 2, 4


def true_type(content, name):
    """The type of a file by its content, None for what is not taken at all."""
    mimetype = guess_mimetype(content)
    named = guess_type(name or "")[0] or ""
    if mimetype in CONTAINERS and named.startswith("audio/"):
        return named
    if mimetype in SCRIPTED_PICTURES:
        return None
    if mimetype.split("/")[0] in KIND_OF_TYPE or mimetype in DOCUMENTS:
        return mimetype
    return "audio/ogg" if mimetype == "application/ogg" else None


def kind_of(mimetype):
    return KIND_OF_TYPE.get((mimetype or "").split("/")[0], "file")


def honest_name(name, mimetype):
    """The name with an extension that does not hide what the file is."""
    return fix_filename_extension(name, mimetype)


def photograph_facts(content):
    """When and where a photograph says it was taken.

    :return: dict with some of ``taken_at`` (naive, in the time of the place),
        ``latitude`` and ``longitude``
    """
    try:
        exif = Image.open(io.BytesIO(content)).getexif()
    except (OSError, UnidentifiedImageError, SyntaxError, ValueError):
        return {}
    facts = {}
    taken = exif.get_ifd(EXIF_IFD).get(TAKEN_AT)
    # not every camera knows the time
    with suppress(ValueError):
        facts["taken_at"] = datetime.strptime(str(taken), "%Y:%m:%d %H:%M:%S")
    gps = exif.get_ifd(GPS_IFD)
    latitude = _degrees(gps, GPS_LATITUDE, "S", 90)
    longitude = _degrees(gps, GPS_LONGITUDE, "W", 180)
    if latitude is not None and longitude is not None and (latitude or longitude):
        facts |= {"latitude": latitude, "longitude": longitude}
    return facts


def _degrees(gps, tag, negative, most):
    """Degrees, minutes and seconds as one number."""
    try:
        degrees, minutes, seconds = (float(part) for part in gps[tag])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    value = degrees + minutes / 60 + seconds / 3600
    # not a number compares false, too
    if not value <= most:
        return None
    return -value if gps.get(tag - 1) == negative else value
