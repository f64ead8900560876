"""The same greeting several times at once; a blocking sleep puts them one after another."""
import asyncio
import time


async def hello(delay, blocking):
    print('hello')
    if blocking:
        time.sleep(delay)
    else:
        await asyncio.sleep(delay)
    print('world')


async def main(tasks, delay, blocking):
    await asyncio.gather(*(hello(delay, blocking) for _ in range(tasks)))


def run(tasks, delay, blocking):
    start = time.perf_counter()
    asyncio.run(main(tasks, delay, blocking))
    print(f'time elapsed: {time.perf_counter() - start} seconds')
