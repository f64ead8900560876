"""asyncio's sets, keeping the order in which things were added.

It holds futures in sets of which the order is that of addresses: the order in which a TaskGroup
cancels its tasks, and in which wait() and as_completed() register with theirs.
"""
import inspect
from asyncio import tasks


class OrderedSet(dict):
    """As much of a set as asyncio uses."""

    def __init__(self, elements=()):
        super().__init__(dict.fromkeys(elements))

    def add(self, element):
        self[element] = None

    def discard(self, element):
        self.pop(element, None)

    def remove(self, element):
        del self[element]


def _with_ordered_set(function, comprehension):
    """CPython's own function, but that one set comprehension keeps its order."""
    source = inspect.getsource(function)
    assert source.count(comprehension) == 1, source
    ordered = f'OrderedSet([{comprehension[1:-1]}])'
    names = dict(vars(tasks), set=OrderedSet, OrderedSet=OrderedSet)
    exec(source.replace(comprehension, ordered), names)
    return names[function.__name__]


as_completed = _with_ordered_set(
    tasks.as_completed, '{ensure_future(f, loop=loop) for f in set(fs)}')
