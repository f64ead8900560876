#!/usr/bin/python3
"""`coroscope record`, of which COROSCOPE_PROGRAM is the binary."""
import os
import pathlib
import signal
import subprocess
import sys
import unittest

from recorded import ProgramTest
from tracereader import Trace

PROGRAM = os.environ.get('COROSCOPE_PROGRAM', 'coroscope')
NOTHING = ('coroscope: Nothing was recorded: the command has run no asyncio loop in a Python that '
           'the recorder could reach.\n')
ASYNC = 'import asyncio\nasyncio.run(asyncio.sleep(0))\n'

TWO_WORKERS = """
import asyncio

async def work(jobs):
    while True:
        await jobs.get()
        await asyncio.sleep(0.05)
        jobs.task_done()

async def main():
    jobs = asyncio.Queue()
    workers = [asyncio.create_task(work(jobs), name=f'worker {i}') for i in (1, 2)]
    await asyncio.sleep(0)
    for i in range(6):
        await jobs.put(i)
    await jobs.join()
    for worker in workers:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)

asyncio.run(main())
"""


def deeds(steps):
    """What each task of the program does, without times and the names of coroutines and of main."""
    told = {}
    for row in steps.splitlines():
        _, task, event, detail = row.split('\t')
        if event != 'created':
            told.get(task, []).append(f'{event} {detail}')
        elif 'shutdown_' not in detail:  # as those of asyncio.run()
            told[task] = []
    return sorted(told.values())


class RecordTest(ProgramTest):
    def record_command(self, *words, **options):
        environment = {name: value for name, value in os.environ.items()
                       if name not in ('DISPLAY', 'WAYLAND_DISPLAY')}
        process = subprocess.run([PROGRAM, 'record', *words], cwd=self.folder, text=True,
                                 timeout=60, capture_output=True, check=False,
                                 stdin=subprocess.DEVNULL,
                                 env={**environment, 'PYTHONDONTWRITEBYTECODE': '1', **options})
        return process.returncode, process.stdout, process.stderr

    def run_program(self, *words):
        return subprocess.run([PROGRAM, *words], cwd=self.folder, text=True, timeout=60,
                              capture_output=True, check=True).stdout

    def titles(self):
        return {path.name: Trace(path).properties['title']
                for path in self.folder.glob('*.coroscope')}

    def test_a_command_runs_as_ever_and_is_recorded(self):
        self.write(ASYNC + 'import sys\nprint(sys.argv)\nsys.exit(3)\n')
        self.assertEqual((3, "['program.py', '-o', 'x']\n", ''),
                         self.record_command('--', sys.executable, 'program.py', '-o', 'x'))
        self.assertEqual({'program.coroscope': 'program.py'}, self.titles())

    def test_the_file_says_which_half_has_recorded(self):
        self.write(ASYNC)
        for half in 'python', os.environ.get('COROSCOPE_RECORDER', 'python'):
            self.record_command('-o', 'own.coroscope', '--', sys.executable, 'program.py',
                                COROSCOPE_RECORDER=half)
            self.assertRegex(Trace(self.folder / 'own.coroscope').properties['recorder'].lower(),
                             rf'^coroscope_record [0-9.]+, in {half}$')

    def test_a_recording_becomes_a_script_that_takes_the_same_steps(self):
        self.write(TWO_WORKERS)
        self.record_command('-o', 'own.coroscope', '--', sys.executable, 'program.py')
        script = self.run_program('script', 'own.coroscope')
        (self.folder / 'own.json').write_text(script)
        steps = self.run_program('run', 'script', '--file', 'own.json', '--quiet', '--steps', '-')
        self.assertEqual(deeds(self.run_program('steps', 'own.coroscope')), deeds(steps))

    def test_a_second_recording_gets_a_name_of_its_own(self):
        self.write(ASYNC)
        for _ in range(2):
            self.record_command(sys.executable, 'program.py')
        self.assertEqual({'program.coroscope', 'program-2.coroscope'}, set(self.titles()))

    def test_a_named_file_is_written_anew(self):
        self.write(ASYNC)
        for _ in range(2):
            self.assertEqual((0, '', ''), self.record_command('-o', 'own.coroscope', '--',
                                                              sys.executable, 'program.py'))
        self.assertEqual({'own.coroscope'}, set(self.titles()))

    def test_a_file_that_is_no_recording_stays(self):
        self.write(ASYNC)
        code, _, says = self.record_command('-o', 'program.py', '--', sys.executable, 'program.py')
        self.assertEqual((1, f'coroscope: {self.folder}/program.py is there and is no recording; '
                          'choose another name with -o.\n'), (code, says))
        self.assertEqual(ASYNC, (self.folder / 'program.py').read_text())

    def test_a_link_stays(self):
        self.write(ASYNC)
        for target in ('program.py', 'nothing', 'link'):
            with self.subTest(target):
                link = self.folder / 'link'
                link.symlink_to(target)
                code, _, says = self.record_command('-o', 'link', '--', sys.executable, 'program.py')
                self.assertEqual((1, f'coroscope: {link} is a link; name the file that it leads to, '
                                  'or another, with -o.\n'), (code, says))
                self.assertEqual(target, os.readlink(link))
                link.unlink()

    def test_python_children_get_files_of_their_own(self):
        self.write(ASYNC, 'child.py')
        self.write(ASYNC + 'import subprocess, sys\n'
                   "subprocess.run([sys.executable, 'child.py'], check=True)\n")
        self.record_command('-o', 'all.coroscope', '--', 'sh', '-c', f'{sys.executable} program.py')
        self.assertEqual({'program.py', 'child.py'}, set(self.titles().values()))

    def test_where_nothing_is_recorded_it_is_said(self):
        self.assertEqual((0, '5\n', NOTHING), self.record_command('echo', '5'))

    def test_what_lies_beside_the_file_is_no_recording_of_the_command(self):
        recording = self.folder / 'made.coroscope'
        self.write(ASYNC)
        self.record_command('-o', recording.name, '--', sys.executable, 'program.py')
        beside = {'own.txt': b'', 'own-notes.coroscope': b'notes',
                  'own-older.coroscope': recording.read_bytes()}
        for name, content in beside.items():
            (self.folder / name).write_bytes(content)
            os.utime(self.folder / name, (1000, 1000))
        (self.folder / 'own-folder.coroscope').mkdir()
        self.assertEqual((0, '5\n', NOTHING),
                         self.record_command('-o', 'own.coroscope', 'echo', '5'))

    def test_the_process_id_may_be_in_the_name(self):
        self.write(ASYNC)
        self.assertEqual((0, '', ''), self.record_command('-o', 'own-%p.coroscope', '--',
                                                          sys.executable, 'program.py'))
        self.assertRegex(' '.join(self.titles()), r'^own-[0-9]+\.coroscope$')

    def test_a_display_without_a_name_is_none(self):
        self.assertEqual((1, '', 'coroscope: There is no display to show the recording on; leave '
                          'out --live.\n'),
                         self.record_command('--live', 'true', DISPLAY='', WAYLAND_DISPLAY=''))

    def test_what_the_environment_asks_of_the_recorder_stays(self):
        self.write('''
            import asyncio, time

            async def main():
                time.sleep(0.3)

            asyncio.run(main())
        ''')
        self.record_command('-o', 'own.coroscope', '--', sys.executable, 'program.py',
                            COROSCOPE_SAMPLE_MS='50')
        self.assertEqual(1, len(Trace(self.folder / 'own.coroscope').of_kind('blocked')))

    def test_what_cannot_be_run_or_written_is_one_sentence(self):
        for words, code, says in (
                (('./missing',), 127, 'Cannot run ./missing: No such file or directory.'),
                (('/',), 126, 'Cannot run /: Permission denied.'),
                (('-o', '/nowhere/x', 'true'), 1,
                 'Cannot write /nowhere/x: the folder /nowhere does not exist.'),
                ((), 2, 'record needs a command, as in coroscope record -- python3 program.py.'),
                (('--ouput', 'x'), 2,
                 'There is no option of record "--ouput"; did you mean --output?'),
                (('--live', 'true'), 1, 'There is no display to show the recording on; leave out '
                 '--live.'),
                (('--sample', '0', 'true'), 2,
                 '--sample takes a number above 0 and up to 1000000000, not "0".'),
                (('-o',), 2, '-o needs a value after it.')):
            with self.subTest(words):
                self.assertEqual((code, '', f'coroscope: {says}\n'), self.record_command(*words))

    def test_the_signal_that_ends_a_command_is_in_the_exit_code(self):
        self.write(ASYNC + 'import os\nos.kill(os.getpid(), 9)\n')
        self.assertEqual(128 + 9, self.record_command(sys.executable, 'program.py')[0])

    def test_signals_reach_the_command(self):
        self.write('''
            import asyncio, signal

            async def main():
                asked = asyncio.Event()
                for number in signal.SIGTERM, signal.SIGUSR1, signal.SIGINT:
                    asyncio.get_running_loop().add_signal_handler(number, asked.set)
                print('ready', flush=True)
                await asked.wait()
                print('asked')

            asyncio.run(main())
        ''')
        for number in signal.SIGTERM, signal.SIGUSR1, signal.SIGINT:
            with self.subTest(number), subprocess.Popen(
                    [PROGRAM, 'record', '--no-live', sys.executable, 'program.py'], cwd=self.folder, text=True,
                    stdout=subprocess.PIPE) as process:
                self.assertEqual('ready\n', process.stdout.readline())
                process.send_signal(number)
                self.assertEqual('asked\n', process.stdout.read())
                self.assertEqual(0, process.wait())

    def test_a_step_that_takes_long_is_looked_at_on_demand(self):
        self.write('''
            import asyncio, time

            async def main():
                time.sleep(0.3)

            asyncio.run(main())
        ''')
        for options, count in ((), 0), (('--sample', '50'), 1):
            self.record_command('-o', 'own.coroscope', *options, '--', sys.executable, 'program.py')
            self.assertEqual(count, len(Trace(self.folder / 'own.coroscope').of_kind('blocked')))

    def test_the_path_of_modules_is_kept(self):
        other = self.folder / 'other'
        other.mkdir()
        pathlib.Path(other, 'found.py').write_text("print('found')\n")
        self.write(ASYNC + 'import found\n')
        self.assertEqual('found\n', self.record_command(sys.executable, 'program.py',
                                                        PYTHONPATH=str(other))[1])


class ParityTest(ProgramTest):
    def parity(self, *words):
        process = subprocess.run([PROGRAM, 'parity', *words], cwd=self.folder, text=True, timeout=60,
                                 capture_output=True, check=False)
        return process.returncode, process.stdout, process.stderr

    def test_every_program_takes_the_steps_of_cpython(self):
        for words, steps in ((('queue',), 96), (('queue', '--maxsize', '1', '--seed', '7'), 118),
                             (('timeout', '--kind', 'timeout'), 8), (('philosophers',), 36),
                             (('philosophers', '--polite', 'false'), 11), (('chat',), 41)):
            with self.subTest(words):
                self.assertEqual((0, f'Equal: {steps} steps, the same times, the same output.\n', ''),
                                 self.parity(*words))

    def test_a_failing_program_fails_in_both(self):
        self.write('{"objects": {}, "tasks": {"main": [["sleep", 1], ["raise", "ValueError", "no"]]}}',
                   'failing.json')
        code, says, error = self.parity('script', '--file', 'failing.json')
        self.assertEqual((0, ''), (code, error), says)

    def test_a_script_need_not_be_in_a_file_and_the_run_can_be_kept(self):
        script = '{"tasks": {"main": [["sleep", 1]]}}'
        code, says, error = self.parity('script', '--program', script, '--save', 'kept.coroscope')
        self.assertEqual((0, ''), (code, error), says)
        self.assertEqual(b'\x89CRS', (self.folder / 'kept.coroscope').read_bytes()[:4])

    def test_what_cannot_be_compared_is_one_sentence(self):
        for words, code, says in (
                (('crawl',), 2, 'CPython does not run it: there is no program crawl'),
                (('queue', '--quiet'), 2, "parity takes the scenario's parameters and, of"),
                (('queue', '--size', '800x600'), 2, "parity takes the scenario's parameters and, of"),
                ((), 2, 'parity needs the name of a scenario')):
            with self.subTest(words):
                found, out, error = self.parity(*words)
                self.assertEqual((code, '', 1), (found, out, error.count('\n')))
                self.assertTrue(error.startswith(f'coroscope: {says}'), error)


if __name__ == '__main__':
    unittest.main()
