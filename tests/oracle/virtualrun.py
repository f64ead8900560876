"""Runs a synchronous program, one that calls asyncio.run(), in virtual time, and records it."""
import asyncio
import concurrent.futures
import contextlib
import dataclasses
import gc
import io
import itertools
import logging
import random
import sys
import time
import warnings
from asyncio import events, taskgroups, tasks
from unittest import mock

from orderedsets import OrderedSet, as_completed
from steptrace import Recorder, Step
from virtualclock import Clock, VirtualExecutor
from virtualloop import VirtualLoop


@dataclasses.dataclass
class Run:
    """outcome: 'ok', 'deadlock', or the name of the exception that left the program.

    After a deadlock everything stands as it was when the loop blocked for ever. unretrieved: the
    names, sorted, of the tasks whose exceptions nobody has asked for.
    """

    outcome: str
    stdout: str
    steps: list[Step]
    elapsed_ns: int
    unretrieved: list[str]

    def steps_text(self):
        """The file that `--steps` writes: a row a step, no header."""
        return ''.join(step.row() + '\n' for step in self.steps)


class Output(io.StringIO):
    """sys.stdout of the program, as long as its record is open."""

    def __init__(self, recorder):
        super().__init__()
        self._recorder = recorder

    def write(self, text):
        text.encode()  # a lone surrogate is refused, as by a file
        return super().write(text) if self._recorder.frozen_at is None else len(text)


class _Policy(events.BaseDefaultEventLoopPolicy):
    def __init__(self, loop_factory):
        super().__init__()
        self._loop_factory = loop_factory


def run(program):
    """Calls program(); its exceptions, SystemExit aside, become the outcome."""
    clock = Clock()
    recorder = Recorder(clock)
    output = Output(recorder)
    outcome = 'ok'
    with virtual_world(clock, recorder, output):
        try:
            program()
        except (Exception, asyncio.CancelledError) as error:
            outcome = type(error).__name__
        if recorder.frozen_at is not None:  # whatever asyncio.run() has made of Deadlock
            outcome = 'deadlock'
        recorder.freeze()
    return Run(outcome, output.getvalue(), recorder.steps, recorder.frozen_at,
               sorted(recorder.unretrieved))


@contextlib.contextmanager
def virtual_world(clock, recorder, output, loop_class=VirtualLoop):
    """asyncio, the clock and standard output are virtual inside. The loop's tasks have a `birth`."""
    policy = _Policy(lambda: loop_class(clock, recorder))
    all_tasks = tasks.all_tasks
    replacements = [
        (time, 'time', clock.seconds),
        (time, 'perf_counter', clock.seconds),
        (time, 'monotonic', clock.seconds),
        (time, 'sleep', clock.sleep),
        (concurrent.futures, 'ThreadPoolExecutor', lambda n: VirtualExecutor(clock, n)),
        # The process has one counter for 'Task-N'; a run starts it afresh.
        (tasks, '_task_name_counter', itertools.count(1).__next__),
        # What asyncio.run() cancels at its end: a set, in the order of addresses.
        (tasks, 'all_tasks', lambda loop: sorted(all_tasks(loop), key=lambda task: task.birth)),
        # The same of wait(), as_completed() and TaskGroup.
        (tasks, 'set', OrderedSet), (taskgroups, 'set', OrderedSet),
        (asyncio, 'as_completed', as_completed),
        (logging.getLogger('asyncio'), 'disabled', True),
        (sys, 'unraisablehook', lambda unraisable: None),
        (sys, 'stdout', output),
    ]
    random_state = random.getstate()
    asyncio.set_event_loop_policy(policy)
    gc.disable()  # it may destroy, at any moment, a task that only its own future refers to
    try:
        with contextlib.ExitStack() as stack:
            # A task that never had its first step leaves a coroutine 'never awaited'.
            stack.enter_context(warnings.catch_warnings(action='ignore'))
            for owner, name, replacement in replacements:
                stack.enter_context(mock.patch.object(owner, name, replacement, create=True))
            yield
            gc.collect()  # what left-over coroutines print when destroyed goes to the closed output
    finally:
        gc.enable()
        asyncio.set_event_loop_policy(None)
        random.setstate(random_state)
