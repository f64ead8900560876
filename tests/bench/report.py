#!/usr/bin/python3
"""Runs the benchmarks and their peers in turns, and judges the results by the goals.

    report.py BIN-DIR [--smoke] [--rounds N] [--output FILE]

Every round runs every program once, so that what slows the machine down slows down all alike, and
ratios are taken within a round; time is the processor's. Prints medians and writes all of it as
JSON. With --smoke: one short round, exit code 1 when a program fails or a ratio is far beyond its
goal.
"""
import argparse
import json
import os
import pathlib
import platform
import re
import statistics
import subprocess
import sys

from goals import GOALS

PYTHON = '/usr/bin/python3'  # the one that Debian's uvloop is for
_PEERS = pathlib.Path(__file__).resolve().parent / 'peers'
# Benchmarks whose sizes take seconds.
_LARGE = r'-/[0-9]*00000(/|$)'


def recorder_folder(folder):
    """What is built of the recorder of Python programs, beside the benchmarks."""
    return folder.resolve().parent / 'recorders/python'


def has_uvloop():
    return subprocess.run([PYTHON, '-c', 'import uvloop'], stderr=subprocess.DEVNULL,
                          check=False).returncode == 0


def programs(folder, smoke):
    """(command lines, what is not there) of ours and of the peers."""
    # Warmed up: the first use of memory that the system has not backed yet is not the engine's.
    google = [f'--benchmark_min_time={0.01 if smoke else 0.1}', '--benchmark_min_warmup_time=0.01',
              '--benchmark_format=json']
    if smoke:
        google.append(f'--benchmark_filter={_LARGE}')
    scale = ['--scale', '20'] if smoke else []
    commands, missing = [], []
    for path in sorted(folder.glob('bench_*')):
        commands.append([str(path), *google])
    for name in ('peer_asio', 'peer_qcoro', 'peer_go'):
        path = folder / name
        if not path.exists():
            missing.append(name)
        elif name == 'peer_go':
            commands.append([str(path), *scale])
        else:
            commands.append([str(path), *google])
    asyncio = [PYTHON, '-B', str(_PEERS / 'asyncio_peer.py'), *scale]
    commands.append(asyncio)
    commands.append([*asyncio, '--recorded', 'python'])
    if list(recorder_folder(folder).glob('_coroscope_record.*')):
        commands.append([*asyncio, '--recorded', 'c'])
    else:
        missing.append("the recorder's half in C")
    if has_uvloop():
        commands.append([*asyncio, '--uvloop'])
    else:
        missing.append('uvloop')
    return commands, missing


def results_of(document):
    """Nanoseconds an item by benchmark name, counters by "name:counter"."""
    results = {}
    for benchmark in document['benchmarks']:
        name = re.sub(r'/iterations:\d+$', '', benchmark['name'])
        if 'items_per_second' in benchmark:
            results[name] = 1e9 / benchmark['items_per_second']
        for counter in ('bytes', 'per_million', 'longest_ms', 'p50_ms', 'p95_ms', 'p99_ms',
                        'max_ms', 'whole_ms'):
            if counter in benchmark:
                results[f'{name}:{counter}'] = benchmark[counter]
    return results


def run_round(commands, folder, smoke):
    results = {}
    # Memory in large pages, as the program takes it (app/largepages.h).
    environment = dict(os.environ, QT_QPA_PLATFORM='offscreen', MIMALLOC_LARGE_OS_PAGES='1',
                       COROSCOPE_RECORDER_FOLDER=str(recorder_folder(folder)))
    if smoke:
        environment['COROSCOPE_BENCH_TRANSITIONS'] = '100000'
    for command in commands:
        print('.', end='', file=sys.stderr, flush=True)
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                              env=environment, check=False)
        if done.returncode != 0:
            sys.exit(f'\n{" ".join(command)} failed:\n{done.stderr}')
        results.update(results_of(json.loads(done.stdout)))
    print(file=sys.stderr)
    return results


def value_of(goal, rounds):
    """The median over the rounds, or None when something it needs was not measured."""
    try:
        return statistics.median(goal.formula(results) for results in rounds)
    except KeyError:
        return None


def judged(rounds, smoke):
    """A row for each goal: what it says, its value and limit, and whether it is met."""
    rows = []
    for goal in GOALS:
        limit = goal.smoke if smoke else goal.limit
        if limit is None:
            continue
        value = value_of(goal, rounds)
        met = None if value is None else value <= limit
        rows.append({'id': goal.id, 'text': goal.text, 'value': value, 'limit': limit,
                     'unit': goal.unit, 'met': met})
    return rows


def print_medians(medians):
    raw = medians['switch/raw/1']
    print(f'{"benchmark":44}{"median":>12}{"to raw/1":>11}')
    for name, value in sorted(medians.items()):
        if ':' in name:
            print(f'{name:44}{value:12.2f}')
        else:
            print(f'{name:44}{value:9.1f} ns{value / raw:10.1f}x')


def print_goals(rows):
    words = {True: 'met', False: 'MISSED', None: 'not measured'}
    print(f'\n{"goal":60}{"value":>10}{"limit":>9}')
    for row in rows:
        value = '-' if row['value'] is None else f'{row["value"]:.2f}'
        print(f'{row["text"]:60}{value:>10}{row["limit"]:>9} {row["unit"]:6}{words[row["met"]]}')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    parser.add_argument('--smoke', action='store_true')
    parser.add_argument('--rounds', type=int, default=5)
    parser.add_argument('--output', type=pathlib.Path)
    options = parser.parse_args()

    commands, missing = programs(options.folder, options.smoke)
    count = 1 if options.smoke else options.rounds
    rounds = [run_round(commands, options.folder, options.smoke) for _ in range(count)]
    medians = {name: statistics.median(results[name] for results in rounds if name in results)
               for name in {name for results in rounds for name in results}}
    goals = judged(rounds, options.smoke)
    print_medians(medians)
    print_goals(goals)
    if missing:
        print(f'\nNot there, and left out: {", ".join(missing)}')
    if options.output:
        options.output.write_text(json.dumps(
            {'machine': platform.processor() or platform.machine(), 'missing': missing,
             'medians': medians, 'goals': goals, 'rounds': rounds}, indent=1), encoding='utf-8')
        print(f'\nAll results: {options.output}')
    return 1 if options.smoke and any(row['met'] is False for row in goals) else 0


if __name__ == '__main__':
    sys.exit(main())
