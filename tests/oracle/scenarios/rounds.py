"""Tasks that give way after every turn: the ready queue, bare."""
import asyncio
import time

from scenarios.stopwatch import Stopwatch


async def player(number, turns, work):
    for turn in range(turns):
        time.sleep(work)
        print(f'player {number} turn {turn}')
        await asyncio.sleep(0)
    print(f'player {number} out')
    return number


async def main(tasks, turns, work):
    print(await asyncio.gather(*(player(number, turns, work) for number in range(tasks))))


def run(tasks, turns, work):
    watch = Stopwatch()
    asyncio.run(main(tasks, turns, work))
    watch.finish()
