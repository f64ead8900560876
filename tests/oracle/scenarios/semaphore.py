"""A room that admits only so many workers at once."""
import asyncio
import random

from scenarios.stopwatch import Stopwatch


class Room:
    def __init__(self, admitted):
        self.door = asyncio.Semaphore(admitted)
        self.inside = 0


async def worker(watch, number, rounds, room):
    for turn in range(rounds):
        async with room.door:
            room.inside += 1
            stay = random.randint(0, 3)
            watch.say(f'worker {number} round {turn} in for {stay}, inside: {room.inside}')
            await asyncio.sleep(stay)
            room.inside -= 1
        watch.say(f'worker {number} round {turn} out')


async def main(watch, workers, admitted, rounds):
    room = Room(admitted)
    await asyncio.gather(*(worker(watch, number, rounds, room) for number in range(workers)))


def run(workers, admitted, rounds, seed):
    random.seed(seed)
    watch = Stopwatch()
    asyncio.run(main(watch, workers, admitted, rounds))
    watch.finish()
