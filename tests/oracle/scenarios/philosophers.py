"""Dining philosophers: when all take the left fork first, nobody ever gets the right one.

polite: the last one takes the right fork first, which is enough.
"""
import asyncio

from scenarios.stopwatch import Stopwatch


async def philosopher(watch, number, meals, first, second):
    for meal in range(meals):
        async with first:
            watch.say(f'philosopher {number} has one fork')
            await asyncio.sleep(0)
            async with second:
                watch.say(f'philosopher {number} eats meal {meal}')
                await asyncio.sleep(1)
        watch.say(f'philosopher {number} thinks')


async def main(watch, count, meals, polite):
    forks = [asyncio.Lock() for _ in range(count)]
    places = list(zip(forks, forks[1:] + forks[:1]))
    if polite:
        places[-1] = places[-1][::-1]
    await asyncio.gather(*(philosopher(watch, number, meals, *place)
                           for number, place in enumerate(places)))


def run(philosophers, meals, polite):
    watch = Stopwatch()
    asyncio.run(main(watch, philosophers, meals, polite))
    watch.finish()
