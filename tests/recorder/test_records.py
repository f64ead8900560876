#!/usr/bin/python3
"""What the recorder writes of ordinary programs, on the real clock. Nothing depends on times."""
import asyncio
import importlib.util
import os
import signal
import sys
import unittest

from recorded import ProgramTest, RECORDER, rows
from tracereader import Trace

EAGER = '''
    import asyncio

    async def quick():
        return 1

    async def waits():
        await asyncio.sleep(0.001)

    async def exits():
        raise SystemExit(1)

    async def main():
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)
        {setting}
        loop.create_task(quick(), name='quick'{how})
        task = loop.create_task(waits(), name='waits'{how})
        try:
            loop.create_task(exits(), name='exits'{how})
        except SystemExit:
            pass
        await task

    asyncio.run(main())
'''


class CauseTest(ProgramTest):
    """Who makes a task ready, and who cancels it."""

    def test_a_task_that_puts_wakes_the_one_that_gets(self):
        trace = self.record('''
            import asyncio

            async def consume(queue):
                await queue.get()

            async def main():
                queue = asyncio.Queue()
                consumer = asyncio.create_task(consume(queue), name='consumer')
                await asyncio.sleep(0)
                queue.put_nowait(1)
                await consumer

            asyncio.run(main())
        ''')
        self.assertIn(('ready', 'consumer', 'Task-1'), rows(trace, 'ready'))
        self.assertIn(('ready', 'Task-1', 'consumer'), rows(trace, 'ready'))

    def test_a_timer_wakes_a_sleeper(self):
        trace = self.record('''
            import asyncio

            asyncio.run(asyncio.sleep(0.001))
        ''')
        self.assertEqual(('ready', 'Task-1', 'timer'), rows(trace, 'ready')[0])

    def test_a_descriptor_wakes_who_reads_and_begins_what_serves(self):
        trace = self.record('''
            import asyncio

            async def serve(reader, writer):
                writer.write(await reader.readline())
                writer.close()

            async def main():
                server = await asyncio.start_server(serve, '127.0.0.1', 0)
                reader, writer = await asyncio.open_connection(
                    *server.sockets[0].getsockname())
                writer.write(b'line\\n')
                print(await reader.readline())
                writer.close()
                server.close()

            asyncio.run(main())
        ''')
        tasks = {trace.coroutine(task): task for task in trace.tasks}
        makers = {record.subject: trace.waker(record.argument)
                  for record in trace.of_kind('created')}
        server, accepting = tasks['serve'], tasks['_accept_connection2']
        self.assertRegex(makers[accepting],
                         r'descriptor BaseSelectorEventLoop._accept_connection \d+')
        self.assertEqual(trace.name(accepting), makers[server])
        self.assertTrue([what for _, task, what in rows(trace, 'ready')
                         if task == 'Task-1' and what.startswith('descriptor _SelectorSocket')])
        self.assertIn(('suspended', trace.name(server), 'readline'), rows(trace, 'suspended'))
        self.assertIn(('suspended', 'Task-1', 'open_connection'), rows(trace, 'suspended'))

    def test_a_thread_wakes_who_waits_for_its_job(self):
        trace = self.record('''
            import asyncio, time

            async def main():
                await asyncio.to_thread(time.sleep, 0.01)

            asyncio.run(main())
        ''')
        self.assertIn(('ready', 'Task-1', 'thread asyncio_0'), rows(trace, 'ready'))
        self.assertIn(('suspended', 'Task-1', 'to_thread'), rows(trace, 'suspended'))

    def test_a_signal_wakes_by_its_handler(self):
        trace = self.record('''
            import asyncio, os, signal

            async def main():
                asked = asyncio.Event()
                asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, asked.set)
                os.kill(os.getpid(), signal.SIGUSR1)
                await asked.wait()

            asyncio.run(main())
        ''')
        self.assertIn(('ready', 'Task-1', f'signal SIGUSR1 {signal.SIGUSR1.value}'),
                      rows(trace, 'ready'))

    def test_an_interrupt_cancels_the_main_task(self):
        trace = self.record('''
            import asyncio, os, signal, threading

            async def main():
                threading.Timer(0.01, os.kill, (os.getpid(), signal.SIGINT)).start()
                await asyncio.get_running_loop().create_future()

            asyncio.run(main())
        ''', status=-signal.SIGINT)
        self.assertEqual([('cancel_requested', 'Task-1', 'signal SIGINT 2')],
                         rows(trace, 'cancel_requested'))
        self.assertIn(('ready', 'Task-1', 'signal SIGINT 2'), rows(trace, 'ready'))
        self.assertEqual(('ended', 3), (trace.records[-1].kind, trace.records[-1].subject))

    def test_another_loop_wakes_by_its_task(self):
        trace = self.record('''
            import asyncio, threading

            async def main():
                mine, asked = asyncio.get_running_loop(), asyncio.Event()

                async def other():
                    mine.call_soon_threadsafe(asked.set)

                thread = threading.Thread(target=asyncio.run, args=(other(),), name='second')
                thread.start()
                await asked.wait()
                thread.join()

            asyncio.run(main())
        ''')
        other = next(task for task in trace.tasks if trace.coroutine(task) == 'other')
        self.assertIn(('ready', 'Task-1', trace.name(other)), rows(trace, 'ready'))
        self.assertEqual(['', 'second'], [trace.texts[trace.tasks[task][4]] for task in (0, other)])
        self.assertEqual({'', 'second'}, {trace.texts[record.subject]
                                          for record in trace.of_kind('loop_runs')})

    def test_the_first_loops_of_several_threads_are_of_one_run(self):
        trace = self.record('''
            import asyncio, sys, threading

            sys.setswitchinterval(1e-6)
            begin = threading.Barrier(8)

            async def main():
                await asyncio.sleep(0)

            def run():
                begin.wait()
                asyncio.run(main())

            threads = [threading.Thread(target=run, name=f'loop {i}') for i in range(8)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        ''')
        mains = [task for task in trace.tasks if trace.coroutine(task) == 'main']
        self.assertEqual(8, len(mains))
        self.assertEqual(8, len({trace.texts[trace.tasks[task][4]] for task in mains}))

    def test_a_task_group_cancels_in_the_name_of_who_failed(self):
        trace = self.record('''
            import asyncio

            async def fail():
                await asyncio.sleep(0)
                raise ValueError

            async def main():
                try:
                    async with asyncio.TaskGroup() as group:
                        group.create_task(fail(), name='failing')
                        group.create_task(asyncio.sleep(60), name='sleeping')
                except* ValueError:
                    pass

            asyncio.run(main())
        ''')
        self.assertIn(('cancel_requested', 'sleeping', 'failing'), rows(trace, 'cancel_requested'))
        self.assertIn(('suspended', 'Task-1', 'taskgroup'), rows(trace, 'suspended'))


class WaitTest(ProgramTest):
    """What a task waits for, where, and for what."""

    def test_the_chain_of_places_from_the_innermost_to_the_tasks_own(self):
        trace = self.record('''
            import asyncio

            async def inner():
                await asyncio.sleep(0.001)

            async def outer():
                await inner()

            asyncio.run(outer())
        ''')
        wait, = [trace.waits[record.argument] for record in trace.of_kind('suspended')]
        self.assertEqual(['program.py:5 inner', 'program.py:8 outer'], trace.chain(wait[2]))
        self.assertEqual(1_000_000, wait[3])

    def test_chains_through_generators_and_wrappers(self):
        trace = self.record('''
            import asyncio, contextlib

            async def count():
                for number in range(2):
                    await asyncio.sleep(0)
                    yield number

            @contextlib.asynccontextmanager
            async def around():
                await asyncio.sleep(0)
                yield

            class Own:
                def __await__(self):
                    yield from asyncio.sleep(0).__await__()

            async def main():
                async for number in count():
                    pass
                async with around():
                    await Own()

            asyncio.run(main())
        ''')
        chains = [trace.chain(trace.waits[record.argument][2])
                  for record in trace.of_kind('suspended')]
        self.assertEqual([['program.py:6 count', 'program.py:19 main'],
                          ['program.py:6 count', 'program.py:19 main'],
                          ['program.py:11 around', 'program.py:21 main'],
                          ['program.py:16 Own.__await__', 'program.py:22 main']],
                         [[place for place in chain if 'contextlib' not in place]
                          for chain in chains])

    def test_objects_are_known_by_name_kind_capacity_and_place(self):
        trace = self.record('''
            import asyncio

            lock = asyncio.Lock()

            class Pool:
                def __init__(self):
                    self.places = asyncio.Semaphore(2)
                    self.full = asyncio.Condition()

            class Jobs(asyncio.Queue):
                pass

            async def main():
                pool, jobs = Pool(), Jobs(3)
                ready = asyncio.Event()
                await lock.acquire()
                await pool.places.acquire()
                await pool.places.acquire()
                await pool.full.acquire()
                waits = [lock.acquire(), pool.places.acquire(), jobs.get(), ready.wait(), jobs.join()]
                jobs._unfinished_tasks = 1
                jobs._finished.clear()
                await asyncio.wait([asyncio.create_task(wait) for wait in waits], timeout=0.01)
                try:
                    await asyncio.wait_for(pool.full.wait(), 0.01)
                except TimeoutError:
                    pass

            asyncio.run(main())
        ''')
        waits = {(trace.wait_word(record.argument), trace.wait_object(record.argument))
                 for record in trace.of_kind('suspended')}
        self.assertLessEqual({('lock', 'lock lock program.py:4 <module>'),
                              ('semaphore', 'semaphore self.places 2 program.py:8 Pool.__init__'),
                              ('queue.get', 'queue jobs 3 program.py:15 main'),
                              ('queue.join', 'queue jobs 3 program.py:15 main'),
                              ('event', 'event ready program.py:16 main'),
                              ('condition', 'condition self.full program.py:9 Pool.__init__'),
                              }, waits)
    @unittest.skipUnless(hasattr(asyncio.Queue, 'shutdown'), 'not in this Python')
    def test_a_queue_that_is_shut_down_at_once_is_empty(self):
        trace = self.record('''
            import asyncio

            async def main():
                queue = asyncio.Queue()
                for item in range(3):
                    queue.put_nowait(item)
                queue.shutdown()
                queue.shutdown(immediate=True)

            asyncio.run(main())
        ''')
        self.assertEqual([1, 2, 3, 3, 0], [record.argument for record in trace.of_kind('depth')])

    def test_several_objects_made_in_one_line_have_their_names(self):
        trace = self.record('''
            import asyncio

            first, second = asyncio.Lock(), asyncio.Lock()

            class Pair:
                def __init__(self):
                    self.jobs, self.done = asyncio.Queue(maxsize=1), asyncio.Queue(2)

            async def main():
                pair, number = Pair(), 3
                a, b, c, d = asyncio.Queue(), asyncio.Queue(), asyncio.Queue(), asyncio.Queue()
                e, out, more = asyncio.Queue(), [], number + 1
                for lock in first, second:
                    await lock.acquire()
                waits = [lock.acquire() for lock in (first, second)]
                waits += [queue.get() for queue in (pair.jobs, pair.done, a, b, c, d, e)]
                await asyncio.wait([asyncio.create_task(wait) for wait in waits], timeout=0.01)

            asyncio.run(main())
        ''')
        names = [trace.object(trace.waits[record.argument][1]).split(' program.py')[0]
                 for record in trace.of_kind('suspended') if trace.name(record.subject) != 'Task-1']
        self.assertEqual(['lock first', 'lock second', 'queue self.jobs 1', 'queue self.done 2',
                          'queue a', 'queue b', 'queue c', 'queue d', 'queue e'], names[:9])

    def test_a_delay_may_be_any_number(self):
        trace = self.record('''
            import asyncio, fractions

            class Delay:
                __hash__ = None

                def __float__(self):
                    return 0.002

                def __le__(self, other):
                    return False

                def __radd__(self, other):
                    return other + 0.002

            async def main():
                await asyncio.sleep(fractions.Fraction(1, 1000))
                await asyncio.sleep(Delay())

            asyncio.run(main())
        ''')
        self.assertEqual([1_000_000, 2_000_000],
                         [trace.waits[record.argument][3] for record in trace.of_kind('suspended')
                          if trace.wait_word(record.argument) == 'sleep'])


    @unittest.skipUnless(hasattr(asyncio, 'eager_task_factory'), 'not in this Python')
    def test_an_eager_task_begins_while_it_is_created(self):
        trace = self.record(EAGER.format(setting='loop.set_task_factory(asyncio.eager_task_factory)',
                                         how=''))
        self.check_eager(trace)

    @unittest.skipUnless(hasattr(asyncio, 'eager_task_factory'), 'not in this Python')
    def test_each_call_may_ask_for_an_eager_task(self):
        """As from 3.13.3 on, whose create_task() hands on what it does not know."""
        self.write(EAGER.format(setting='', how=', eager_start=True'), 'eager.py')
        outcome = self.run_plain(self.write(f'''
            import asyncio, sys
            from asyncio import base_events, tasks

            def create_task(self, coro, **kwargs):
                task = tasks.Task(coro, loop=self, **kwargs)
                if task._source_traceback:
                    del task._source_traceback[-1]
                return task

            base_events.BaseEventLoop.create_task = create_task
            sys.path.insert(0, {str(RECORDER)!r})
            import coroscope_record
            coroscope_record.install({str(self.path)!r})
            exec(compile(open('eager.py').read(), 'eager.py', 'exec'))
        '''))
        self.assertEqual(('', 0), (outcome.stderr, outcome.status))
        self.check_eager(Trace(self.path))

    def check_eager(self, trace):
        self.assertEqual(
            ['Task-1 created', 'Task-1 resumed',
             'quick created', 'quick resumed', 'quick finished',
             'waits created', 'waits resumed', 'waits suspended',
             'exits created', 'exits resumed', 'exits failed', 'Task-1 suspended',
             'waits resumed', 'waits finished', 'Task-1 resumed', 'Task-1 finished'],
            [' '.join(row.split('\t')[1:3]) for row in trace.steps()])
        self.assertEqual({'quick': 'Task-1', 'waits': 'Task-1', 'exits': 'Task-1'},
                         {trace.name(record.subject): trace.waker(record.argument)
                          for record in trace.of_kind('created')
                          if trace.name(record.subject) in ('quick', 'waits', 'exits')})

    def test_who_holds_a_lock(self):
        trace = self.record('''
            import asyncio

            async def hold(lock):
                async with lock:
                    await asyncio.sleep(0)

            async def main():
                lock = asyncio.Lock()
                await asyncio.gather(*(asyncio.create_task(hold(lock), name=name)
                                       for name in ('first', 'second')))

            asyncio.run(main())
        ''')
        self.assertEqual([('acquired', 'first'), ('released', 'first'), ('acquired', 'second'),
                          ('released', 'second')],
                         [(record.kind, trace.name(record.argument)) for record in trace.records
                          if record.kind in ('acquired', 'released')])
        self.assertEqual({'lock lock program.py:9 main'},
                         {trace.object(record.subject) for record in trace.of_kind('acquired')})

    def test_the_depth_of_a_queue_comes_before_whom_it_wakes(self):
        trace = self.record('''
            import asyncio

            async def consume(queue):
                await queue.get()

            async def main():
                queue = asyncio.Queue()
                consumer = asyncio.create_task(consume(queue))
                await asyncio.sleep(0)
                queue.put_nowait(1)
                queue.put_nowait(2)
                await consumer

            asyncio.run(main())
        ''')
        told = [(record.kind, record.argument if record.kind == 'depth' else None)
                for record in trace.records if record.kind in ('depth', 'ready')]
        self.assertEqual([('depth', 1), ('ready', None), ('depth', 2), ('depth', 1)], told[:4])

    def test_timeouts_shields_gathers_and_plain_futures(self):
        trace = self.record('''
            import asyncio

            async def main():
                loop = asyncio.get_running_loop()
                future = loop.create_future()
                for awaitable in (asyncio.wait_for(future, 0.001),
                                  asyncio.shield(loop.create_future()),
                                  asyncio.gather(asyncio.sleep(9), asyncio.sleep(9)),
                                  loop.create_future(), asyncio.sleep(0.001), asyncio.sleep(0)):
                    try:
                        async with asyncio.timeout(0.002):
                            await awaitable
                    except (TimeoutError, asyncio.CancelledError):
                        pass

            asyncio.run(main())
        ''')
        # Since 3.12 wait_for() awaits what it is given itself.
        first = ['wait_for', 'cancel_and_wait'] if sys.version_info < (3, 12) else ['future']
        self.assertEqual([*first, 'shield', 'gather', 'future', 'sleep', 'yield'],
                         [what for _, task, what in rows(trace, 'suspended') if task == 'Task-1'])

    def test_tasks_that_are_awaited_together(self):
        trace = self.record('''
            import asyncio

            async def main():
                def make(*names):
                    return [asyncio.create_task(asyncio.sleep(0.001), name=name) for name in names]
                await asyncio.gather(*make('A', 'B'), asyncio.get_running_loop().create_task(
                    asyncio.sleep(0), name='C'))
                await asyncio.wait(make('D', 'E'))
                await asyncio.shield(*make('F'))
                try:
                    await asyncio.wait_for(*make('G'), 0.0001)
                except asyncio.TimeoutError:
                    pass
                if hasattr(asyncio, 'TaskGroup'):
                    async with asyncio.TaskGroup() as group:
                        group.create_task(asyncio.sleep(0), name='H')

            asyncio.run(main())
        ''')
        awaits = [(trace.wait_word(record.argument), *trace.awaits(record.argument))
                  for record in trace.of_kind('suspended')
                  if trace.name(record.subject) == 'Task-1'
                  and trace.wait_word(record.argument) != 'task']
        expected = [('gather', *'ABC'), ('wait', *'DE'), ('shield', 'F')]
        if sys.version_info < (3, 12):
            expected += [('wait_for', 'G'), ('cancel_and_wait', 'G')]
        if sys.version_info >= (3, 11):
            expected += [('taskgroup', 'H')]
        self.assertEqual(expected, awaits)

    def test_a_subprocess(self):
        trace = self.record('''
            import asyncio

            async def main():
                process = await asyncio.create_subprocess_exec('true')
                await process.wait()

            asyncio.run(main())
        ''')
        words = [what for _, task, what in rows(trace, 'suspended') if task == 'Task-1']
        self.assertIn('create_subprocess_exec', words)


class ProcessTest(ProgramTest):
    """What a process is, how it ends, and its children."""

    def test_the_header(self):
        trace = self.record('import asyncio\nasyncio.run(asyncio.sleep(0))\n', 'a b', '-x')
        self.assertEqual((1, 1, 1), (trace.major, trace.minor, trace.clock))
        self.assertGreater(trace.origin, 0)
        self.assertGreater(trace.wall, 1_600_000_000_000_000_000)
        self.assertEqual('program.py', trace.properties['title'])
        self.assertTrue(trace.properties['command'].endswith("program.py 'a b' -x"))
        self.assertEqual(str(self.folder), trace.properties['source-root'])
        self.assertEqual(0, os.stat(self.path).st_size % 65536)

    def test_the_title_is_what_a_person_has_started(self):
        (self.folder / 'package').mkdir()
        source = 'import asyncio\nasyncio.run(asyncio.sleep(0))\n'
        for name in 'package/__main__.py', 'program.py':
            self.write(source, name)
        python = os.path.basename(sys.executable)
        for words, title in ((('-m', 'package'), 'package'), (('package',), 'package'),
                             (('-m', 'program'), 'program.py'), (('-c', source), python)):
            with self.subTest(words):
                self.run_recorded(*words)
                self.assertEqual(title, Trace(self.path).properties['title'])

    def test_how_it_ends(self):
        for end, outcome in (('', 0), ("raise OSError('gone')", 1), ('raise KeyboardInterrupt', 3)):
            with self.subTest(end):
                self.run_recorded(self.write(
                    f'import asyncio\nasyncio.run(asyncio.sleep(0))\n{end}\n'))
                trace = Trace(self.path)
                self.assertEqual(('ended', outcome),
                                 (trace.records[-1].kind, trace.records[-1].subject))
        self.run_recorded(self.write("import asyncio\nasyncio.run(asyncio.sleep(0))\n1 / 0\n"))
        self.assertEqual([('', 'ZeroDivisionError', 'division by zero', 1)],
                         Trace(self.path).failures)

    def test_failures_that_nobody_asks_for(self):
        outcome = self.run_recorded(self.write('''
            import asyncio, gc

            async def fail():
                raise OSError('nobody asks')

            async def main():
                asyncio.create_task(fail(), name='failing')
                asyncio.get_running_loop().call_soon(print, 1, 2, 3, 4, dict(a=1), object)
                asyncio.get_running_loop().call_soon(lambda: 1 / 0)
                asyncio.get_running_loop().create_future().set_exception(KeyError('of a future'))
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                gc.collect()

            asyncio.run(main())
        '''))
        self.assertEqual(0, outcome.status)
        trace = Trace(self.path)
        self.assertEqual([('unretrieved', 'failing', 'OSError')], rows(trace, 'unretrieved'))
        self.assertEqual({('failing', 'OSError', 'nobody asks', 2),
                          ('', 'KeyError', "'of a future'", 2),
                          ('', 'ZeroDivisionError', 'division by zero', 3)}, set(trace.failures))

    def test_a_task_that_is_destroyed_pending_is_lost(self):
        self.run_recorded(self.write('''
            import asyncio, gc

            async def wait_for_ever():
                await asyncio.get_running_loop().create_future()

            async def main():
                asyncio.create_task(wait_for_ever(), name='forgotten')
                await asyncio.sleep(0)
                gc.collect()

            asyncio.run(main())
        '''))
        self.assertEqual([('lost', 'forgotten', '')], rows(Trace(self.path), 'lost'))

    def test_lines_before_the_first_loop_are_kept(self):
        trace = self.record('''
            import asyncio

            print('before')

            async def main():
                print('in')

            asyncio.run(main())
            print('after', end='')
            print('wards')
            print('without an end', end='')
        ''')
        printed = [(trace.lines[record.argument], trace.name(record.subject))
                   for record in trace.of_kind('printed')]
        self.assertEqual([('before', ''), ('in', 'Task-1'), ('afterwards', ''),
                          ('without an end', '')], printed)

    def test_a_line_longer_than_a_chunk(self):
        trace = self.record('''
            import asyncio

            async def main():
                print('äöü' * 100_000)

            asyncio.run(main())
        ''')
        self.assertEqual('äöü' * 100_000, trace.lines[0])

    def test_a_fork_records_into_a_file_of_its_own(self):
        trace = self.record('''
            import asyncio, os

            asyncio.run(asyncio.sleep(0))
            child = os.fork()
            if child == 0:
                asyncio.run(asyncio.sleep(0.001))
                os._exit(0)
            os.waitpid(child, 0)
            asyncio.run(asyncio.sleep(0))
        ''')
        files = sorted(path for path in self.folder.glob('*.coroscope') if path != self.path)
        self.assertEqual(1, len(files), files)
        child = Trace(files[0])
        self.assertEqual(('suspended', 'Task-4', 'sleep'), rows(child, 'suspended')[0])
        self.assertEqual(str(trace.process), child.properties['parent'])
        self.assertEqual(2, len([row for row in rows(trace, 'suspended') if row[2] == 'yield']))

    def test_python_children_record_into_files_of_their_own(self):
        self.write('import asyncio\nasyncio.run(asyncio.sleep(0))\n', 'child.py')
        program = self.write('''
            import asyncio, subprocess, sys

            asyncio.run(asyncio.sleep(0))
            subprocess.run([sys.executable, 'child.py'], check=True)
        ''')
        for pattern in 'program.coroscope', 'other-%p.coroscope':
            with self.subTest(pattern):
                self.run_recorded(program, COROSCOPE_RECORD=str(self.folder / pattern))
                traces = [Trace(path) for path in self.folder.glob('*.coroscope')]
                ids = {trace.properties['title']: trace.process for trace in traces}
                parents = {trace.properties['title']: trace.properties.get('parent')
                           for trace in traces}
                self.assertEqual({'program.py': None, 'child.py': str(ids['program.py'])}, parents)
                for path in self.folder.glob('*.coroscope'):
                    path.unlink()

    @unittest.skipUnless(importlib.util.find_spec('_xxsubinterpreters') and sys.version_info > (3, 9),
                         'not in this Python')
    def test_a_subinterpreter_records_into_a_file_of_its_own(self):
        self.record('''
            import _xxsubinterpreters, asyncio

            async def work(name):
                await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0.002))
                print(name, flush=True)

            asyncio.run(work('before'))
            other = _xxsubinterpreters.create()
            _xxsubinterpreters.run_string(other, """if True:
                import asyncio

                async def work(name):
                    await asyncio.gather(asyncio.sleep(0.001), asyncio.sleep(0.002))
                    print(name, flush=True)

                asyncio.run(work('other'))
            """)
            _xxsubinterpreters.destroy(other)
            asyncio.run(work('after'))
        ''', COROSCOPE_RECORDER='python' if os.environ.get('COROSCOPE_RECORDER') == 'python' else '')
        one, other = sorted(map(Trace, self.folder.glob('*.coroscope')),
                            key=lambda trace: -len(trace.tasks))
        self.assertEqual([['before', 'after'], ['other']],
                         [list(trace.lines.values()) for trace in (one, other)])
        self.assertEqual([6, 3], [len([row for row in trace.steps() if 'created' in row])
                                  for trace in (one, other)])

    def test_a_program_without_loops_leaves_no_file(self):
        self.assertEqual('5\n', self.run_recorded(self.write('import asyncio\nprint(5)\n')).stdout)
        self.assertFalse(self.path.exists())

    def test_the_hidden_sitecustomize_is_imported(self):
        self.write("print('hidden')\n", 'sitecustomize.py')
        path = os.pathsep.join([str(RECORDER / 'site'), str(self.folder)])
        outcome = self.run_recorded(self.write(
            'import asyncio, sys\nasyncio.run(asyncio.sleep(0))\n'
            'print(sys.modules["sitecustomize"].__file__)\n'), PYTHONPATH=path)
        self.assertEqual(f'hidden\n{self.folder}/sitecustomize.py\n', outcome.stdout)
        self.assertTrue(self.path.exists())

    def test_the_module_runs_a_program_a_module_and_a_command(self):
        self.write('import asyncio, sys\nprint(sys.argv[1:])\nasyncio.run(asyncio.sleep(0))\n')
        for words in (('program.py', 'a'), ('-m', 'program', 'a'),
                      ('-c', 'import program', 'a')):
            with self.subTest(words):
                self.path.unlink(missing_ok=True)
                outcome = self.run_plain('-m', 'coroscope_record', '-o', self.path.name, *words,
                                         PYTHONPATH=str(RECORDER))
                self.assertEqual(("['a']\n", '', 0),
                                 (outcome.stdout, outcome.stderr, outcome.status))
                self.assertEqual(1, len(Trace(self.path).of_kind('ended')))


class LoopTest(ProgramTest):
    def test_turns_and_idle_times(self):
        trace = self.record('''
            import asyncio

            async def main():
                await asyncio.sleep(0)
                await asyncio.sleep(0.001)

            asyncio.run(main())
        ''')
        kinds = [record.kind for record in trace.records if record.subject == 0][:9]
        self.assertEqual(['created', 'loop_runs', 'resumed', 'suspended', 'resumed', 'suspended',
                          'loop_idle', 'ready', 'resumed'], kinds)
        self.assertTrue(all(record.argument & 0x80000000 for record in trace.of_kind('resumed')))

    def test_a_step_that_takes_long_is_looked_at(self):
        trace = self.record('''
            import asyncio, time

            def work():
                time.sleep(0.3)

            async def main():
                await asyncio.sleep(0)
                work()
                await asyncio.sleep(0)

            asyncio.run(main())
        ''', COROSCOPE_SAMPLE_MS='40')
        blocked, = trace.of_kind('blocked')
        self.assertEqual(['program.py:5 work', 'program.py:9 main'], trace.chain(blocked.argument))
        self.assertEqual('Task-1', trace.name(blocked.subject))

    @unittest.skipUnless(importlib.util.find_spec('uvloop'), 'uvloop is not here')
    def test_uvloop(self):
        trace = self.record('''
            import asyncio, uvloop

            async def consume(queue):
                print(await queue.get())

            async def main():
                queue = asyncio.Queue()
                consumer = asyncio.create_task(consume(queue), name='consumer')
                await asyncio.sleep(0.001)
                queue.put_nowait('item')
                await asyncio.gather(consumer, asyncio.to_thread(print, 'job'))

            uvloop.install()
            asyncio.run(main())
        ''')
        self.assertIn(('ready', 'Task-1', 'timer'), rows(trace, 'ready'))
        self.assertIn(('ready', 'consumer', 'Task-1'), rows(trace, 'ready'))
        self.assertEqual([('suspended', 'consumer', 'queue.get')],
                         [row for row in rows(trace, 'suspended') if row[1] == 'consumer'])
        self.assertRegex(trace.properties['notice'], 'uvloop.Loop hides its turns')

    def test_late_names(self):
        trace = self.record('''
            import asyncio

            async def main():
                asyncio.current_task().set_name('first')
                await asyncio.create_task(asyncio.sleep(0), name='second')

            asyncio.run(main())
        ''')
        self.assertEqual([('renamed', 'Task-1', 'first')], rows(trace, 'renamed'))
        self.assertIn(('created', 'second', 'Task-1'), rows(trace, 'created'))


if __name__ == '__main__':
    unittest.main()
