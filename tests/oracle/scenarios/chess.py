"""A chess exhibition: her move blocks everything, a reply need not.

mode: 'async', all boards at once; 'sync', board after board, waiting at each; 'sequential', board
after board though the waiting is asynchronous, which gains nothing.
"""
import asyncio
import time

from scenarios.counted import counted
from scenarios.stopwatch import Stopwatch


async def game(watch, board, mode, move, reply, pairs, verbose):
    for pair in range(1, pairs + 1):
        time.sleep(move)
        if verbose:
            watch.say(f'board {board} move {pair}: Judit')
        if mode == 'sync':
            time.sleep(reply)
        else:
            await asyncio.sleep(reply)
        if verbose:
            watch.say(f'board {board} move {pair}: opponent')
    watch.say(f'board {board} finished')


async def main(watch, mode, opponents, *rules):
    games = [game(watch, board, mode, *rules) for board in range(1, opponents + 1)]
    if mode == 'async':
        await asyncio.gather(*games)
    else:
        for one in games:
            await one


def run(mode, opponents, move, reply, pairs, verbose):
    watch = Stopwatch()
    asyncio.run(main(watch, mode, opponents, move, reply, pairs, verbose))
    print(f'{counted(opponents, "board")}, {mode}: {watch.elapsed():.2f} seconds')
