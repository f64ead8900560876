#!/usr/bin/python3
"""CPython's own tests of asyncio with the recorder in, and without: which end differently?

    suite.py [--python PYTHON] [MODULE]...     test_tasks, test_queues, …: all of test.test_asyncio

Debian has them in libpython3.11-testsuite. Not run by ctest: it takes minutes.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from recorded import RECORDER

_TIME_LIMIT_S = 900
_OUTCOME = re.compile(r'^(\w+) \((\S+)\)(?:\n.*)? \.\.\. (?:.*\n)*?.*?\b(ok|FAIL|ERROR|skipped)\b',
                      re.MULTILINE)


def modules(python):
    listing = subprocess.run(
        [python, '-c', 'import test.test_asyncio as t, os; print(*os.listdir(t.__path__[0]))'],
        capture_output=True, text=True, check=True)
    return sorted(name[:-3] for name in listing.stdout.split() if re.match(r'test_\w+\.py$', name))


def outcomes(python, module, **environment):
    """{test: 'ok', 'FAIL', 'ERROR' or 'skipped'}."""
    process = subprocess.run(
        [python, '-m', 'unittest', '-v', f'test.test_asyncio.{module}'], capture_output=True,
        text=True, errors='replace', check=False, timeout=_TIME_LIMIT_S, stdin=subprocess.DEVNULL,
        env={**os.environ, 'PYTHONDONTWRITEBYTECODE': '1', **environment})
    found = {f'{case}.{test}' if not case.endswith(test) else case: outcome
             for test, case, outcome in _OUTCOME.findall(process.stderr)}
    for outcome, case in re.findall(r'^(FAIL|ERROR): .*?\((.*?)\)', process.stderr, re.MULTILINE):
        found[case] = outcome
    ran = re.search(r'^Ran (\d+) tests', process.stderr, re.MULTILINE)
    return found, int(ran.group(1)) if ran else 0, process.stderr


def compare(python, module, folder):
    plain, count, _ = outcomes(python, module)
    recorded, recorded_count, says = outcomes(
        python, module, PYTHONPATH=str(RECORDER / 'site'),
        COROSCOPE_RECORD=str(folder / f'{module}-%p.coroscope'))
    differing = {test: (plain.get(test), recorded.get(test)) for test in plain.keys() | recorded.keys()
                 if plain.get(test) != recorded.get(test)
                 and {'FAIL', 'ERROR'} & {plain.get(test), recorded.get(test)}}
    failed = sum(outcome in ('FAIL', 'ERROR') for outcome in plain.values())
    print(f'{module}: {count} and {recorded_count} tests, {failed} fail without the recorder, '
          f'{len(differing)} end differently with it', flush=True)
    for test, (without, with_it) in sorted(differing.items()):
        print(f'    {test}: {without} without, {with_it} with it')
    for line in says.splitlines():
        if line.startswith('coroscope:'):
            print(f'    {line}')
    return count == recorded_count and not differing


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--python', default=sys.executable)
    parser.add_argument('module', nargs='*')
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        equal = [compare(arguments.python, module, pathlib.Path(folder))
                 for module in arguments.module or modules(arguments.python)]
    print(f'{sum(equal)} of {len(equal)} modules end as without the recorder')
    return 0 if all(equal) else 1


if __name__ == '__main__':
    sys.exit(main())
