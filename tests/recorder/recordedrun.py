"""Runs the oracle's programs on its virtual clock with asyncio's own tasks, and records them."""
import os
import pathlib
import pickle
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(TESTS / 'oracle'), os.environ.get('COROSCOPE_RECORDER_FOLDER')
                or str(TESTS.parent / 'engine/recorders/python')]

import recordcase  # noqa: E402
from tracereader import Trace  # noqa: E402


def record(program, path):
    """The trace of program()."""
    in_child(lambda: recordcase.record(program, path))
    return Trace(path)


def in_child(function):
    """What function() returns in a process of its own, where numbers of tasks begin at 1."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            with open(writing, 'wb') as file:
                pickle.dump(function(), file)
        finally:
            os._exit(0)
    os.close(writing)
    with open(reading, 'rb') as file:
        data = file.read()
    os.waitpid(child, 0)
    return pickle.loads(data)  # of nothing: it has died
