"""Coroutines awaited one after another, in several chains at once."""
import asyncio
import random
import time


async def part1(n):
    seconds = random.randint(0, 10)
    print(f'part1({n}) sleeping for {seconds} seconds.')
    await asyncio.sleep(seconds)
    result = f'result{n}-1'
    print(f'Returning part1({n}) == {result}.')
    return result


async def part2(n, arg):
    seconds = random.randint(0, 10)
    print(f'part2{n, arg} sleeping for {seconds} seconds.')
    await asyncio.sleep(seconds)
    result = f'result{n}-2 derived from {arg}'
    print(f'Returning part2{n, arg} == {result}.')
    return result


async def chain(n):
    start = time.perf_counter()
    result = await part2(n, await part1(n))
    took = time.perf_counter() - start
    print(f'-->Chained result{n} => {result} (took {took:0.2f} seconds).')


async def main(ids):
    await asyncio.gather(*(chain(n) for n in ids))


def run(ids, seed):
    random.seed(seed)
    start = time.perf_counter()
    asyncio.run(main(ids))
    print(f'Program finished in {time.perf_counter() - start:0.2f} seconds.')
