import pytest

from gridenv.messages import GridError
from gridenv.settings import Settings
from gridenv.steps import Step, carry_out


class Counting(Step):
    title = "Counting"

    def __init__(self, settings, name, content="1", fails=None):
        super().__init__(settings)
        self.name, self.content, self.fails = name, content, fails
        self.worked = 0
        self.there = True

    def key(self):
        return self.content

    def intact(self):
        return self.there

    def work(self, progress):
        self.worked += 1
        if self.fails:
            raise self.fails


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path, {})


def test_a_step_is_done_once(settings):
    step = Counting(settings, "one")
    carry_out([step])
    carry_out([step])
    assert step.worked == 1


def test_an_interrupted_set_up_goes_on_where_it_stopped(settings):
    first = Counting(settings, "first")
    second = Counting(settings, "second", fails=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        carry_out([first, second])
    second.fails = None
    carry_out([first, second])
    assert (first.worked, second.worked) == (1, 2)


def test_a_step_that_is_cut_off_when_done_again_loses_its_old_stamp(settings):
    step = Counting(settings, "one")
    carry_out([step])
    step.content, step.fails = "2", KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        carry_out([step])
    step.content, step.fails = "1", None
    assert not step.is_done()


def test_changed_content_and_missing_results_are_done_again(settings):
    step = Counting(settings, "one")
    carry_out([step])
    step.content = "2"
    carry_out([step])
    step.there = False
    carry_out([step])
    assert step.worked == 3


def test_a_full_disk_during_a_step_is_words(settings):
    step = Counting(settings, "one", fails=OSError(28, "No space left on device"))
    with pytest.raises(GridError, match="disk is full"):
        carry_out([step])
    assert not step.is_done()


def test_each_step_says_what_it_does_and_how_far_it_is(settings, capsys):
    carry_out([Counting(settings, "one"), Counting(settings, "two")], total=5)
    shown = capsys.readouterr().out
    assert "[1/5] Counting ..." in shown
    assert "[2/5] Counting: done, 0 s" in shown
