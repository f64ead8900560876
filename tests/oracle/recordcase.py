"""Runs a program on the virtual clock with asyncio's own tasks, and records it.

    recordcase.py FILE PROGRAM [--PARAMETER VALUE]...

For `coroscope parity`, which puts coroscope_record.py on the path. FILE must not be there yet. Prints
nothing of the program's. Exit codes: 0 recorded, however the program ended; 2 a wrong command line.
"""
import asyncio
import sys

import cpython311  # noqa: F401, before what other Pythons cannot read
import coroscope_record
from itemtexts import item_texts
from programs import PROGRAMS, UsageError, read_case
from scenarios import queue
from steptrace import Recorder
from virtualclock import Clock
from virtualloop import Deadlock, VirtualLoop
from virtualrun import Output, virtual_world


class RecordedLoop(VirtualLoop):
    """The oracle's loop, but with tasks and futures as asyncio makes them."""

    def __init__(self, clock, recorder):
        super().__init__(clock, recorder)
        self._selector = Selector(self)

    def create_task(self, coro, *, name=None, context=None):
        if self._is_housekeeping(coro):
            self.call_soon = self._call_soon_unrecorded
        task = asyncio.Task(coro, loop=self, name=name, context=context)
        task.birth = next(self.recorder.births)
        return task

    def create_future(self):
        return asyncio.Future(loop=self)

    def _call_soon_unrecorded(self, callback, *args, context=None):
        """The steps of what asyncio.run() does itself are hidden from the recorder."""
        task = getattr(callback, '__self__', None)
        if not isinstance(task, asyncio.Task) or not self._is_housekeeping(task.get_coro()):
            return super().call_soon(callback, *args, context=context)
        handle = asyncio.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def _is_housekeeping(self, coroutine):
        return getattr(coroutine, 'cr_code', None) in self._HOUSEKEEPING


class Selector:
    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout):
        try:
            return self._loop.select(timeout)
        except Deadlock:
            self.end_recording()
            raise

    def get_map(self):
        return {}  # the recorder looks here for whose handle it is that runs

    def end_recording(self):
        """Set by record(): what asyncio.run() does after a deadlock is not the program."""


def record(program, path):
    """Once in a process: what is hooked stays so."""
    clock = Clock()
    steps = Recorder(clock)
    output = Output(steps)
    with virtual_world(clock, steps, output, RecordedLoop):
        # Its own names of objects: those of ours are what the scenario calls them.
        coroscope_record.assigned_name = lambda code, instruction: ''
        recorder = coroscope_record.install(path, lambda: clock.now + 1)
        Selector.end_recording = lambda self: recorder.session.end(
            coroscope_record.ENDED_DEADLOCKED)
        try:
            program()
        except (Exception, asyncio.CancelledError) as error:
            sys.last_value = error  # by which the recorder knows how it ended
        recorder.end()


def main(words):
    if len(words) < 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        name, texts = read_case(words[1:])
        program = PROGRAMS[name].bind(texts)
        if name == 'queue':
            # As drawn there, so that the output can be the same.
            seed = int(texts.get('seed', PROGRAMS[name].parameters['seed'].default))
            queue.make_item = item_texts(seed).__next__
    except (UsageError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    record(program, words[0])
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
