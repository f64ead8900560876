"""A chat room of queues: what a client says goes to a hub, which copies it to all the others."""
import asyncio
import random

from scenarios.stopwatch import Stopwatch


async def sender(watch, client, messages, hub):
    for message in range(messages):
        await asyncio.sleep(random.randint(0, 5))
        watch.say(f'client {client} says {message}')
        await hub.put((client, message))


async def router(hub, inboxes):
    while True:
        author, message = await hub.get()
        for client, inbox in enumerate(inboxes):
            if client != author:
                inbox.put_nowait((author, message))
        hub.task_done()


async def reader(watch, client, inbox):
    while True:
        author, message = await inbox.get()
        watch.say(f'client {client} reads {author}:{message}')
        inbox.task_done()


async def main(watch, clients, messages):
    hub = asyncio.Queue()
    inboxes = [asyncio.Queue() for _ in range(clients)]
    endless = [asyncio.create_task(router(hub, inboxes), name='router')]
    for client, inbox in enumerate(inboxes):
        endless.append(asyncio.create_task(reader(watch, client, inbox), name=f'reader {client}'))
    await asyncio.gather(*(sender(watch, client, messages, hub) for client in range(clients)))
    await hub.join()
    for inbox in inboxes:
        await inbox.join()
    for task in endless:
        task.cancel()
    await asyncio.gather(*endless, return_exceptions=True)


def run(clients, messages, seed, transport):
    """transport: only 'memory' has a virtual time."""
    assert transport == 'memory'
    random.seed(seed)
    watch = Stopwatch()
    asyncio.run(main(watch, clients, messages))
    watch.finish()
