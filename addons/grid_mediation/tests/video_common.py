"""What tests of a mediation by video share; the browser part serves other tests too."""

import re
from urllib.parse import urlsplit

from .test_session import SessionCase


class VideoCase(SessionCase):
    """A session by video that is due now, with one link for each party."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.applicant, cls.respondent = cls.dispute.party_ids.sorted("id")

    @classmethod
    def plan_video(cls, **values):
        return cls.plan(hours=0, mode="video", **values)

    @classmethod
    def make_links(cls, session, user=None):
        """Paths of the links, by party."""
        session = session.with_user(user or cls.mediator_user)
        return cls.read_links(session.action_make_links())

    @classmethod
    def read_links(cls, action):
        """What the window with the links says, once."""
        text = action["context"]["default_text"]
        paths = [urlsplit(url).path for url in re.findall(r"https?://\S+", text)]
        return dict(zip(text.split("\n")[::3], paths, strict=False))

    def seat_of(self, session, party):
        session.invalidate_recordset()
        return session.seat_ids.filtered(lambda seat: seat.party_id == party)
