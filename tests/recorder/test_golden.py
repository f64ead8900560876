#!/usr/bin/python3
"""What the recorder sees of CPython's own tasks is what the oracle's tasks tell of themselves.

    test_golden.py [PROGRAM]...     all golden cases, or those of these programs
"""
import csv
import hashlib
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'oracle'))
import cpython311  # noqa: E402,F401, before what other Pythons cannot read
from goldencases import NAMED_CASES  # noqa: E402
from programs import PROGRAMS, read_case  # noqa: E402
from recordedrun import TESTS, record  # noqa: E402

GOLDEN = TESTS / 'golden'
PROGRAM = os.environ.get('COROSCOPE_PROGRAM')


class GoldenTest(unittest.TestCase):
    """A test for each program; chosen ones, or all."""

    def setUp(self):
        os.chdir(GOLDEN)  # where the names of scripts start
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = str(pathlib.Path(folder.name, 'golden.coroscope'))

    def check_named_cases(self, program):
        for name in NAMED_CASES[program]:
            row = next(row for row in rows(f'{program}-index.tsv')
                       if row['name'] == f'{program}-{name}')
            trace = self.record(program, row)
            wanted = (GOLDEN / f'{program}-{name}.steps').read_text().splitlines()
            with self.subTest(name):
                self.assertEqual(wanted, list(trace.steps()))
                self.check_lines(trace, (GOLDEN / f'{program}-{name}.out').read_text())
                if PROGRAM:
                    self.check_binary(trace)
                self.check_life(trace)

    def check_random_cases(self, program):
        for row in rows('random-program.tsv' if program == 'random' else f'{program}.tsv'):
            trace = self.record(program, row)
            with self.subTest(row['parameters']):
                text = ''.join(step + '\n' for step in trace.steps())
                self.assertEqual(row['steps_sha256'], hashlib.sha256(text.encode()).hexdigest())
                self.check_life(trace)

    def record(self, program, row):
        if os.path.exists(self.path):
            os.unlink(self.path)
        name, texts = read_case([program, *shlex.split(row['parameters'])])
        return record(PROGRAMS[name].bind(texts), self.path)

    def check_lines(self, trace, text):
        printed = [trace.lines[record.argument] for record in trace.of_kind('printed')]
        self.assertEqual(text.split('\n')[:-1], printed)

    def check_binary(self, trace):
        """`coroscope steps` reads the same, and beside it what asyncio.run() does at its end."""
        shown = subprocess.run([PROGRAM, 'steps', self.path], capture_output=True, text=True,
                               check=True).stdout.splitlines()
        own = {row.split('\t')[1] for row in shown
               if row.endswith(('\tshutdown_asyncgens', '\tshutdown_default_executor'))}
        self.assertEqual(list(trace.steps()),
                         [row for row in shown if row.split('\t')[1] not in own])

    def check_life(self, trace):
        """Every task is created, ready, running, waiting in this order and no other."""
        states = {}
        for record in trace.records:
            state = states.get(record.subject)
            allowed, following = self.transition(trace, record)
            if allowed is not None:
                self.assertIn(state, allowed, trace.row(record))
                states[record.subject] = following

    @staticmethod
    def transition(trace, record):
        """The states that a record may follow on, and the one that it leads to."""
        if record.kind == 'suspended':
            word = trace.wait_word(record.argument)
            return ('running',), 'ready' if word == 'yield' else 'waiting'
        return {'created': ((None,), 'ready'), 'ready': (('waiting',), 'ready'),
                'resumed': (('ready',), 'running'), 'finished': (('running',), 'over'),
                'failed': (('running',), 'over'), 'cancelled': (('running',), 'over'),
                }.get(record.kind, (None, None))


def rows(name):
    with open(GOLDEN / name, encoding='utf-8', newline='') as file:
        yield from csv.DictReader(file, delimiter='\t', quoting=csv.QUOTE_NONE)


def add_tests(programs):
    for program in programs:
        for kind in ('named', 'random'):
            def test(self, program=program, kind=kind):
                getattr(self, f'check_{kind}_cases')(program)
            setattr(GoldenTest, f'test_{kind}_cases_of_{program}', test)


if __name__ == '__main__':
    add_tests(sys.argv[1:] or PROGRAMS)
    unittest.main(argv=sys.argv[:1])
