"""One event wakes all that wait for it; who comes late does not wait."""
import asyncio

from scenarios.stopwatch import Stopwatch


async def waiter(watch, number, event):
    watch.say(f'waiter {number} waiting')
    await event.wait()
    watch.say(f'waiter {number} go')


async def main(watch, waiters, delay, late):
    event = asyncio.Event()
    tasks = [asyncio.create_task(waiter(watch, n, event)) for n in range(waiters)]
    await asyncio.sleep(delay)
    watch.say('set')
    event.set()
    watch.say('after set')
    tasks += [asyncio.create_task(waiter(watch, waiters + n, event)) for n in range(late)]
    await asyncio.gather(*tasks)


def run(waiters, delay, late):
    watch = Stopwatch()
    asyncio.run(main(watch, waiters, delay, late))
    watch.finish()
