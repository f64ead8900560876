"""asyncio's own scheduling on a virtual clock.

BaseEventLoop stays as CPython wrote it: the ready queue, the timer heap and _run_once are its own.
Replaced are only the places where it meets the world: reading the time, blocking until something
happens. So a schedule recorded here is CPython's, and comes out the same every time.
"""
import asyncio
import heapq
import itertools
import sys
from asyncio import events

from steptrace import AwaitedFuture, TracedTask, what_is_awaited, what_it_stands_for
from virtualclock import nanoseconds


class Deadlock(Exception):
    """No callback is ready, no timer is set, no job runs: asyncio would block for ever."""


class VirtualTimer(events.TimerHandle):
    """Timers of one deadline fire in the order in which they were set: a heap is not stable."""

    __slots__ = ('order',)

    def __lt__(self, other):
        return self.order < other.order


class VirtualLoop(asyncio.BaseEventLoop):
    """Reports the steps of its tasks to recorder, and its end there in a deadlock."""

    # Coroutines of asyncio.run() itself, after the program: their tasks are not the program's.
    _HOUSEKEEPING = {asyncio.BaseEventLoop.shutdown_asyncgens.__code__,
                     asyncio.BaseEventLoop.shutdown_default_executor.__code__}

    def __init__(self, clock, recorder):
        super().__init__()
        self.clock = clock
        self.recorder = recorder
        self._selector = self  # _run_once() calls its select()
        self._clock_resolution = 0.5e-9  # a timer is due at its own nanosecond, none before
        self._timer_serial = itertools.count()

    def time(self):
        return self.clock.seconds()

    def select(self, timeout):
        """Jumps to the next timer or completion where a selector would block.

        Completions reach the ready queue here, hence before the timers of the same instant.
        """
        self.clock.advance(self.clock.now)
        if timeout == 0 or self._ready:
            return
        moments = [timer.order[0] for timer in self._scheduled[:1]]
        if self.clock.next_completion() is not None:
            moments.append(self.clock.next_completion())
        if not moments:
            self.recorder.freeze()
            raise Deadlock
        self.clock.advance(min(moments))

    def _process_events(self, event_list):
        """There are no files to watch."""

    def _write_to_self(self):
        """There is no thread that could block in select()."""

    def call_later(self, delay, callback, *args, context=None):
        return self._set_timer(self.clock.now + nanoseconds(delay), callback, args, context)

    def call_at(self, when, callback, *args, context=None):
        return self._set_timer(nanoseconds(when), callback, args, context)

    def _set_timer(self, deadline, callback, args, context):
        timer = VirtualTimer(deadline / 1e9, callback, args, self, context)
        timer.order = (deadline, next(self._timer_serial))
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def create_task(self, coro, *, name=None, context=None):
        # A task factory would not do: with one, a named task uses up a number of 'Task-N'.
        if coro.cr_code in self._HOUSEKEEPING:
            return asyncio.Task(coro, loop=self, name=name, context=context)
        return TracedTask(coro, loop=self, name=name, context=context)

    def call_exception_handler(self, context):
        """Notes what is destroyed without anybody knowing how it failed: a task by its name."""
        if context['message'].endswith(' exception was never retrieved'):
            future = context['future']
            self.recorder.unretrieved.append(
                future.get_name() if isinstance(future, TracedTask) else what_it_stands_for(future))

    def create_future(self):
        future = AwaitedFuture(loop=self)
        future.label = what_is_awaited(sys._getframe(1))
        return future
