"""Random programs for the `script` scenario, each made from its number alone.

They end: a body runs once, has no loops, and awaits only tasks that stand after its own, so that
nothing waits in a circle but for locks and queues, where the deadlock is the point. Times are few
and small, so that many things fall due at the same instant.
"""
import random

MILLISECONDS = (0, 1, 5, 10, 10, 10, 20, 20, 30, 50, 100)

OBJECTS = {'q': ['queue', 0], 'p': ['queue', 1], 'l': ['lock'], 's': ['semaphore', 1],
           'r': ['semaphore', 2], 'e': ['event'], 'c': ['condition']}

_DEEPEST = 3


def numbered_script(number):
    rng = random.Random(number)
    names = [chr(ord('A') + number) for number in range(rng.randint(1, 6))]
    bodies = {'main': _Body(rng, names, names)}
    for number, name in enumerate(names, 1):
        bodies[name] = _Body(rng, names[number:], names)
    return {'objects': OBJECTS, 'tasks': {name: body.whole() for name, body in bodies.items()}}


class _Body:
    """awaitable: the tasks it may wait for; tasks: those it may cancel."""

    def __init__(self, rng, awaitable, tasks):
        self._rng = rng
        self._awaitable = awaitable
        self._tasks = tasks
        self._is_main = awaitable is tasks
        self._held = []

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
        if self._is_main and operation[0] in ('await', 'gather', 'shield'):
            if self._rng.random() < 0.6:
                operation = ['timeout', 100, [operation]]
        if operation[0] in ('timeout', 'wait_for') and self._rng.random() < 0.8:
            return ['try', [operation], [], [], False]
        return operation

    def _operation(self, depth):
        rng = self._rng
        families = [(self._pause, 8), (self._about_tasks, 6), (self._cancel, 2),
                    (self._without_waiting, 6), (self._error, 1)]
        if depth < _DEEPEST:
            families += [(self._try, 4), (self._timeout, 3), (self._synchronized, 9)]
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
        kind = rng.choice(('spawn', 'spawn', 'await', 'gather', 'wait_for', 'shield'))
        if kind == 'gather':
            some = rng.sample(self._awaitable, rng.randint(0, len(self._awaitable)))
            return [kind, some, rng.random() < 0.5]
        if kind == 'wait_for':
            return [kind, one, rng.choice(MILLISECONDS)]
        return [kind, one]

    def _cancel(self, depth):
        return ['cancel', self._rng.choice(self._tasks)]

    def _without_waiting(self, depth):
        rng = self._rng
        return rng.choice((['put', 'q', rng.randint(0, 9)], ['done', rng.choice('qp')],
                           ['set', 'e'], ['clear', 'e'], self._notify()))

    def _notify(self):
        return ['notify', 'c', self._rng.randint(0, 3)] if 'c' in self._held else ['set', 'e']

    def _wait(self, depth):
        rng = self._rng
        if 'c' in self._held and rng.random() < 0.5:
            return ['wait', 'c']
        return rng.choice((['get', rng.choice('qp')], ['put', 'p', rng.randint(0, 9)],
                           ['join', rng.choice('qp')], ['wait', 'e']))

    def _error(self, depth):
        return ['raise']

    def _try(self, depth):
        rng = self._rng
        handler = self._block(depth + 1) if rng.random() < 0.6 else []
        final = self._block(depth + 1) if rng.random() < 0.4 else []
        return ['try', self._block(depth + 1), handler, final, rng.random() < 0.4]

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
                                 ('cond', 'c'), ('cond', 'c'), ('cond', 'c')))
        if name in self._held and rng.random() < 0.9:
            return self._pause(depth)
        self._held.append(name)
        operations = self._block(depth + 1)
        if rng.random() < 0.7:
            operations.insert(0, self._pause(depth))
        self._held.pop()
        return [kind, name, operations]
