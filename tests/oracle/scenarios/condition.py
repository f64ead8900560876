"""A producer fills a stock in batches and notifies those who wait for something to be in it.

notify: how many to wake after each batch; 0 for all. With fewer than there are consumers, some wait
for ever in the end.
"""
import asyncio

from scenarios.stopwatch import Stopwatch


class Stock:
    def __init__(self, size):
        self.size = size
        self.items = []
        self.taken = 0


async def consumer(watch, number, stock, changed):
    while True:
        async with changed:
            while not stock.items and stock.taken < stock.size:
                await changed.wait()
                watch.say(f'consumer {number} woke, stock {len(stock.items)}')
            if stock.taken >= stock.size:
                watch.say(f'consumer {number} leaves')
                return
            item = stock.items.pop(0)
            stock.taken += 1
            watch.say(f'consumer {number} took {item}')
        await asyncio.sleep(0)


async def producer(watch, stock, batch, notify, changed):
    made = 0
    while made < stock.size:
        await asyncio.sleep(1)
        async with changed:
            upto = min(made + batch, stock.size)
            stock.items += range(made, upto)
            made = upto
            watch.say(f'producer has made {made}')
            if notify == 0:
                changed.notify_all()
            else:
                changed.notify(notify)


async def main(watch, consumers, items, batch, notify):
    changed = asyncio.Condition()
    stock = Stock(items)
    await asyncio.gather(*(consumer(watch, number, stock, changed) for number in range(consumers)),
                         producer(watch, stock, batch, notify, changed))


def run(consumers, items, batch, notify):
    watch = Stopwatch()
    asyncio.run(main(watch, consumers, items, batch, notify))
    watch.finish()
