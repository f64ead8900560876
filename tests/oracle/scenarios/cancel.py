"""Ways to cancel a sleeping task, and ways for it to take that.

mode: 'plain', the error ends it; 'finally', by way of a finally block; 'cleanup', one that awaits;
'swallow', it catches the error and sleeps on; 'twice', like cleanup, and cancelled again meanwhile;
'self', it cancels itself; 'unstarted', cancelled by the step that creates it; 'gather', through the
future that gathers the tasks; 'shield', what is cancelled only shields it.
"""
import asyncio

from scenarios.stopwatch import Stopwatch


async def sleeper(watch, mode, number, delay):
    watch.say(f'sleeper {number} starts')
    if mode == 'self':
        asyncio.current_task().cancel()
        watch.say(f'sleeper {number} asked for its own cancellation')
    try:
        await asyncio.sleep(delay)
        watch.say(f'sleeper {number} slept')
    except asyncio.CancelledError:
        watch.say(f'sleeper {number} caught CancelledError')
        if mode != 'swallow':
            raise
        await asyncio.sleep(delay)
        watch.say(f'sleeper {number} slept after all')
    finally:
        if mode == 'finally':
            watch.say(f'sleeper {number} finally')
        elif mode in ('cleanup', 'twice'):
            watch.say(f'sleeper {number} cleans up')
            await asyncio.sleep(0.5)
            watch.say(f'sleeper {number} has cleaned up')
    return number


async def shielded(watch, mode, number, delay):
    inner = asyncio.create_task(sleeper(watch, mode, number, delay))
    try:
        return await asyncio.shield(inner)
    except asyncio.CancelledError:
        watch.say(f'shielded {number} cancelled, inner done: {inner.done()}')
        await inner
        watch.say(f'inner {number} finished')
        raise


async def cancel_gathered(watch, tasks, after):
    gathered = asyncio.gather(*tasks)
    await asyncio.sleep(after)
    watch.say(f'cancel gather: {gathered.cancel()}')
    try:
        await gathered
    except asyncio.CancelledError:
        watch.say('gather raised CancelledError')


async def cancel_each(watch, mode, tasks, after):
    if mode != 'unstarted':
        await asyncio.sleep(after)
    for number, task in enumerate(tasks):
        watch.say(f'cancel {number}: {task.cancel()}')
    if mode == 'twice':
        await asyncio.sleep(0.25)
        for number, task in enumerate(tasks):
            watch.say(f'cancel {number} again: {task.cancel()}')


async def main(watch, mode, count, delay, after):
    body = shielded if mode == 'shield' else sleeper
    tasks = [asyncio.create_task(body(watch, mode, number, delay)) for number in range(count)]
    if mode == 'gather':
        await cancel_gathered(watch, tasks, after)
    else:
        await cancel_each(watch, mode, tasks, after)
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for number, (task, result) in enumerate(zip(tasks, results)):
        state = 'cancelled' if task.cancelled() else 'done'
        print(f'task {number}: {state} {result!r}')


def run(mode, tasks, delay, after):
    watch = Stopwatch()
    asyncio.run(main(watch, mode, tasks, delay, after))
    watch.finish()
