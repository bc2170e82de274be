"""Steps that are done once, and go on after an interruption."""

from gridenv.files import disk_full_in_words, read_json, write_json
from gridenv.messages import Progress


class Step:
    """A piece of the set-up.

    `key()` names the content it was done for. The stamp is written last, so a
    step that was cut off has none and is done again.
    """

    name = None
    title = None

    def __init__(self, settings):
        self.settings = settings

    @property
    def stamp(self):
        return self.settings.state / f"{self.name}.json"

    def key(self):
        raise NotImplementedError

    def intact(self):
        """False where somebody removed what the stamp speaks of."""
        return True

    def work(self, progress):
        raise NotImplementedError

    def is_done(self):
        stored = read_json(self.stamp)
        return bool(stored) and stored.get("key") == self.key() and self.intact()

    def note(self):
        """What is worth keeping in the stamp beside the key."""
        return {}


def carry_out(steps, total=None):
    """Do what is not done yet; `total` counts steps that come after these too."""
    for number, step in enumerate(steps, 1):
        if step.is_done():
            continue
        with (
            disk_full_in_words(step.settings.env),
            Progress(number, total or len(steps), step.title) as progress,
        ):
            step.stamp.unlink(missing_ok=True)
            step.work(progress)
            write_json(step.stamp, {"key": step.key(), **step.note()})
