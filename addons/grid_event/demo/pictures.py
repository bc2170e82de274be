"""Photographs of the demo are drawings: nobody and nothing real is on them."""

import base64
import io
from datetime import timedelta

from PIL import Image, ImageDraw

SIZE = (480, 320)
SHARE = 0.06
SKY, ROAD, WALL, GREEN = "#cfe3ee", "#8d9296", "#d8cdb8", "#7da06a"


def load_pictures(city, events):
    """Before and, where it was dealt with, after; a few hundred small files."""
    city.restart(20171130)
    shown = [event for event in events if event.reported_at and _subject(event)]
    chosen = [event for event in shown if city.random.random() < SHARE]
    files = {}
    vals_list = []
    for event in chosen:
        subject = _subject(event)
        phases = [("1", event.happened_at, event.reporter_id)]
        main = event.order_ids.filtered(lambda o: o.kind == "main" and o.closed_at)[:1]
        if main.state == "done":
            phases.append(("3", main.closed_at, main.closed_by_id))
        for phase, moment, user in phases:
            key = subject, phase
            if key not in files:
                files[key] = _draw(subject, phase == "3")
            vals_list.append(
                {
                    "event_id": event.id,
                    "name": f"{event.number}-{phase}.jpg",
                    "phase": phase,
                    "file": files[key],
                    "taken_at": moment + timedelta(minutes=phase == "1"),
                    "taken_by_id": user.id,
                    "task_id": main.id if phase == "3" else False,
                }
            )
    city.env["grid.event.media"].create(vals_list)


def _subject(event):
    code = event.category_id.code
    return next((name for prefix, name in SUBJECTS if code.startswith(prefix)), None)


def _draw(subject, repaired):
    image = Image.new("RGB", SIZE, SKY)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 200, 480, 320), fill=ROAD)
    draw.rectangle((0, 190, 480, 204), fill=GREEN)
    subject(draw, repaired)
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=80)
    return base64.b64encode(stream.getvalue())


def _pothole(draw, repaired):
    for left in range(20, 480, 110):
        draw.rectangle((left, 256, left + 60, 262), fill="white")
    if repaired:
        draw.polygon([(170, 270), (300, 268), (320, 306), (150, 308)], fill="#5f6366")
    else:
        draw.ellipse((160, 266, 310, 310), fill="#3c3a38")
        draw.ellipse((185, 276, 290, 304), fill="#6b5f50")


def _rubbish(draw, repaired):
    draw.rectangle((300, 110, 470, 200), fill=WALL)
    if not repaired:
        for left, top, color in (
            (190, 230, "#6a4f3b"),
            (230, 210, "#9a8866"),
            (265, 236, "#4d5a4a"),
            (215, 252, "#a33d33"),
        ):
            draw.ellipse((left, top, left + 70, top + 48), fill=color)
    else:
        draw.rectangle((206, 214, 262, 284), fill="#2f7d4f")
        draw.rectangle((200, 206, 268, 216), fill="#266641")


def _building(draw, repaired):
    draw.rectangle((120, 80, 360, 200), fill=WALL)
    for left in (145, 215, 285):
        draw.rectangle((left, 115, left + 45, 165), fill="#7fa4bd")
    if not repaired:
        draw.polygon([(110, 80), (240, 22), (370, 80)], fill="#b5403a")
        for left in (130, 240, 345):
            draw.rectangle((left, 36, left + 6, 82), fill="#555555")


def _doorway(draw, repaired):
    draw.rectangle((60, 20, 420, 300), fill=WALL)
    draw.rectangle((180, 70, 300, 300), fill="#4b6b57")
    draw.rectangle((200, 36, 280, 60), fill="#1f8a4c")
    if not repaired:
        for left, top in ((170, 220), (230, 240), (200, 180)):
            draw.rectangle((left, top, left + 78, top + 60), fill="#b98d5a")
            draw.line((left, top + 30, left + 78, top + 30), fill="#7d5c36", width=3)


SUBJECTS = (
    ("0611", _rubbish),
    ("0612", _rubbish),
    ("0704", _pothole),
    ("0701", _pothole),
    ("05", _building),
    ("08", _doorway),
)
