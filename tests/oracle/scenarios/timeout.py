"""Work that may take too long, under wait_for() or in a timeout() block.

cleanup: how long cancelled work goes on before it gives in, -1 for not at all;
swallow: cancelled work returns -1 instead of giving in.
"""
import asyncio

from scenarios.stopwatch import Stopwatch


async def work(watch, number, delay, cleanup, swallow):
    watch.say(f'work {number} started')
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        watch.say(f'work {number} cancelled')
        if cleanup >= 0:
            await asyncio.sleep(cleanup)
            watch.say(f'work {number} cleaned up')
        if swallow:
            return -1
        raise
    watch.say(f'work {number} finished')
    return number


async def guard(watch, kind, limit, number, *job):
    try:
        if kind == 'wait_for':
            result = await asyncio.wait_for(work(watch, number, *job), limit)
        else:
            async with asyncio.timeout(limit):
                result = await work(watch, number, *job)
        watch.say(f'guard {number} got {result}')
    except TimeoutError:
        watch.say(f'guard {number} timed out')


async def main(watch, kind, limit, delays, cleanup, swallow, sequential):
    guards = [guard(watch, kind, limit, number, delay, cleanup, swallow)
              for number, delay in enumerate(delays)]
    if sequential:
        for one in guards:
            await one
    else:
        await asyncio.gather(*guards)


def run(kind, limit, delays, cleanup, swallow, sequential):
    watch = Stopwatch()
    asyncio.run(main(watch, kind, limit, delays, cleanup, swallow, sequential))
    watch.finish()
