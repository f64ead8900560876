"""A counter read before a sleep and written after it: without a lock, additions are lost."""
import asyncio
import contextlib

from scenarios.stopwatch import Stopwatch


class Counter:
    value = 0


async def worker(watch, number, rounds, hold, counter, guard):
    for _ in range(rounds):
        async with guard:
            value = counter.value
            await asyncio.sleep(hold)
            counter.value = value + 1
            watch.say(f'task {number}: {value} -> {counter.value}')


async def main(watch, tasks, rounds, locked, hold, counter):
    guard = asyncio.Lock() if locked else contextlib.nullcontext()
    await asyncio.gather(
        *(worker(watch, number, rounds, hold, counter, guard) for number in range(tasks)))


def run(tasks, rounds, locked, hold):
    counter = Counter()
    watch = Stopwatch()
    asyncio.run(main(watch, tasks, rounds, locked, hold, counter))
    print(f'counter == {counter.value} of {tasks * rounds}')
    watch.finish()
