#!/usr/bin/python3
"""What a program prints, raises and returns is the same with the recorder in."""
import re
import signal
import unittest

from recorded import ProgramTest


class InvisibleTest(ProgramTest):
    def check(self, source, *words, **environment):
        """Output, tracebacks, warnings and exit status; addresses aside."""
        name = self.write(source)
        for options in ('-X', 'dev'), ():
            plain = self.run_plain(*options, name, *words, **environment)
            recorded = self.run_recorded(*options, name, *words, **environment)
            for outcome in plain, recorded:
                outcome.stdout = masked(outcome.stdout)
                outcome.stderr = masked(outcome.stderr)
            self.assertEqual(plain, recorded)
            self.assertTrue(self.path.exists())
        return plain

    def test_an_exception_that_leaves_main(self):
        self.check('''
            import asyncio

            async def inner():
                await asyncio.sleep(0)
                raise ValueError('as it is')

            async def main():
                try:
                    await inner()
                except ValueError as error:
                    raise RuntimeError('outer') from error

            asyncio.run(main())
        ''')

    def test_an_exception_in_a_callback(self):
        self.check('''
            import asyncio

            def callback(number):
                raise KeyError(number)

            async def main():
                loop = asyncio.get_running_loop()
                loop.call_soon(callback, 1)
                loop.call_later(0.001, callback, 2)
                loop.call_soon_threadsafe(callback, 3)
                await asyncio.sleep(0.01)

            asyncio.run(main())
        ''')

    def test_an_exception_that_is_never_retrieved(self):
        self.check('''
            import asyncio, gc

            async def fail():
                raise OSError('nobody asks')

            async def main():
                task = asyncio.create_task(fail(), name='failing')
                await asyncio.sleep(0)
                await asyncio.sleep(0)
                del task
                gc.collect()
                print('goes on')

            asyncio.run(main())
        ''')

    def test_a_task_that_is_destroyed_pending(self):
        self.check('''
            import asyncio, gc

            async def wait_for_ever():
                await asyncio.get_running_loop().create_future()

            gc.disable()  # or else its last run decides which is destroyed first

            async def main():
                asyncio.create_task(wait_for_ever(), name='forgotten')
                await asyncio.sleep(0)
                gc.collect()

            asyncio.run(main())
        ''')

    def test_an_exit_in_a_task(self):
        self.assertEqual(7, self.check('''
            import asyncio, sys

            async def main():
                await asyncio.sleep(0)
                sys.exit(7)

            asyncio.run(main())
        ''').status)

    def test_an_interrupt_of_a_waiting_loop(self):
        interrupt = '''
            import asyncio, os, signal, threading

            async def main():
                threading.Timer(0.05, os.kill, (os.getpid(), signal.SIGINT)).start()
                await asyncio.get_running_loop().create_future()

            {run}
        '''
        for run in ('asyncio.run(main())',
                    'asyncio.new_event_loop().run_until_complete(main())'):
            with self.subTest(run):
                self.assertEqual(-signal.SIGINT, self.check(interrupt.format(run=run)).status)

    def test_an_interrupt_of_a_step(self):
        self.check('''
            import asyncio, os, signal

            def work():
                os.kill(os.getpid(), signal.SIGINT)
                for _ in range(10 ** 8):
                    pass

            async def main():
                signal.signal(signal.SIGINT, signal.default_int_handler)
                asyncio.get_running_loop().call_later(0.001, work)
                await asyncio.sleep(10)

            asyncio.new_event_loop().run_until_complete(main())
        ''')

    def test_the_representations_of_what_asyncio_makes(self):
        self.check('''
            import asyncio, inspect

            async def main():
                loop = asyncio.get_running_loop()
                task = asyncio.current_task()
                print(loop, task, asyncio.all_tasks())
                print(loop.call_soon(print, 1), loop.call_later(60, print, 2))
                print(asyncio.Queue(3), asyncio.Lock(), asyncio.Semaphore(2), asyncio.Event())
                for what in (asyncio.Queue, asyncio.Lock, asyncio.Semaphore, asyncio.Event,
                             asyncio.Condition, asyncio.Task.set_name, loop.call_soon):
                    print(inspect.signature(what))
                print(loop._selector, type(loop._selector).__name__)
                await asyncio.sleep(0)

            asyncio.run(main())
        ''')

    def test_stacks_seen_from_within(self):
        self.check('''
            import asyncio, traceback, warnings

            def show():
                traceback.print_stack()

            async def main():
                show()
                asyncio.current_task().print_stack()
                asyncio.get_running_loop().call_soon(show)
                asyncio.get_running_loop().call_later(0.001, show)
                await asyncio.sleep(0.01)
                warnings.warn('from the program')
                try:
                    asyncio.Queue(1, 2, 3)
                except TypeError:
                    traceback.print_exc()

            asyncio.run(main())
        ''')

    def test_a_closed_loop_and_wrong_arguments(self):
        self.check('''
            import asyncio, traceback

            asyncio.run(asyncio.sleep(0))
            loop = asyncio.new_event_loop()
            loop.close()
            for call in (lambda: loop.call_soon(print), lambda: loop.call_soon_threadsafe(print),
                         lambda: asyncio.Lock(3), lambda: asyncio.Semaphore(-1),
                         lambda: asyncio.Queue(size=1)):
                try:
                    call()
                except Exception:
                    traceback.print_exc()
        ''')

    def test_streams_and_their_wrappers(self):
        self.check('''
            import asyncio, contextlib, io, sys

            async def main():
                print('a', end='')
                print('b', file=sys.stderr)
                sys.stdout.writelines(['c\\n', 'd\\n'])
                with contextlib.redirect_stdout(io.StringIO()) as caught:
                    print('e')
                print(repr(caught.getvalue()), sys.stdout.write('four'))
                try:
                    sys.stdout.write(5)
                except TypeError as error:
                    print(error)

            asyncio.run(main())
        ''')


def masked(text):
    text = re.sub(r'Executing <.*> took .* seconds\n', '', text)  # where the machine has much to do
    return re.sub(r'0x[0-9a-f]+', '0x', re.sub(r'\bwhen=[\d.]+', 'when=T', re.sub(
        r'\d+\.\d+ seconds', 'S seconds', text)))


if __name__ == '__main__':
    unittest.main()
