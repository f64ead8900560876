#!/usr/bin/python3
"""Makes the corpus of fuzz_tracefile out of saved runs.

    corpus.py BINARY

BINARY is the program. An input is the beginning of a file's header, and its chunks.
"""
import pathlib
import subprocess
import sys
import tempfile

HEADER, HEADER_IN_INPUT = 65536, 256
CORPUS = pathlib.Path(__file__).parent / 'corpus'
RUNS = {
    'hello': ['hello'],
    'queue': ['queue', '--producers', '1', '--consumers', '1'],
    'cancel': ['cancel'],
    'lock': ['lock'],
    'executor': ['executor'],
    'deadlock': ['script', '--file', 'resources/scripts/deadlock.json'],
    'exceptions': ['script', '--file', 'resources/scripts/exceptions.json'],
    'loops': ['cores', '--loops', '2', '--clock', 'real'],
}


def unsealed(data):
    """The input that stands for a file. A seal would keep every change from being read."""
    chunks = bytearray(data[HEADER:])
    at = 0
    while at < len(chunks):
        size = int.from_bytes(chunks[at + 8:at + 12], 'little')
        chunks[at + 12:at + 16] = bytes(4)
        at += size
    return data[:HEADER_IN_INPUT] + chunks


def main(binary):
    CORPUS.mkdir(exist_ok=True)
    root = pathlib.Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        for name, run in RUNS.items():
            file = pathlib.Path(folder) / name
            # A program of them fails, and is saved all the same.
            subprocess.run([binary, 'run', *run, '--quiet', '--save', file], cwd=root,
                           stderr=subprocess.DEVNULL)
            (CORPUS / name).write_bytes(unsealed(file.read_bytes()))


if __name__ == '__main__':
    main(sys.argv[1])
