#!/usr/bin/python3
"""Compares a coroscope binary with the oracle, line for line and step for step.

Without --case: every program with its defaults, and with as many random parameters as --random
says. The text of queue items is masked. Exits with 1 if anything differs.
"""
import argparse
import random
import shlex
import sys

import cpython311  # noqa: F401, before what other Pythons cannot read
from cases import PROGRAMS_WITH_CASES, command_words, random_case
from differential import commands, divergence, executable, progress
from programs import PROGRAMS, UsageError, read_case


def chosen_cases(arguments):
    if arguments.case:
        return [_checked(case) for case in arguments.case]
    cases = []
    for program in arguments.program or PROGRAMS_WITH_CASES:
        rng = random.Random(f'{arguments.rng_seed} {program}')
        cases.append((program, {}))
        cases += (random_case(program, rng) for _ in range(arguments.random))
    return cases


def _checked(text):
    name, texts = read_case(shlex.split(text))
    PROGRAMS[name].bind(texts)
    return name, texts


def compare(binary, cases):
    """Reports each divergence as it is found; returns how many cases are equal."""
    equal = 0
    for number, (name, texts) in enumerate(cases, 1):
        found = divergence(binary, name, texts)
        if found:
            print('\n' + ' '.join(command_words(name, texts)))
            print(found.text())
            print(commands(binary, name, texts), flush=True)
        else:
            equal += 1
        progress(number, len(cases))
    return equal


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True, type=executable, help='path of coroscope')
    parser.add_argument('--program', action='append', choices=PROGRAMS_WITH_CASES,
                        help='only this one; may be given several times')
    parser.add_argument('--random', type=int, default=20, metavar='N',
                        help='random cases of each program (default: %(default)s)')
    parser.add_argument('--rng-seed', type=int, default=0, metavar='S',
                        help='chooses the random cases (default: %(default)s)')
    parser.add_argument('--case', action='append', metavar="'PROGRAM --NAME VALUE ...'",
                        help='this case instead; may be given several times')
    arguments = parser.parse_args()
    try:
        cases = chosen_cases(arguments)
    except UsageError as error:
        parser.error(str(error))
    equal = compare(arguments.binary, cases)
    print(f'{len(cases)} compared, {equal} equal')
    return 0 if equal == len(cases) else 1


if __name__ == '__main__':
    sys.exit(main())
