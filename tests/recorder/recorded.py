"""Runs commands with the recorder in them, as `coroscope record` does, and without."""
import dataclasses
import os
import pathlib
import subprocess
import sys
import tempfile
import textwrap
import unittest

from tracereader import Trace

RECORDER = pathlib.Path(os.environ.get('COROSCOPE_RECORDER_FOLDER') or
                        pathlib.Path(__file__).resolve().parents[2] / 'engine/recorders/python')


@dataclasses.dataclass
class Outcome:
    stdout: str
    stderr: str
    status: int


class ProgramTest(unittest.TestCase):
    """Has a folder of its own for programs and what is recorded of them."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name).resolve()
        self.path = self.folder / 'program.coroscope'

    def write(self, source, name='program.py'):
        (self.folder / name).write_text(textwrap.dedent(source))
        return name

    def run_plain(self, *words, **environment):
        return self._run(words, environment)

    def run_recorded(self, *words, **environment):
        self.path.unlink(missing_ok=True)
        return self._run(words, {'COROSCOPE_RECORD': str(self.path),
                                 'PYTHONPATH': str(RECORDER / 'site'), **environment})

    def record(self, source, *words, status=0, **environment):
        """The trace of a program, whose exit status and silence on standard error are checked."""
        outcome = self.run_recorded(self.write(source), *words, **environment)
        self.assertEqual((status, ''), (outcome.status, outcome.stderr if status == 0 else ''),
                         outcome.stderr)
        return Trace(self.path)

    def _run(self, words, environment):
        process = subprocess.run([sys.executable, *words], cwd=self.folder, text=True, timeout=60,
                                 capture_output=True, check=False, stdin=subprocess.DEVNULL,
                                 env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1', **environment})
        return Outcome(process.stdout, process.stderr, process.returncode)


def rows(trace, *kinds):
    """(kind, task, what) of the records of these kinds."""
    return [(record.kind, trace.name(record.subject), what_of(trace, record))
            for record in trace.records if record.kind in kinds]


def what_of(trace, record):
    if record.kind in ('created', 'ready', 'cancel_requested'):
        return trace.waker(record.argument)
    if record.kind == 'suspended':
        return trace.wait_word(record.argument)
    return trace.texts.get(record.argument & 0x7FFFFFFF)
