"""The goals that the benchmarks are held against.

A formula is over the results of one round: nanoseconds an item by benchmark name, counters by
"name:counter". Its median over the rounds has to be at most the limit. In a smoke run, which is
short, shares its machine and is not optimised, `smoke` takes the limit's place; None: not judged
there, as are none of other languages' programs, which are.
"""
from typing import Callable, NamedTuple, Optional


class Goal(NamedTuple):
    id: str
    text: str
    formula: Callable[[dict], float]
    limit: float
    unit: str
    smoke: Optional[float] = None


def _ratio(ours, peer):
    return lambda results: results[ours] / results[peer]


def _against_go(case):
    return _ratio(f'queue/traced/{case}', f'queue/go/{case}')


def _recorded(half, case):
    """To the same Python program unrecorded."""
    return _ratio(case.format(f'recorded-{half}'), case.format('asyncio'))


def _slowest(what, row):
    """The 99th percentile of a frame, at the zoom where it is longest."""
    return lambda results: max(results[f'frames/{what}/{row}/{zoom}:p99_ms']
                               for zoom in (1, 10, 100, 1000, 10000))


GOALS = (
    Goal('switch-traced-1', 'task switch, traced, 1 task, to a raw resume',
         _ratio('switch/traced/1', 'switch/raw/1'), 6, 'x', 60),
    Goal('switch-traced-1000', 'task switch, traced, 1000 tasks, to a raw resume',
         _ratio('switch/traced/1000', 'switch/raw/1000'), 6, 'x', 60),
    Goal('switch-untraced-1', 'task switch, no trace, 1 task, to a raw resume',
         _ratio('switch/untraced/1', 'switch/raw/1'), 3, 'x', 40),
    Goal('switch-untraced-1000', 'task switch, no trace, 1000 tasks, to a raw resume',
         _ratio('switch/untraced/1000', 'switch/raw/1000'), 3, 'x', 40),
    Goal('allocations', 'allocations in a million more switches (the log grows)',
         lambda results: results['switch/allocations:per_million'], 8, '', 8),
    Goal('queue-raw', 'queue transfer, traced, unbounded, to a raw resume',
         _ratio('queue/traced/unbounded/1/1', 'switch/raw/1'), 9, 'x', 90),
    Goal('queue-go-unbounded-1-1', "queue, unbounded, 1 to 1, to Go's channel",
         _against_go('unbounded/1/1'), 1, 'x'),
    Goal('queue-go-unbounded-5-10', "queue, unbounded, 5 to 10, to Go's channel",
         _against_go('unbounded/5/10'), 1, 'x'),
    Goal('queue-go-maxsize-1-1-1', "queue, maxsize 1, 1 to 1, to Go's channel",
         _against_go('maxsize-1/1/1'), 1, 'x'),
    Goal('queue-go-maxsize-1-5-10', "queue, maxsize 1, 5 to 10, to Go's channel",
         _against_go('maxsize-1/5/10'), 1, 'x'),
    Goal('spawn-go', "spawn to finish, traced, to Go's",
         _ratio('spawn/traced', 'spawn/go'), 0.25, 'x'),
    Goal('memory', 'a sleeping task of a million, traced',
         lambda results: results['sleepers/traced/1000000:bytes'], 464, 'bytes'),
    Goal('million', 'a million tasks, a million timers: the slower, each',
         lambda results: max(results['tasks/traced/1000000'], results['timers/1000000']),
         10_000, 'ns'),
    Goal('driver', 'Qt driver, added to a switch',
         lambda results: results['driver/qt'] - results['driver/without'], 1, 'ns'),
    Goal('pan-50', 'pan, 10 M transitions, 50 rows, 99 of 100 frames',
         _slowest('pan', 20), 8, 'ms'),
    Goal('pan-1000', 'the same with 1,000 rows in sight', _slowest('pan', 1), 8, 'ms'),
    Goal('zoom-50', 'zoom, 10 M transitions, 50 rows, 99 of 100 frames',
         _slowest('zoom', 20), 8, 'ms'),
    Goal('zoom-1000', 'the same with 1,000 rows in sight', _slowest('zoom', 1), 8, 'ms'),
    Goal('live-50', '1 M transitions a second arrive, 50 rows, 99 of 100 frames',
         _slowest('live', 20), 8, 'ms'),
    Goal('live-1000', 'the same with 1,000 rows in sight', _slowest('live', 1), 8, 'ms'),
    Goal('skewed-50', 'pan, one task with 9 M transitions, 50 rows, 99 of 100 frames',
         _slowest('pan-skewed', 20), 8, 'ms'),
    Goal('first-picture', 'from 10 M transitions to the first picture, of the first of them',
         lambda results: results['frames/first:max_ms'], 500, 'ms'),
    Goal('png', 'a PNG of 3840 x 2160 of them',
         lambda results: results['frames/png:max_ms'], 300, 'ms'),
    Goal('svg', 'the same as an SVG', lambda results: results['frames/svg:bytes'] / 1e6, 5, 'MB', 5),
    Goal('pdf', 'the same as a PDF', lambda results: results['frames/pdf:bytes'] / 1e6, 5, 'MB', 5),
    Goal('whole-picture', 'from 10 M transitions to the picture of all of them',
         lambda results: results['frames/first:max_ms'] + results['frames/first:whole_ms'],
         500, 'ms'),
    Goal('trace-memory', 'memory for them, trace and view',
         lambda results: results['frames/memory:bytes'] / 1e6, 500, 'MB', 500),
    Goal('world', 'the run as it was at any of 10 M transitions, 95 of 100',
         lambda results: results['panels/world:p95_ms'], 10, 'ms'),
    Goal('select', 'a task of 10 M transitions selected, timeline and inspector painted, 95 of 100',
         lambda results: results['panels/select:p95_ms'], 16, 'ms'),
    Goal('path', 'the critical path of 10 M transitions, in a thread of its own',
         lambda results: results['panels/path:max_ms'], 1000, 'ms'),
    Goal('compare', 'two equal runs of 10 M transitions compared, in a thread of its own',
         lambda results: results['panels/compare:max_ms'], 1000, 'ms'),
    Goal('slider', 'queue, 20 and 20, simulated, read and painted, 95 of 100',
         lambda results: results['panels/slider:p95_ms'], 16, 'ms'),
    Goal('open-beginning', 'from a file of 10 M records to what the first picture shows',
         lambda results: results['open/beginning/10000000:max_ms'], 500, 'ms'),
    Goal('recorded-c-switch', 'Python recorded in C, to unrecorded: task switch, 1000 tasks',
         _recorded('c', 'switch/{}/1000'), 1.25, 'x', 12),
    Goal('recorded-c-switch-1', 'the same: 1 task',
         _recorded('c', 'switch/{}/1'), 1.5, 'x', 15),
    Goal('recorded-c-queue', 'the same: queue, unbounded, 1 to 1',
         _recorded('c', 'queue/{}/unbounded/1/1'), 1.5, 'x', 15),
    Goal('recorded-c-queue-5-10', 'the same: queue, unbounded, 5 to 10',
         _recorded('c', 'queue/{}/unbounded/5/10'), 1.5, 'x', 15),
    Goal('recorded-c-queue-maxsize-1', 'the same: queue, maxsize 1, 5 to 10',
         _recorded('c', 'queue/{}/maxsize-1/5/10'), 1.5, 'x', 15),
    Goal('recorded-c-memory', 'the same: bytes more a sleeping task of 100,000',
         lambda results: results['sleepers/recorded-c/100000:bytes']
         - results['sleepers/asyncio/100000:bytes'], 600, 'bytes'),
    Goal('recorded-switch', 'Python recorded in Python, to unrecorded: task switch, 1000 tasks',
         _recorded('python', 'switch/{}/1000'), 3.5, 'x', 35),
    Goal('recorded-queue', 'the same: queue, unbounded, 1 to 1',
         _recorded('python', 'queue/{}/unbounded/1/1'), 3.5, 'x', 35),
    Goal('recorded-queue-maxsize-1', 'the same: queue, maxsize 1, 5 to 10',
         _recorded('python', 'queue/{}/maxsize-1/5/10'), 3.5, 'x', 35),
    Goal('recorded-gather', 'the same: spawn and gather',
         _recorded('python', 'gather/{}'), 3.5, 'x', 35),
    Goal('recorded-spawn', 'the same: spawn to finish',
         _recorded('python', 'spawn/{}'), 3.5, 'x', 35),
    Goal('driver-held', 'Qt driver, longest time it holds the event loop',
         lambda results: results['driver/held:longest_ms'], 5, 'ms'),
)
