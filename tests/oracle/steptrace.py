"""Records what each task of a run did: the rows that `coroscope run --steps` writes."""
import asyncio
import dataclasses
import itertools
from asyncio import futures, tasks

from virtualclock import nanoseconds


@dataclasses.dataclass
class Step:
    """event: created, resumed, suspended, finished, failed or cancelled.

    detail: of created the coroutine's name; of resumed the exception thrown in, if any; of
    suspended what is awaited; of failed the exception's name.
    """

    time_ns: int
    task: str
    event: str
    detail: str

    def row(self):
        return f'{self.time_ns}\t{self.task}\t{self.event}\t{self.detail}'


class Recorder:
    """Collects steps in the order in which they happen, until it is frozen."""

    def __init__(self, clock):
        self.steps = []
        self.frozen_at = None
        self.births = itertools.count()
        self.unretrieved = []
        self._clock = clock

    def step(self, task, event, detail=''):
        step = Step(self._clock.now, task.get_name(), event, detail)
        if self.frozen_at is None:
            self.steps.append(step)
        return step

    def freeze(self):
        """Ends the record for good: what asyncio.run() does after a deadlock is not the program."""
        if self.frozen_at is None:
            self.frozen_at = self._clock.now


class AwaitedFuture(asyncio.Future):
    """Knows what it stands for; CPython's own futures are all alike."""

    label = 'future'


_LABELS = {
    asyncio.Queue.get.__code__: 'queue.get',
    asyncio.Queue.put.__code__: 'queue.put',
    asyncio.Lock.acquire.__code__: 'lock',
    asyncio.Semaphore.acquire.__code__: 'semaphore',
    asyncio.Event.wait.__code__: 'event',
    asyncio.Condition.wait.__code__: 'condition',
    asyncio.TaskGroup.__aexit__.__code__: 'taskgroup',
    asyncio.shield.__code__: 'shield',
    asyncio.wait_for.__code__: 'wait_for',
    tasks._cancel_and_wait.__code__: 'cancel_and_wait',
    tasks._wait.__code__: 'wait',
    futures.wrap_future.__code__: 'executor',
}


def what_is_awaited(frame):
    """The label of a future, from the frame of the asyncio function that is making it."""
    if frame.f_code is asyncio.sleep.__code__:
        return f"sleep {nanoseconds(frame.f_locals['delay'])}"
    if frame.f_code is asyncio.Event.wait.__code__:
        if frame.f_back.f_code is asyncio.Queue.join.__code__:
            return 'queue.join'
    return _LABELS.get(frame.f_code, 'future')


def what_it_stands_for(future):
    """The label of a future that is not a task."""
    return 'gather' if isinstance(future, tasks._GatheringFuture) else future.label


class TracedTask(tasks._PyTask):
    """The Task that asyncio/tasks.py has in Python, reporting each of its steps."""

    def __init__(self, coro, *, loop, name, context):
        super().__init__(coro, loop=loop, name=name, context=context)
        self.birth = next(loop.recorder.births)
        self._created = loop.recorder.step(self, 'created', coro.__name__)

    def set_name(self, value):
        """asyncio.create_task(coro, name=...) makes the task first and names it afterwards."""
        super().set_name(value)
        self._created.task = self.get_name()

    def _Task__step(self, exc=None):  # Task.__step, whose name CPython mangles
        if self._must_cancel or isinstance(exc, asyncio.CancelledError):
            thrown = 'CancelledError'
        else:
            thrown = type(exc).__name__ if exc else ''
        recorder = self._loop.recorder
        recorder.step(self, 'resumed', thrown)
        try:
            super()._Task__step(exc)
        finally:  # to cancel at once what is awaited may go too deep
            self._record_end_of_step()

    def _record_end_of_step(self):
        recorder = self._loop.recorder
        if not self.done():
            recorder.step(self, 'suspended', self._awaited())
        elif self.cancelled():
            recorder.step(self, 'cancelled')
        elif self._exception:
            recorder.step(self, 'failed', type(self._exception).__name__)
        else:
            recorder.step(self, 'finished')

    def _awaited(self):
        future = self._fut_waiter
        if future is None:
            return 'yield'
        if isinstance(future, TracedTask):
            return f'task {future.get_name()}'
        return what_it_stands_for(future)


TracedTask.__name__ = 'Task'  # in its repr()
