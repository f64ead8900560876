#!/usr/bin/python3
"""Runs random scripts on a coroscope binary and on the oracle, until --count have been compared.

Script number N is made from the number alone: `--seed N --count 1` runs it again. Odd ones are wild:
their tasks wait for each other in circles, for themselves, or with what they do not hold. Each side has
a limit of time and memory for each. The first one on which the sides part is made as small as it can be, shown, and kept in --output. Exits with 1
if there was one.
"""
import argparse
import pathlib
import resource
import signal
import sys
import tempfile

import cpython311  # noqa: F401, before what other Pythons cannot read
from differential import commands, divergence, executable, progress
from minimise import minimise
from programs import PROGRAMS
from randomscript import numbered_script, wild_script
from scriptfile import script_text
from virtualrun import run


_TIME_LIMIT_S = 20


class OracleHangs(KeyboardInterrupt):
    """No other exception gets out of a loop."""


def script_of(number):
    return wild_script(number) if number % 2 else numbered_script(number)


def limit_memory(mebibytes):
    """For this process, in which the oracle runs, and for those that it starts."""
    if mebibytes:
        resource.setrlimit(resource.RLIMIT_AS, (mebibytes << 20, mebibytes << 20))


def hang(*_):
    raise OracleHangs


class Sides:
    """Both sides, asked about scripts; these go through a file."""

    def __init__(self, binary, path):
        self.binary = binary
        self.texts = {'file': str(path)}
        self._path = path

    def divergence(self, script):
        self._path.write_text(script_text(script), encoding='utf-8')
        signal.alarm(2 * _TIME_LIMIT_S)  # of which the binary may use half
        try:
            return divergence(self.binary, 'script', self.texts)
        finally:
            signal.alarm(0)

    def part_validly(self, script):
        """Whether they part, and not because a cut has made nonsense of the script.

        Such a script ends in an error of the oracle's own, not in one of asyncio's.
        """
        found = self.divergence(script)
        return found is not None and (
            run(PROGRAMS['script'].bind(self.texts)).outcome
            in ('ok', 'deadlock', 'RuntimeError', 'RecursionError'))


def different_scripts(sides, numbers):
    """Those of the numbers on whose scripts the sides part."""
    different = []
    for number in numbers:
        if sides.divergence(script_of(number)):
            different.append(number)
        progress(number - numbers[0] + 1, len(numbers))
    return different


def show(binary, number, path):
    """Prints the smallest script in which the divergence of script `number` can still be seen."""
    sides = Sides(binary, path)
    smallest = minimise(script_of(number), sides.part_validly)
    found = sides.divergence(smallest)
    print(f'\nscript {number}, minimised:\n{script_text(smallest)}')
    print(found.text())
    print(commands(binary, 'script', sides.texts))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True, type=executable, help='path of coroscope')
    parser.add_argument('--count', type=int, default=300, metavar='N',
                        help='how many scripts (default: %(default)s)')
    parser.add_argument('--seed', type=int, default=0, metavar='N',
                        help='number of the first script (default: %(default)s)')
    parser.add_argument('--output', type=pathlib.Path, default=tempfile.gettempdir(),
                        metavar='FOLDER', help='for the minimised script (default: %(default)s)')
    parser.add_argument('--memory', type=int, default=2048, metavar='MIB',
                        help='limit of a process; 0: none, for sanitizers (default: %(default)s)')
    arguments = parser.parse_args()
    limit_memory(arguments.memory)
    signal.signal(signal.SIGALRM, hang)
    numbers = range(arguments.seed, arguments.seed + arguments.count)
    with tempfile.TemporaryDirectory() as scratch:
        sides = Sides(arguments.binary, pathlib.Path(scratch, 'script.json'))
        different = different_scripts(sides, numbers)
    if different:
        show(arguments.binary, different[0],
             pathlib.Path(arguments.output, f'coroscope-script-{different[0]}.json'))
        print(f'\ndifferent: {" ".join(str(number) for number in different)}')
    print(f'{len(numbers)} compared, {len(numbers) - len(different)} equal')
    return 1 if different else 0


if __name__ == '__main__':
    sys.exit(main())
