"""Runs a case on both sides, the oracle and a coroscope binary, and finds where they part."""
import argparse
import dataclasses
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

from cases import command_words
from programs import PROGRAMS
from virtualrun import run

ORACLE = pathlib.Path(__file__).resolve().parent / 'oracle.py'

_TIME_LIMIT_S = 20
_CONTEXT = 6
_COLUMN = 66
# What cannot be equal on both sides: the random texts of queue items, where in the source a task is,
# and on what call CPython's stack was at its end.
_MASKS = ((re.compile('<[0-9a-f]{10}>'), '<item>'),
          (re.compile(r'(<Task pending name=\S+) coro=.*?>(?=")'), r'\1>'),
          (re.compile(r"(RecursionError\('maximum recursion depth exceeded)[^']*'"), r"\1'"))
# Of a task that people call otherwise, the name stands behind: "B (Task-3)".
_UNRETRIEVED = re.compile(
    r'(?:Task|Future) exception was never retrieved: (?:.* \((?=Task-\d+\) ))?(.*?)\)? failed with ')


@dataclasses.dataclass
class Side:
    """Lines, the last one empty where the text ends in a line break; exit_code: None if it hung.

    stdout is masked. unretrieved: sorted, the names of tasks, and what other futures stand for, whose
    exceptions nobody asked for; not after a deadlock, where asyncio hangs before it says so, and not
    where a RecursionError ended the run, which can leave tasks pending that hold others until the
    interpreter exits.
    """

    stdout: list[str]
    steps: list[str]
    exit_code: int | None
    stderr: str
    unretrieved: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass
class Divergence:
    """Both sides' lines of one kind ('stdout', 'steps', ...), and where they part first."""

    kind: str
    oracle: list[str]
    binary: list[str]
    line: int
    stderr: str

    def text(self):
        """Side by side, from some lines before the first difference to some after it."""
        first = max(0, self.line - _CONTEXT)
        rows = [f'first difference: {self.kind}, line {self.line + 1}',
                f'{"":8}{"oracle":{_COLUMN}}   coroscope']
        for number in range(first, self.line + _CONTEXT + 1):
            left, right = _line(self.oracle, number), _line(self.binary, number)
            if left is None and right is None:
                break
            sign = ' ' if left == right else '|'
            rows.append(f'{number + 1:6}  {_cut(left):{_COLUMN}} {sign} {_cut(right)}'.rstrip())
        left, right = _line(self.oracle, self.line), _line(self.binary, self.line)
        if _cut(left) == _cut(right):
            rows += [f'oracle:    {left!r}', f'coroscope: {right!r}']
        rows += [f'coroscope said: {line}' for line in self.stderr.splitlines()[:10]]
        return '\n'.join(rows)


def divergence(binary, name, texts):
    """The first divergence of the two sides, None if they are equal."""
    oracle, other = run_oracle(name, texts), run_binary(binary, name, texts)
    compared = [('stdout', oracle.stdout, other.stdout),
                ('steps', oracle.steps, other.steps),
                ('exit code', [str(oracle.exit_code)], [str(other.exit_code)])]
    if 'The run failed with RecursionError' not in other.stderr:
        compared.append(('never retrieved', oracle.unretrieved, other.unretrieved))
    for kind, left, right in compared:
        if left != right:
            line = next((number for number, (one, two) in enumerate(zip(left, right))
                         if one != two), min(len(left), len(right)))
            return Divergence(kind, left, right, line, other.stderr)
    return None


def run_oracle(name, texts):
    record = run(PROGRAMS[name].bind(texts))
    return Side(_masked(record.stdout).split('\n'), record.steps_text().split('\n'),
                0 if record.outcome == 'ok' else 1, '',
                [] if record.outcome == 'deadlock' else record.unretrieved)


def run_binary(binary, name, texts):
    with tempfile.TemporaryDirectory() as folder:
        steps = pathlib.Path(folder, 'steps')
        command = [binary, 'run', *command_words(name, texts), '--steps', str(steps)]
        try:
            process = subprocess.run(command, capture_output=True, check=False,
                                     timeout=_TIME_LIMIT_S)
        except subprocess.TimeoutExpired:
            return Side([''], [''], None, f'nothing within {_TIME_LIMIT_S} s')
        rows = steps.read_bytes() if steps.exists() else b''
    stdout, rows, stderr = (data.decode('utf-8', 'replace')
                            for data in (process.stdout, rows, process.stderr))
    return Side(_masked(stdout).split('\n'), rows.split('\n'), process.returncode, stderr,
                [] if 'Deadlock at' in stderr else sorted(_UNRETRIEVED.findall(stderr)))


def _masked(text):
    for pattern, replacement in _MASKS:
        text = pattern.sub(replacement, text)
    return text


def executable(text):
    """An argparse type: the program of that path or name."""
    path = shutil.which(text)
    if path is None:
        raise argparse.ArgumentTypeError(f'{text} is not a program that can be run')
    return path


def commands(binary, name, texts):
    """The two commands that show the case, for a shell."""
    words = shlex.join(command_words(name, texts))
    return (f'{ORACLE} run {words} --steps oracle.steps\n'
            f'{binary} run {words} --steps coroscope.steps')


def progress(done, total):
    """Overwrites itself on a terminal, and is silent elsewhere."""
    if sys.stderr.isatty():
        print(f'\r{done} of {total}', end='\n' if done == total else '', file=sys.stderr)




def _line(lines, number):
    return lines[number] if number < len(lines) else None


def _cut(line):
    if line is None:
        return '(nothing)'
    shown = line.replace('\t', '  ').replace('\033', '^[')
    return shown if len(shown) <= _COLUMN else shown[:_COLUMN - 1] + '>'
