"""Runs the oracle's programs on its virtual clock with asyncio's own tasks, and records them."""
import asyncio
import os
import pathlib
import pickle
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'oracle'), os.environ.get('COROSCOPE_RECORDER_FOLDER')
                or str(TESTS.parent / 'engine/recorders/python')]

import coroscope_record  # noqa: E402
from steptrace import Recorder  # noqa: E402
from tracereader import Trace  # noqa: E402
from virtualclock import Clock  # noqa: E402
from virtualloop import Deadlock, VirtualLoop  # noqa: E402
from virtualrun import Output, virtual_world  # noqa: E402


class RecordedLoop(VirtualLoop):
    """The oracle's loop, but with tasks and futures as asyncio makes them."""

    def __init__(self, clock, recorder):
        super().__init__(clock, recorder)
        self._selector = Selector(self)

    def create_task(self, coro, *, name=None, context=None):
        task = asyncio.Task(coro, loop=self, name=name, context=context)
        task.birth = next(self.recorder.births)
        return task

    def create_future(self):
        return asyncio.Future(loop=self)


class Selector:
    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout):
        try:
            return self._loop.select(timeout)
        except Deadlock:
            self.end_recording()
            raise

    def end_recording(self):
        """Set by record(): what asyncio.run() does after a deadlock is not the program."""


def record(program, path):
    """The trace of program()."""
    in_child(lambda: _record_here(program, path))
    return Trace(path)


def in_child(function):
    """What function() returns in a process of its own, where numbers of tasks begin at 1."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open(writing, 'wb') as file:
                pickle.dump(function(), file)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, 'rb') as file:
        data = file.read()
    os.waitpid(child, 0)
    return pickle.loads(data)  # of nothing: it has died


def _record_here(program, path):
    clock = Clock()
    steps = Recorder(clock)
    output = Output(steps)
    with virtual_world(clock, steps, output, RecordedLoop):
        recorder = coroscope_record.install(path, lambda: clock.now + 1)
        Selector.end_recording = lambda self: recorder.session.end(
            coroscope_record.ENDED_DEADLOCKED)
        try:
            program()
        except (Exception, asyncio.CancelledError):
            pass  # is in the record
        recorder.end()
