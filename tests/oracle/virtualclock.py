"""Virtual time: a clock of integer nanoseconds, and worker threads whose jobs pass on it."""
import collections
import concurrent.futures
import heapq
import itertools


def nanoseconds(seconds):
    """An int exactly, a float to the nearest nanosecond, halves to even."""
    if isinstance(seconds, int):
        return seconds * 1_000_000_000
    return round(seconds * 1e9)


class Clock:
    """Starts at 0 and stands still, except in advance()."""

    def __init__(self):
        self.now = 0
        self._job_ns = None
        self._completions = []
        self._serial = itertools.count()

    def seconds(self):
        """Stands in for time.time(), time.perf_counter() and time.monotonic()."""
        return self.now / 1e9

    def sleep(self, seconds):
        """Stands in for time.sleep(): time passes inside the running step, or inside a job."""
        if self._job_ns is None:
            self.advance(self.now + nanoseconds(seconds))
        else:
            self._job_ns += nanoseconds(seconds)

    def measure(self, job):
        """Runs a job that a worker has taken; returns its result and how long it slept.

        The loop's time stands still meanwhile: the job is another thread's.
        """
        self._job_ns = 0
        result = job()
        duration, self._job_ns = self._job_ns, None
        return result, duration

    def complete_at(self, moment, callback):
        """Calls callback when the clock passes moment, even in the middle of a step."""
        heapq.heappush(self._completions, (moment, next(self._serial), callback))

    def next_completion(self):
        return self._completions[0][0] if self._completions else None

    def advance(self, moment):
        """Goes to moment, which is not in the past, by way of every completion up to it."""
        while self._completions and self._completions[0][0] <= moment:
            self.now, _, callback = heapq.heappop(self._completions)
            callback()
        self.now = moment


class VirtualExecutor(concurrent.futures.Executor):
    """Workers that take their jobs first in, first out; a job may sleep but must not raise."""

    def __init__(self, clock, max_workers):
        self._clock = clock
        self._workers = self._idle = max_workers
        self._queue = collections.deque()

    def submit(self, function, *args):
        future = concurrent.futures.Future()
        self._queue.append((future, function, args))
        self._take_jobs()
        return future

    def shutdown(self, wait=True):
        """Blocks the calling step, as the real one does, until the last job has ended."""
        while wait and self._idle < self._workers:
            self._clock.advance(self._clock.next_completion())

    def _take_jobs(self):
        while self._queue and self._idle:
            future, function, args = self._queue.popleft()
            if not future.set_running_or_notify_cancel():
                continue  # it was cancelled while it waited for a worker
            self._idle -= 1
            result, duration = self._clock.measure(lambda: function(*args))
            self._clock.complete_at(self._clock.now + duration,
                                    lambda: self._complete(future, result))

    def _complete(self, future, result):
        future.set_result(result)  # reaches the loop through call_soon_threadsafe
        self._idle += 1
        self._take_jobs()
