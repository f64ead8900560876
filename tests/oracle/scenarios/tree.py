"""Tasks that create tasks and await them, down to sleeping leaves, which are counted."""
import asyncio

from scenarios.stopwatch import Stopwatch


async def node(path, levels, width, leaf):
    """levels: how many there are below this node."""
    print(f'{path} enter')
    if levels == 0:
        await asyncio.sleep(leaf)
        leaves = 1
    else:
        names = [f'{path}{child}' for child in range(width)]
        children = [asyncio.create_task(node(name, levels - 1, width, leaf), name=name)
                    for name in names]
        leaves = 0
        for child in children:
            leaves += await child
    print(f'{path} leave {leaves}')
    return leaves


def run(depth, width, leaf):
    watch = Stopwatch()
    print(asyncio.run(node('r', depth, width, leaf)))
    watch.finish()
