"""Pages of a case file: scans made A4, parts put together, numbers on every page."""

import io

from PIL import Image, ImageOps, ImageSequence
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

PDF = "application/pdf"
WIDTH, HEIGHT = A4
MARGIN = 15 * mm
"""White around a picture; pages that come as PDF have their own."""
DOTS = (1654, 2339)
"""A4 at 200 dots an inch: what a printed scan shows, and no more."""
MOST_PAGES = 300
"""A single file of more pages is split before it is filed."""
FIRST_ONLY = {"GIF"}
"""Pictures whose further frames are no pages."""


class UnreadableError(ValueError):
    """A file of which no pages can be made; ``reason`` says why in one word."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def scan_pages(content, mimetype):
    """The pages of a scan, a photograph or a PDF, as a PDF of A4 pages.

    :raise UnreadableError: damaged, locked by a password, or too long
    """
    return _fitted(content) if mimetype == PDF else _picture(content)


def count(content):
    """How many pages a PDF has."""
    return len(_reader(content).pages)


def joined(parts):
    """The parts one after the other, as one PDF."""
    writer = PdfWriter()
    for part in parts:
        for page in _reader(part).pages:
            writer.add_page(page)
    return _written(writer)


def numbered(content):
    """The PDF with its number at the upper right of every page, from 1."""
    reader = _reader(content)
    numbers = _reader(_numbers(len(reader.pages)))
    writer = PdfWriter()
    for page, number in zip(reader.pages, numbers.pages, strict=True):
        page.merge_page(number)
        writer.add_page(page).compress_content_streams()
    writer.compress_identical_objects()
    return _written(writer)


# -- inside --------------------------------------------------------------------------


def _reader(content):
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            raise UnreadableError("locked")
        pages = len(reader.pages)
    except (PyPdfError, OSError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("damaged") from error
    if not pages:
        raise UnreadableError("damaged")
    return reader


def _written(writer):
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def _fitted(content):
    """Every page upright on A4; links and scripts of the file stay outside."""
    reader = _reader(content)
    if len(reader.pages) > MOST_PAGES:
        raise UnreadableError("long")
    writer = PdfWriter()
    try:
        for source in reader.pages:
            writer.add_page(_on_a4(source)).compress_content_streams()
        return _written(writer)
    # what a file from outside holds makes the library fail in many ways
    except (PyPdfError, OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableError("damaged") from error


def _on_a4(source):
    for name in ("/Annots", "/TrimBox"):
        source.pop(name, None)
    box = source.cropbox
    width, height = float(box.width), float(box.height)
    if not (width > 0 and height > 0):
        raise UnreadableError("damaged")
    move = Transformation().translate(-float(box.left), -float(box.bottom))
    turns = source.rotation // 90 % 4
    # a wide page is turned, so that it stays legible
    if (width > height) != (turns % 2 == 1):
        turns = (turns + 3) % 4
    for _turn in range(turns):
        move = move.rotate(-90).translate(0, width)
        width, height = height, width
    scale = min(1, WIDTH / width, HEIGHT / height)
    move = move.scale(scale).translate(
        (WIDTH - width * scale) / 2, (HEIGHT - height * scale) / 2
    )
    page = PageObject.create_blank_page(width=WIDTH, height=HEIGHT)
    page.merge_transformed_page(source, move)
    return page


def _picture(content):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    try:
        picture = Image.open(io.BytesIO(content))
        frames = ImageSequence.Iterator(picture)
        for number, frame in enumerate(frames):
            if number and picture.format in FIRST_ONLY:
                break
            if number >= MOST_PAGES:
                raise UnreadableError("long")
            _draw(canvas, ImageOps.exif_transpose(frame.copy()))
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise UnreadableError("damaged") from error
    canvas.save()
    return stream.getvalue()


def _draw(canvas, frame):
    if frame.mode in ("RGBA", "LA", "P"):
        # what is see-through is paper
        frame = frame.convert("RGBA")
        paper = Image.new("RGBA", frame.size, "white")
        frame = Image.alpha_composite(paper, frame)
    frame = frame.convert("RGB")
    frame.thumbnail(DOTS)
    width, height = frame.size
    room = (WIDTH - 2 * MARGIN, HEIGHT - 2 * MARGIN)
    # a small picture is not blown up beyond 100 dots an inch
    scale = min(room[0] / width, room[1] / height, 0.72)
    width, height = width * scale, height * scale
    canvas.drawImage(
        ImageReader(frame),
        (WIDTH - width) / 2,
        HEIGHT - MARGIN - height,
        width,
        height,
    )
    canvas.showPage()


def _numbers(pages):
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        canvas.drawRightString(WIDTH - 12 * mm, HEIGHT - 12 * mm, str(number))
        canvas.showPage()
    canvas.save()
    return stream.getvalue()
