"""Blocking jobs beside a heartbeat: inline they stop it, in an executor's workers they do not."""
import asyncio
import concurrent.futures
import time

from scenarios.counted import counted
from scenarios.stopwatch import Stopwatch


def block(number, duration):
    time.sleep(duration)
    return number * number


async def job(watch, number, duration, pool):
    """pool: None to block the event loop itself."""
    watch.say(f'job {number} started')
    if pool is None:
        result = block(number, duration)
    else:
        loop = asyncio.get_running_loop()
        result = await loop.run_in_executor(pool, block, number, duration)
    watch.say(f'job {number} == {result}')
    return result


async def heartbeat(watch, tick):
    beats = 0
    try:
        while True:
            watch.say(f'tick {beats}')
            beats += 1
            await asyncio.sleep(tick)
    except asyncio.CancelledError:
        watch.say(f'heartbeat stopped after {counted(beats, "tick")}')
        raise


async def main(watch, mode, jobs, duration, workers, tick):
    heart = asyncio.create_task(heartbeat(watch, tick), name='heartbeat')
    with concurrent.futures.ThreadPoolExecutor(workers) as threads:
        pool = threads if mode == 'executor' else None
        results = await asyncio.gather(
            *(job(watch, number, duration, pool) for number in range(jobs)))
    heart.cancel()
    try:
        await heart
    except asyncio.CancelledError:
        pass
    return results


def run(mode, jobs, duration, workers, tick):
    watch = Stopwatch()
    results = asyncio.run(main(watch, mode, jobs, duration, workers, tick))
    print(f'results: {results}')
    print(f'{counted(jobs, "job")}, {mode}: {watch.elapsed():.2f} seconds')
