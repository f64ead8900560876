"""Tasks started before they are awaited: the longest one decides how long all take."""
import asyncio
import time


async def coro(sequence):
    await asyncio.sleep(max(sequence) * 0.1)
    return sequence[::-1]


async def main(sequences):
    tasks = [asyncio.create_task(coro(sequence)) for sequence in sequences]
    start = time.time()
    results = await asyncio.gather(*tasks)
    print(f'elapsed: {time.time() - start}')
    print(f'all tasks done: {all(task.done() for task in tasks)}')
    return results


def run(sequences):
    print(asyncio.run(main(sequences)))
