#!/usr/bin/python3
"""The recording outlives its process, and the program outlives the recorder."""
import os
import re
import signal
import textwrap
import unittest

from recorded import RECORDER, ProgramTest
from tracereader import Trace

DYING = '''
    import asyncio, ctypes, os, signal, sys

    async def work(number):
        for turn in range(400):
            await asyncio.sleep(0)
            if number == 3 and turn == 300:
                print('last', flush=True)
                {death}

    async def main():
        await asyncio.gather(*(work(number) for number in range(5)))

    asyncio.run(main())
'''


class CrashTest(ProgramTest):
    def check(self, death, status):
        outcome = self.run_recorded(self.write(DYING.format(death=death)))
        self.assertEqual(status, outcome.status)
        trace = Trace(self.path)
        self.assertEqual('last', trace.lines[trace.records[-1].argument])
        self.assertEqual([], trace.of_kind('ended'))
        self.assertEqual(1 + 5 * 301 + 3, len(trace.of_kind('suspended')))
        return trace

    def test_everything_before_a_kill_is_in_the_file(self):
        self.check('os.kill(os.getpid(), signal.SIGKILL)', -signal.SIGKILL)

    def test_everything_before_an_immediate_exit_is_in_the_file(self):
        self.check('os._exit(5)', 5)

    def test_everything_before_a_segmentation_fault_is_in_the_file(self):
        self.check('ctypes.string_at(0)', -signal.SIGSEGV)

    def test_a_file_that_is_cut_reads_up_to_the_cut(self):
        whole = self.check('os._exit(5)', 5)
        os.truncate(self.path, 3 * 65536 + 4096)
        cut = Trace(self.path).records
        self.assertGreater(len(cut), 100)
        self.assertEqual(whole.records[:len(cut)], cut)


class GuardTest(ProgramTest):
    """Whatever in the recorder raises, the program goes on as without it."""

    PROGRAM = '''
        import asyncio

        async def work(queue):
            while await queue.get():
                print('got one')
            return 5

        async def main():
            queue = asyncio.Queue()
            task = asyncio.create_task(work(queue), name='worker')
            for item in (1, 2, 0):
                await asyncio.sleep(0.001)
                await queue.put(item)
            loop = asyncio.get_running_loop()
            print(await task, await loop.run_in_executor(None, lambda: 6))
            other = asyncio.create_task(asyncio.sleep(60))
            await asyncio.sleep(0)
            other.cancel()
            await asyncio.wait({other})

        asyncio.run(main())
        print('end')
    '''
    # Breaks NAME of the recorder on its third use.
    BREAK = '''
        import coroscope_record
        owner, _, name = {name!r}.rpartition('.')
        owner = eval('coroscope_record.' + owner) if owner else coroscope_record
        original, uses = getattr(owner, name), iter('12')

        def broken(*args, **kwargs):
            if next(uses, None) is None:
                raise LookupError('broken on purpose')
            return original(*args, **kwargs)

        setattr(owner, name, broken)
    '''
    PLACES = ('LoopRecorder.stepped_by', 'LoopRecorder.end_step', 'LoopRecorder.begin_turn',
              'Waits.of', 'Waits._add_node', 'Waits._of_future', 'Tables._entry', 'Tables.text', 'Tables.task', 'Writer.record',
              'Writer.begin_chunk', 'Session.add_task', 'Session.bind', 'Session.record',
              'Recorder.print_line', 'Recorder.end', 'Objects.id', 'Births.add', 'who_calls',
              'thrown_into', 'TraceFile.chunk', 'LoopRecorder.__init__', 'cause_of_event')

    def test_an_error_in_a_hook_turns_the_recorder_off_and_nothing_else(self):
        plain = self.run_plain(self.write(self.PROGRAM))
        for name in self.PLACES:
            with self.subTest(name):
                self.write(self.BREAK.format(name=name), 'breaker.py')
                source = 'import asyncio, breaker\n' + textwrap.dedent(self.PROGRAM)
                outcome = self.run_recorded(self.write(source))
                self.assertEqual((plain.stdout, plain.status), (outcome.stdout, outcome.status))
                self.assertLessEqual(outcome.stderr.count('\n'), 1, outcome.stderr)
                if outcome.stderr:
                    self.assertRegex(outcome.stderr, 'coroscope: recording ended by an error in the '
                                     'recorder, LookupError: broken on purpose .*; the program goes on')

    def test_an_interrupt_while_the_recorder_gives_up_is_the_programs(self):
        self.write('''
            import coroscope_record

            give_up, times = coroscope_record.Recorder.give_up, iter('1')

            def interrupted(self, error):
                if next(times, None):
                    raise KeyboardInterrupt
                give_up(self, error)

            def broken(*_):
                raise LookupError('broken on purpose')

            coroscope_record.Recorder.give_up = interrupted
            coroscope_record.Waits._add_node = broken
        ''', 'breaker.py')
        outcome = self.run_recorded(self.write('''
            import asyncio, breaker

            try:
                asyncio.run(asyncio.sleep(0.001))
            except KeyboardInterrupt:
                print('interrupted')
        '''))
        self.assertEqual(('interrupted\n', 0), (outcome.stdout, outcome.status), outcome.stderr)

    def test_two_threads_may_come_upon_a_place_at_once(self):
        plain = self.run_plain(self.write(self.PROGRAM))
        self.write('''
            import coroscope_record

            add = coroscope_record.Waits._add_node

            def add_twice(*place):
                add(*place)
                return add(*place)

            coroscope_record.Waits._add_node = add_twice
        ''', 'breaker.py')
        outcome = self.run_recorded(
            self.write('import asyncio, breaker\n' + textwrap.dedent(self.PROGRAM)),
            PYTHONMALLOC='debug')
        self.assertEqual((plain.stdout, '', 0), (outcome.stdout, outcome.stderr, outcome.status))

    @unittest.skipUnless(os.environ.get('COROSCOPE_RECORDER') == 'c', 'of the half in C')
    def test_the_half_in_c_takes_nothing_for_what_it_is_not(self):
        outcome = self.run_plain(self.write(f'''
            import sys

            sys.path.insert(0, {str(RECORDER)!r})
            import _coroscope_record as native


            def refusal(thing):
                try:
                    native.set_running(thing)
                except TypeError as error:
                    return str(error)


            loop = native.LoopState()
            print(refusal(bytes(4096)), refusal(loop), sep=', ')
            loop.session = 'one'
            print(refusal(loop))
            loop.waits = bytes(4096)
            print(refusal(loop))
            loop.waits = native.ChainWalk()
            print(refusal(loop))
            loop.waits.ids = {{}}
            print(refusal(loop), refusal(None))
            print(refusal(bytes(4096)))
        '''))
        self.assertEqual('no state of a loop, no state of a loop\nno walk\nno walk\nno walk\n'
                         'None None\nno state of a loop\n',
                         outcome.stdout, outcome.stderr)
        self.assertEqual(0, outcome.status)

    def test_a_full_disk_ends_the_recording_and_not_the_program(self):
        program = '''
            import os

            async def main():
                for turn in range(40000):
                    await asyncio.sleep(0)
                file = os.stat(os.environ['COROSCOPE_RECORD'])
                print(file.st_size >= 1 << 20, 512 * file.st_blocks >= file.st_size)

            asyncio.run(main())
        '''
        program = textwrap.dedent(program)
        roomy = self.run_recorded(self.write('import asyncio\n' + program))
        self.assertEqual(('True True\n', '', 0), (roomy.stdout, roomy.stderr, roomy.status))
        self.write(self.BREAK.format(name='os.posix_fallocate').replace(
            "LookupError('broken on purpose')", "OSError(28, 'No space left on device')"), 'breaker.py')
        full = self.run_recorded(self.write('import asyncio, breaker\n' + program))
        self.assertEqual(('True True\n', 0), (full.stdout, full.status), full.stderr)
        self.assertRegex(full.stderr, '^coroscope: recording ended .*No space left on device.*; '
                         'the program goes on\n$')

    def test_a_disk_that_is_full_from_the_start_leaves_no_empty_file(self):
        outcome = self.run_plain(self.write(f'''
            import os
            import sys

            sys.path.insert(0, {str(RECORDER)!r})
            import coroscope_record


            def full(*_):
                raise OSError(28, 'No space left on device')


            os.posix_fallocate = os.ftruncate = full
            try:
                coroscope_record.TraceFile('a.coroscope', coroscope_record.monotonic_ns, {{}})
            except OSError as error:
                print(error, os.path.exists('a.coroscope'))
        '''))
        self.assertEqual('[Errno 28] No space left on device False\n', outcome.stdout, outcome.stderr)

    def test_the_file_says_why_it_ends(self):
        self.write(self.BREAK.format(name='Waits._add_node'), 'breaker.py')
        self.run_recorded(self.write('import asyncio, breaker\n' + textwrap.dedent(self.PROGRAM)))
        trace = Trace(self.path)
        self.assertTrue(re.fullmatch(r'The recorder turned itself off: LookupError: broken on '
                                     r'purpose \(breaker\.py:\d+\)\.', trace.properties['notice']))
        self.assertEqual('ended', trace.records[-1].kind)

    def test_a_file_that_cannot_be_made_is_no_harm(self):
        plain = self.run_plain(self.write(self.PROGRAM))
        outcome = self.run_recorded('program.py', COROSCOPE_RECORD='/nowhere/at/all.coroscope')
        self.assertEqual((plain.stdout, plain.status), (outcome.stdout, outcome.status))
        self.assertRegex(outcome.stderr, 'coroscope: recording ended .*No such file or directory')


if __name__ == '__main__':
    unittest.main()
