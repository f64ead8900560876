"""Random programs for the `script` scenario, each made from its number alone.

They end: a body runs once, repeats nothing often, and awaits only tasks that stand after its own,
so that nothing waits in a circle but for locks, queues and futures, where the deadlock is the
point. Times are few and small, so that many things fall due at the same instant.

Wild ones do what no program should: their tasks wait for any task, themselves and each other in
circles included, use conditions that they do not hold, and sleep for less than a nanosecond.
"""
import random

MILLISECONDS = (0, 1, 5, 10, 10, 10, 20, 20, 30, 50, 100)

OBJECTS = {'q': ['queue', 0], 'p': ['queue', 1], 'i': ['lifo_queue', 0],
           'o': ['priority_queue', 2], 'l': ['lock'], 's': ['semaphore', 1],
           'r': ['semaphore', 2], 'b': ['bounded_semaphore', 1], 'e': ['event'],
           'c': ['condition'], 'f': ['future'], 'g': ['future'], 't': ['task_group'],
           'u': ['task_group']}

# Most have an order: among what has none a priority queue raises TypeError.
ITEMS = (0, 1, 2, 3, 3, 3.0, True, -1.5, [2, 'b'], [2, 'a'], [2, 'a', 0], 'x', None,
         2**64 + 1, 1e400)

EXCEPTIONS = ('ValueError', 'KeyError', 'IndexError', 'RuntimeError', 'OSError', 'TimeoutError',
              'CancelledError', 'Exception')
CATCHABLE = (*EXCEPTIONS, 'BaseException', 'LookupError', 'ExceptionGroup', 'QueueEmpty',
             'QueueFull', 'InvalidStateError', 'TypeError')

# In ns: 0.1, 0.5 and 1.5, which round to 0, 0 and 2; 400; and 999.6, next to a microsecond.
_FRACTIONS = (1e-7, 5e-7, 1.5e-6, 4e-4, 9.996e-4)

_DEEPEST = 3


def numbered_script(number):
    rng = random.Random(number)
    names = _names(rng)
    bodies = {'main': _Body(rng, names, names)}
    for number, name in enumerate(names, 1):
        bodies[name] = _Body(rng, names[number:], names)
    return {'objects': OBJECTS, 'tasks': {name: body.whole() for name, body in bodies.items()}}


def wild_script(number):
    rng = random.Random(f'wild {number}')
    names = _names(rng)
    bodies = {'main': _WildBody(rng, names, names)}
    bodies |= {name: _WildBody(rng, list(names), names) for name in names}
    return {'objects': OBJECTS | {'z': ['semaphore', 0]},
            'tasks': {name: body.whole() for name, body in bodies.items()}}


def _names(rng):
    return [chr(ord('A') + number) for number in range(rng.randint(1, 6))]


class _Body:
    """awaitable: the tasks it may wait for; tasks: those it may cancel."""

    def __init__(self, rng, awaitable, tasks):
        self._rng = rng
        self._awaitable = awaitable
        self._tasks = tasks
        self._is_main = awaitable is tasks
        self._held = []
        self._groups = []

    def whole(self):
        """main spawns most of the tasks first and stays a while, so that they get to run."""
        operations = self._block(0)
        if self._is_main:
            spawned = [name for name in self._awaitable if self._rng.random() < 0.8]
            operations = [['spawn', name] for name in spawned] + operations
            if self._rng.random() < 0.7:
                operations.append(['sleep', 200])
        return operations

    def _block(self, depth):
        rng = self._rng
        operations = [self._guarded(self._operation(depth))
                      for _ in range(rng.randint(1, 7 - 2 * depth))]
        if rng.random() < 0.1:
            operations.append(['return', rng.choice((None, 0, 7, 'x'))])
        return operations

    def _guarded(self, operation):
        """Lets main wait for tasks with a time limit, often, and catches most time-outs."""
        if self._is_main and operation[0] in ('await', 'gather', 'shield', 'wait', 'as_completed'):
            if self._rng.random() < 0.6:
                operation = ['timeout', 100, [operation]]
        if operation[0] in ('timeout', 'wait_for') and self._rng.random() < 0.8:
            return ['try', [operation], [], [], False]
        if operation[0] in self._RAISING and self._rng.random() < 0.85:
            return ['try', [operation], [], [], False, ['Exception']]
        return operation

    # What often ends in an error that is no point of the script.
    _RAISING = {'put_nowait', 'get_nowait', 'release', 'create_task', 'set_result',
                'set_exception', 'task_group', 'as_completed', 'wait'}

    def _operation(self, depth):
        rng = self._rng
        families = [(self._pause, 8), (self._about_tasks, 6), (self._cancel, 2),
                    (self._without_waiting, 8), (self._error, 1)]
        if depth < _DEEPEST:
            families += [(self._try, 4), (self._timeout, 3), (self._synchronized, 9),
                         (self._repeat, 1), (self._task_group, 3), (self._as_completed, 2)]
        # What main waits for in vain ends the program, so there it comes less often, or guarded.
        families.append((self._wait, 1 if self._is_main else 5))
        return rng.choices(*zip(*families))[0](depth)

    def _pause(self, depth):
        kind = self._rng.choice(('sleep', 'sleep', 'sleep', 'burn', 'exec'))
        return [kind, self._rng.choice(MILLISECONDS)]

    def _about_tasks(self, depth):
        rng = self._rng
        if not self._awaitable:
            return self._pause(depth)
        one = rng.choice(self._awaitable)
        kind = rng.choice(('spawn', 'spawn', 'create_task', 'await', 'gather', 'wait_for', 'shield',
                           'wait'))
        if kind == 'create_task':
            return [kind, rng.choice(self._groups or 'tu'), one]
        if kind != 'spawn' and rng.random() < 0.2:
            one = rng.choice('fg')
        if kind == 'gather':
            return [kind, self._some(), rng.random() < 0.5]
        if kind == 'wait':
            when = rng.choice(('FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'))
            return [kind, self._some(), when, self._limit()]
        if kind == 'wait_for':
            return [kind, one, self._limit()]
        return [kind, one]

    def _some(self):
        """Some of what it may wait for; now and then a future too, or one of them twice."""
        rng = self._rng
        some = rng.sample(self._awaitable, rng.randint(0, len(self._awaitable)))
        if rng.random() < 0.2:
            some.insert(rng.randint(0, len(some)), rng.choice('fg'))
        if some and rng.random() < 0.1:
            some.append(rng.choice(some))
        return some

    def _limit(self):
        return self._rng.choice((*MILLISECONDS, None))

    def _cancel(self, depth):
        rng = self._rng
        if rng.random() < 0.15:
            return ['uncancel']
        return ['cancel', rng.choice('fg') if rng.random() < 0.1 else rng.choice(self._tasks)]

    def _without_waiting(self, depth):
        rng = self._rng
        return rng.choice((['put', 'q', rng.randint(0, 9)], ['done', rng.choice('qpio')],
                           ['set', 'e'], ['clear', 'e'], self._notify(),
                           ['put_nowait', rng.choice('qpioo'), self._item()],
                           ['get_nowait', rng.choice('qpioo')], ['release', rng.choice('lsrbbc')],
                           self._outcome()))

    def _item(self):
        """Mostly a small number, so that a priority queue is seldom at a loss."""
        return self._rng.choice(ITEMS) if self._rng.random() < 0.3 else self._rng.randint(0, 3)

    def _outcome(self):
        rng = self._rng
        if rng.random() < 0.6:
            return ['set_result', rng.choice('fg'), rng.choice(ITEMS)]
        return ['set_exception', rng.choice('fg'), *self._exception()]

    def _exception(self):
        rng = self._rng
        text = [rng.choice(("it's", 'no', ''))] if rng.random() < 0.3 else []
        return [rng.choice(EXCEPTIONS), *text]

    def _notify(self):
        return ['notify', 'c', self._rng.randint(0, 3)] if 'c' in self._held else ['set', 'e']

    def _wait(self, depth):
        rng = self._rng
        if 'c' in self._held and rng.random() < 0.5:
            return ['wait', 'c']
        return rng.choice((['get', rng.choice('qpio')], ['put', rng.choice('po'), self._item()],
                           ['join', rng.choice('qpio')], ['wait', 'e'], ['await', rng.choice('fg')],
                           ['acquire', rng.choice('lsrbc')]))

    def _error(self, depth):
        return ['raise', *self._exception()] if self._rng.random() < 0.7 else ['raise']

    def _repeat(self, depth):
        return ['repeat', self._rng.randint(0, 3), self._block(depth + 1)]

    def _task_group(self, depth):
        group = self._rng.choice('tu')
        self._groups.append(group)
        operations = self._block(depth + 1)
        self._groups.pop()
        if self._awaitable:
            some = self._rng.sample(self._awaitable, self._rng.randint(0, len(self._awaitable)))
            operations = [['create_task', group, name] for name in some] + operations
        return ['task_group', group, operations]

    def _as_completed(self, depth):
        operations = self._block(depth + 1) if self._rng.random() < 0.4 else []
        return ['as_completed', self._some(), self._limit(), operations]

    def _try(self, depth):
        rng = self._rng
        handler = self._block(depth + 1) if rng.random() < 0.6 else []
        final = self._block(depth + 1) if rng.random() < 0.4 else []
        tried = ['try', self._block(depth + 1), handler, final, rng.random() < 0.4]
        if rng.random() < 0.4:
            tried.append(rng.sample(CATCHABLE, rng.randint(0, 3)))
        return tried

    def _timeout(self, depth):
        operations = self._block(depth + 1)
        operations.insert(self._rng.randint(0, len(operations)), self._wait(depth))
        return ['timeout', self._rng.choice(MILLISECONDS), operations]

    def _synchronized(self, depth):
        """Mostly pauses inside, or nobody else would ever have to wait.

        Rarely takes what it holds already, which is a deadlock of one.
        """
        rng = self._rng
        kind, name = rng.choice((('lock', 'l'), ('sem', 's'), ('sem', 's'), ('sem', 'r'),
                                 ('sem', 'b'), ('cond', 'c'), ('cond', 'c'), ('cond', 'c')))
        if name in self._held and rng.random() < 0.9:
            return self._pause(depth)
        self._held.append(name)
        operations = self._block(depth + 1)
        if rng.random() < 0.7:
            operations.insert(0, self._pause(depth))
        self._held.pop()
        return [kind, name, operations]


class _WildBody(_Body):
    """Knows no bounds; main still waits for little, or nothing would come of the others."""

    def _operation(self, depth):
        rng = self._rng
        if rng.random() < 0.75:
            return super()._operation(depth)
        return rng.choice((self._wait_in_circles, self._unheld, self._short_pause))(depth)

    def _wait_in_circles(self, depth):
        rng = self._rng
        some = rng.choices(self._tasks, k=rng.randint(1, 3))  # one may be there twice
        return self._guarded(rng.choice((
            ['await', some[0]], ['gather', some, rng.random() < 0.6], ['shield', some[0]],
            ['wait_for', some[0], rng.choice(MILLISECONDS + _FRACTIONS)])))

    def _unheld(self, depth):
        if self._is_main and self._rng.random() < 0.8:  # for most it is the end
            return self._short_pause(depth)
        return self._rng.choice((['wait', 'c'], ['notify', 'c', 1], ['sem', 'z', [['sleep', 1]]]))

    def _short_pause(self, depth):
        time = self._rng.choice(_FRACTIONS)
        return self._rng.choice((['sleep', time], ['sleep', time], ['burn', time], ['exec', time],
                                 ['timeout', time, [['sleep', time], ['sleep', 1]]]))
