#!/usr/bin/python3
"""asyncio's tasks and queues, or uvloop's, or asyncio's with the recorder in, of either half.

    asyncio_peer.py [--uvloop | --recorded python | --recorded c] [--filter REGEX] [--scale N]

The half in C is that in COROSCOPE_RECORDER_FOLDER.

Prints Google Benchmark's JSON.
"""
import argparse
import asyncio
import gc
import json
import os
import pathlib
import re
import sys
import tempfile
import time

RECORDER = (os.environ.get('COROSCOPE_RECORDER_FOLDER')
            or str(pathlib.Path(__file__).resolve().parents[3] / 'engine/recorders/python'))


async def switcher(count):
    for _ in range(count):
        await asyncio.sleep(0)


async def switches(tasks, count):
    await asyncio.gather(*(switcher(count // tasks) for _ in range(tasks)))


async def produce(queue, count):
    for item in range(count):
        await queue.put(item)


async def consume(queue, count):
    for _ in range(count):
        await queue.get()


async def transfer(producers, consumers, maxsize, items):
    queue = asyncio.Queue(maxsize)
    await asyncio.gather(*(produce(queue, items // producers) for _ in range(producers)),
                         *(consume(queue, items // consumers) for _ in range(consumers)))


async def nothing():
    pass


async def spawn(tasks):
    for _ in range(tasks // 1000):
        batch = [asyncio.create_task(nothing()) for _ in range(1000)]
        await asyncio.sleep(0)
        del batch


async def gathered(tasks):
    for _ in range(tasks // 1000):
        await asyncio.gather(*(nothing() for _ in range(1000)))


def resident_bytes():
    with open('/proc/self/statm', encoding='ascii') as file:
        return int(file.read().split()[1]) * os.sysconf('SC_PAGESIZE')


async def sleeper_bytes(tasks):
    gc.collect()
    before = resident_bytes()
    sleepers = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(tasks)]
    await asyncio.sleep(0)
    grown = resident_bytes() - before
    for sleeper in sleepers:
        sleeper.cancel()
    await asyncio.gather(*sleepers, return_exceptions=True)
    return grown / tasks


def record(folder):
    sys.path.insert(0, RECORDER)
    import coroscope_record
    coroscope_record.install(os.path.join(folder, 'bench.coroscope'))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--uvloop', action='store_true')
    parser.add_argument('--recorded', choices=('python', 'c'))
    parser.add_argument('--filter', default='.')
    parser.add_argument('--scale', type=int, default=1)
    options = parser.parse_args()
    peer = 'asyncio'
    if options.uvloop:
        import uvloop
        uvloop.install()
        peer = 'uvloop'
    if options.recorded:
        peer = f'recorded-{options.recorded}'
        os.environ['COROSCOPE_RECORDER'] = options.recorded
        folder = tempfile.TemporaryDirectory()
        record(folder.name)

    results = []

    def measure(name, items, work):
        if not re.search(options.filter, name):
            return
        items //= options.scale
        begin = time.process_time()
        asyncio.run(work(items))
        elapsed = time.process_time() - begin
        results.append({'name': name, 'items_per_second': items / elapsed})

    for tasks in (1, 1000):
        measure(f'switch/{peer}/{tasks}', 100_000, lambda n, t=tasks: switches(t, n))
    for producers, consumers in ((1, 1), (5, 10)):
        for size, maxsize, items in (('unbounded', 0, 100_000), ('maxsize-1', 1, 30_000)):
            measure(f'queue/{peer}/{size}/{producers}/{consumers}', items,
                    lambda n, p=producers, c=consumers, m=maxsize: transfer(p, c, m, n))
    measure(f'spawn/{peer}', 50_000, spawn)
    measure(f'gather/{peer}', 50_000, gathered)
    name = f'sleepers/{peer}/100000'
    if re.search(options.filter, name):
        results.append({'name': name, 'bytes': asyncio.run(sleeper_bytes(100_000))})
    print(json.dumps({'benchmarks': results}))


if __name__ == '__main__':
    main()
