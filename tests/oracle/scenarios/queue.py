"""Producers and consumers that know nothing of each other but the queue between them."""
import asyncio
import random
import time


def make_item():
    """Coroscope draws ten hexadecimal digits; a fixed word keeps the output reproducible."""
    return 'item'


async def rand_sleep(caller):
    seconds = random.randint(0, 3)
    print(f'{caller} sleeping for {seconds} seconds.')
    await asyncio.sleep(seconds)


async def produce(name, queue):
    for _ in range(random.randint(0, 10)):
        await rand_sleep(f'Producer {name}')
        item = make_item()
        await queue.put((item, time.perf_counter()))
        print(f'Producer {name} added <{item}> to queue.')


async def consume(name, queue):
    while True:
        await rand_sleep(f'Consumer {name}')
        item, produced = await queue.get()
        waited = time.perf_counter() - produced
        print(f'Consumer {name} got element <{item}> in {waited:0.5f} seconds.')
        queue.task_done()


async def main(producers, consumers, maxsize):
    queue = asyncio.Queue(maxsize)
    producing = [asyncio.create_task(produce(n, queue)) for n in range(producers)]
    consuming = [asyncio.create_task(consume(n, queue)) for n in range(consumers)]
    await asyncio.gather(*producing)
    await queue.join()
    for task in consuming:
        task.cancel()


def run(producers, consumers, maxsize, seed):
    random.seed(seed)
    start = time.perf_counter()
    asyncio.run(main(producers, consumers, maxsize))
    print(f'Program completed in {time.perf_counter() - start:0.5f} seconds.')
