#!/usr/bin/python3
"""What CPython's asyncio prints and schedules, in virtual time.

    oracle.py list
    oracle.py run PROGRAM [--PARAMETER VALUE]... [--steps FILE] [--json FILE]

Prints the program's lines. --steps writes a tab-separated row for each step of a task: time in ns,
task, event, detail; --json the lines, the steps, the outcome and the elapsed virtual time.
Exit codes: 0 done; 1 the program failed or deadlocked; 2 a wrong command line.
"""
import json
import sys

import cpython311  # noqa: F401, before what other Pythons cannot read
from cases import command_words
from programs import PROGRAMS, UsageError, read_case
from virtualrun import run


def list_programs():
    for name, program in PROGRAMS.items():
        parameters = (f'--{parameter} {value.default or "..."}'
                      for parameter, value in program.parameters.items())
        print(name, *parameters)


def write_json(path, case, record):
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'case': case, 'outcome': record.outcome, 'elapsed_ns': record.elapsed_ns,
                   'stdout': record.stdout.splitlines(),
                   'steps': [[step.time_ns, step.task, step.event, step.detail]
                             for step in record.steps]}, file)


def run_program(words):
    name, texts = read_case(words)
    steps_path, json_path = texts.pop('steps', None), texts.pop('json', None)
    record = run(PROGRAMS[name].bind(texts))
    sys.stdout.write(record.stdout)
    if steps_path:
        with open(steps_path, 'w', encoding='utf-8') as file:
            file.write(record.steps_text())
    if json_path:
        write_json(json_path, ' '.join(command_words(name, texts)), record)
    if record.outcome == 'ok':
        return 0
    print(f'{name}: {record.outcome} at {record.elapsed_ns} ns', file=sys.stderr)
    return 1


def main(words):
    if words == ['list']:
        list_programs()
        return 0
    if len(words) < 2 or words[0] != 'run':
        print(__doc__.strip(), file=sys.stderr)
        return 2
    try:
        return run_program(words[1:])
    except (UsageError, OSError) as error:
        print(f'oracle.py: {error}', file=sys.stderr)
        return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
