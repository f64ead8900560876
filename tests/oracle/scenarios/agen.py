"""Asynchronous generators: loops over them interleave, comprehensions over them do not."""
import asyncio
import time


async def powers_of_two(count, delay):
    for exponent in range(count):
        yield 2 ** exponent
        await asyncio.sleep(delay)


async def loop_over(consumer, count, delay):
    async for power in powers_of_two(count, delay):
        print(f'consumer {consumer} got {power}')
    print(f'consumer {consumer} done')


async def all_main(count, delay, consumers):
    await asyncio.gather(*(loop_over(consumer, count, delay) for consumer in range(consumers)))
    everything = [power async for power in powers_of_two(count, delay)]
    some = [power async for power in powers_of_two(count, delay) if power // 3 % 5 == 0]
    return everything, some


def run(count, delay, consumers):
    start = time.perf_counter()
    everything, some = asyncio.run(all_main(count, delay, consumers))
    print(everything)
    print(some)
    print(f'time elapsed: {time.perf_counter() - start:0.2f} seconds')
