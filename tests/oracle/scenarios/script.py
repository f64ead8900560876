"""Interprets a program that is data: named objects, and tasks that are lists of operations.

    {"objects": {NAME: [KIND, ARGUMENT]}, "tasks": {"main": [OPERATION, ...], ...}}

Each operation prints a line when it has ended: its task, its position (nested positions joined by
dots) and its result. README.md lists the operations.
"""
import asyncio
import builtins
import concurrent.futures
import time

KINDS = {'queue': asyncio.Queue, 'lifo_queue': asyncio.LifoQueue,
         'priority_queue': asyncio.PriorityQueue, 'lock': asyncio.Lock,
         'semaphore': asyncio.Semaphore, 'bounded_semaphore': asyncio.BoundedSemaphore,
         'event': asyncio.Event, 'condition': asyncio.Condition,
         'future': lambda: asyncio.get_running_loop().create_future(),
         'task_group': asyncio.TaskGroup}

CAUGHT = (asyncio.CancelledError, TimeoutError, ValueError)


def exception_type(name):
    return getattr(builtins, name, None) or getattr(asyncio, name)


def seconds(milliseconds):
    """Of a limit: None, that there is none, stays None."""
    return None if milliseconds is None else milliseconds / 1000


class Script:
    def __init__(self, spec):
        self.spec = spec
        self.objects = {}
        self.tasks = {}  # started ones; None for those that run in a task of no name
        self.pool = concurrent.futures.ThreadPoolExecutor(2)
        self.start = time.perf_counter()

    def elapsed(self):
        return time.perf_counter() - self.start

    def say(self, text):
        print(f'[{self.elapsed():.3f}] {text}')

    async def main(self):
        for name, (kind, *arguments) in self.spec.get('objects', {}).items():
            self.objects[name] = KINDS[kind](*arguments)
        return await self.body('main')

    async def body(self, name):
        self.say(f'{name} starts')
        try:
            value = await Body(self, name).block('', self.operations(name))
        except BaseException as error:
            self.say(f'{name} raises {type(error).__name__}')
            raise
        self.say(f'{name} ends')
        return name if value is None else value

    def operations(self, name):
        """Of a task: its own, or those of the one whose name stands in their place."""
        operations = self.spec['tasks'][name]
        return self.spec['tasks'][operations] if isinstance(operations, str) else operations

    def can_be_awaited(self, name):
        """False for the coroutine of an unnamed task: whoever started it awaits it."""
        return name not in self.tasks or self.tasks[name] is not None

    def awaitables(self, names):
        """Of the names that can be awaited."""
        return [self.awaitable(name) for name in names if self.can_be_awaited(name)]

    def begun(self, name):
        """A future, or the task if it was spawned; else None."""
        if name in self.spec['tasks']:
            return self.tasks.get(name)
        return self.objects[name]

    def awaitable(self, name):
        """The task if it was spawned, else its coroutine, from now on counted as started."""
        if name not in self.spec['tasks']:
            return self.objects[name]
        if name in self.tasks:
            return self.tasks[name]
        self.tasks[name] = None
        return self.body(name)


class Body:
    """Runs the operations of one task: the methods do_... are named after them.

    A method returns the operation's result; of those in ENCLOSING, whose arguments hold further
    operations, it is the value of a 'return' among them, which leaves this block too.
    """

    ENCLOSING = {'try', 'repeat', 'timeout', 'task_group', 'as_completed', 'lock', 'sem', 'cond'}

    def __init__(self, script, name):
        self.script = script
        self.name = name

    def say(self, text):
        self.script.say(f'{self.name} {text}')

    async def block(self, path, operations):
        for position, (kind, *arguments) in enumerate(operations):
            if kind == 'return':
                return arguments[0]
            if kind == 'print':
                print(arguments[0])
                continue
            place = f'{path}.{position}' if path else str(position)
            if kind in self.ENCLOSING:
                result = await getattr(self, f'do_{kind}')(place, *arguments)
                if result is not None:
                    return result
                self.say(f'{place} {kind}')
            else:
                result = await getattr(self, f'do_{kind}')(*arguments)
                self.say(f'{place} {kind}' if result is None else f'{place} {kind} {result}')

    async def do_try(self, place, operations, handler, final, reraise, names=None):
        caught = CAUGHT if names is None else tuple(map(exception_type, names))
        try:
            return await self.block(f'{place}.t', operations)
        except caught as error:
            self.say(f'{place} catches {type(error).__name__}')
            value = await self.block(f'{place}.e', handler)
            if reraise:
                raise
            return value
        finally:
            await self.block(f'{place}.f', final)

    async def do_timeout(self, place, milliseconds, operations):
        async with asyncio.timeout(seconds(milliseconds)):
            return await self.block(place, operations)

    async def do_repeat(self, place, times, operations):
        for _ in range(times):
            value = await self.block(place, operations)
            if value is not None:
                return value

    async def do_task_group(self, place, name, operations):
        async with asyncio.TaskGroup() as group:
            self.script.objects[name] = group
            return await self.block(place, operations)

    async def do_as_completed(self, place, names, milliseconds, operations):
        awaitables = self.script.awaitables(names)
        for next_one in asyncio.as_completed(awaitables, timeout=seconds(milliseconds)):
            self.say(f'{place} gets {await next_one}')
            value = await self.block(place, operations)
            if value is not None:
                return value

    async def do_lock(self, place, name, operations):
        async with self.script.objects[name]:
            return await self.block(place, operations)

    do_sem = do_cond = do_lock

    async def do_sleep(self, milliseconds):
        await asyncio.sleep(milliseconds / 1000)

    async def do_burn(self, milliseconds):
        time.sleep(milliseconds / 1000)

    async def do_exec(self, milliseconds):
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(self.script.pool, time.sleep, milliseconds / 1000)

    async def do_raise(self, name='ValueError', *text):
        raise exception_type(name)(*text)

    async def do_spawn(self, name):
        if name not in self.script.tasks:
            coroutine = self.script.body(name)
            self.script.tasks[name] = asyncio.create_task(coroutine, name=name)

    async def do_create_task(self, group, name):
        if name not in self.script.tasks:
            coroutine = self.script.body(name)
            task = self.script.objects[group].create_task(coroutine, name=name)
            self.script.tasks[name] = task

    async def do_await(self, name):
        begun = self.script.begun(name)
        if begun is not None:
            return await begun

    async def do_cancel(self, name):
        begun = self.script.begun(name)
        if begun is not None:
            return begun.cancel()

    async def do_uncancel(self):
        return asyncio.current_task().uncancel()

    async def do_gather(self, names, return_exceptions):
        return await asyncio.gather(*self.script.awaitables(names),
                                    return_exceptions=bool(return_exceptions))

    async def do_wait_for(self, name, milliseconds):
        if self.script.can_be_awaited(name):
            return await asyncio.wait_for(self.script.awaitable(name), seconds(milliseconds))

    async def do_shield(self, name):
        if self.script.can_be_awaited(name):
            return await asyncio.shield(self.script.awaitable(name))

    async def do_set_result(self, name, value):
        self.script.objects[name].set_result(value)

    async def do_set_exception(self, name, exception, *text):
        self.script.objects[name].set_exception(exception_type(exception)(*text))

    async def do_acquire(self, name):
        return await self.script.objects[name].acquire()

    async def do_release(self, name):
        self.script.objects[name].release()

    async def do_put(self, name, item):
        await self.script.objects[name].put(item)

    async def do_put_nowait(self, name, item):
        self.script.objects[name].put_nowait(item)

    async def do_get(self, name):
        return await self.script.objects[name].get()

    async def do_get_nowait(self, name):
        return self.script.objects[name].get_nowait()

    async def do_done(self, name):
        if self.script.objects[name]._unfinished_tasks:
            self.script.objects[name].task_done()

    async def do_join(self, name):
        await self.script.objects[name].join()

    async def do_set(self, name):
        self.script.objects[name].set()

    async def do_clear(self, name):
        self.script.objects[name].clear()

    async def do_wait(self, name, *arguments):
        """Of an event or condition; with more arguments, asyncio.wait() of tasks and futures."""
        if arguments:
            return await self._wait_for_some(name, *arguments)
        await self.script.objects[name].wait()

    async def _wait_for_some(self, names, return_when, milliseconds):
        begun = {self.script.begun(name): name for name in names}
        begun.pop(None, None)
        done, pending = await asyncio.wait(begun, timeout=seconds(milliseconds),
                                           return_when=return_when)
        return (f'done {[begun[one] for one in begun if one in done]}'
                f' pending {[begun[one] for one in begun if one in pending]}')

    async def do_notify(self, name, count):
        self.script.objects[name].notify(count)


def run(file):
    """file: the script, parsed."""
    script = Script(file)
    try:
        print(f'main returned {asyncio.run(script.main())}')
    except CAUGHT as error:
        print(f'main raised {type(error).__name__}')
    print(f'time elapsed: {script.elapsed():.3f} seconds')
