#!/usr/bin/python3
"""Writes what the oracle says into tests/golden/, for the C++ tests; or checks what stands there.

    golden.py            writes all files anew
    golden.py --check    exits 1 if a file differs from what it would write, is missing or unknown

README.md says what is in them.
"""
import functools
import hashlib
import os
import pathlib
import random
import sys

import cpython311  # noqa: F401, before what other Pythons cannot read
from cases import PROGRAMS_WITH_CASES, command_words, random_case
from goldencases import NAMED_CASES
from programs import PROGRAMS
from randomscript import numbered_script
from scriptfile import script_text
from virtualrun import run

# What printable.py and urljoin.py write there.
OTHERS = {'repr.tsv', 'urljoin.jsonl'}

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / 'golden'

RANDOM_CASES = {'queue': 240}
RANDOM_CASES_OF_OTHERS = 24
RANDOM_SCRIPTS = 40

SEEDS = (444, 0, 1, -1, -444, 2**31, 2**32 - 1, 2**32, 2**32 + 444, -(2**35 + 9),
         123456789012345678, 2**63 - 1, -2**63)


def golden_files():
    """(name, text) of every file."""
    yield 'random.tsv', random_vectors()
    for program in PROGRAMS_WITH_CASES:
        yield digest_file(program), digests(program, random_cases(program))
        yield from named_files(program)
    for name, script in random_scripts():
        yield name, script_text(script)
    yield digest_file('script'), digests('script', script_cases())
    yield from named_files('script')


def random_vectors():
    """What random.seed(SEED) is followed by; every column starts from the seed again."""
    rows = [('seed', 'randint(0, 10)', 'random()', 'randint(0, 2**40)')]
    for seed in SEEDS:
        small, real, large = (random.Random(seed) for _ in range(3))
        rows.append((seed, _joined(small.randint(0, 10) for _ in range(20)),
                     _joined(real.random() for _ in range(5)),
                     _joined(large.randint(0, 2**40) for _ in range(5))))
    return _tsv(rows)


def digest_file(program):
    """random.tsv has the vectors of the generator, so the program of that name must give way."""
    return 'random-program.tsv' if program == 'random' else f'{program}.tsv'


def random_cases(program):
    """(texts of the parameters, what runs the program with them)."""
    rng = random.Random(f'golden {program}')
    for _ in range(RANDOM_CASES.get(program, RANDOM_CASES_OF_OTHERS)):
        _, texts = random_case(program, rng)
        yield texts, PROGRAMS[program].bind(texts)


def script_cases():
    """The same; the files need not be there yet."""
    for name, script in random_scripts():
        yield {'file': name}, functools.partial(PROGRAMS['script'].scenario.run, script)


def random_scripts():
    for number in range(RANDOM_SCRIPTS):
        yield f'script-random-{number}.json', numbered_script(number)


def digests(program, cases):
    rows = [('parameters', *_SUMMARY)]
    for texts, bound in cases:
        rows.append((_parameters(program, texts), *_summary(run(bound))))
    return _tsv(rows)


def named_files(program):
    """PROGRAM-NAME.out and .steps in full for each named case, and PROGRAM-index.tsv of them."""
    rows = [('name', 'parameters', *_SUMMARY)]
    for name, texts in NAMED_CASES[program].items():
        record = run(PROGRAMS[program].bind(texts))
        rows.append((f'{program}-{name}', _parameters(program, texts), *_summary(record)))
        yield f'{program}-{name}.out', record.stdout
        yield f'{program}-{name}.steps', record.steps_text()
    yield f'{program}-index.tsv', _tsv(rows)


def check():
    """The names of the files that are not as they should be."""
    wanted = dict(golden_files())
    found = {path.name: path.read_text(encoding='utf-8') for path in GOLDEN.iterdir()
             if path.name not in OTHERS}
    return sorted(name for name in wanted.keys() | found.keys()
                  if wanted.get(name) != found.get(name))


_SUMMARY = ('lines', 'steps', 'elapsed_ns', 'stdout_sha256', 'steps_sha256', 'outcome')


def _summary(record):
    return (record.stdout.count('\n'), len(record.steps), record.elapsed_ns,
            _sha256(record.stdout), _sha256(record.steps_text()), record.outcome)


def _parameters(program, texts):
    return ' '.join(command_words(program, texts)[1:])


def _sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def _joined(values):
    return ','.join(str(value) for value in values)


def _tsv(rows):
    return ''.join('\t'.join(str(field) for field in row) + '\n' for row in rows)


def main(words):
    os.chdir(GOLDEN)  # where the names of scripts start
    if words == ['--check']:
        wrong = check()
        for name in wrong:
            print(f'{GOLDEN.name}/{name} is not what the oracle says', file=sys.stderr)
        return 1 if wrong else 0
    if words:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    for name, text in golden_files():
        (GOLDEN / name).write_text(text, encoding='utf-8')
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
