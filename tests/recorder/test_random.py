#!/usr/bin/python3
"""Random scripts: what the recorder sees of CPython's tasks, and what the oracle's tell.

    test_random.py [COUNT [FIRST]]     60 from number 2000 on
"""
import functools
import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / 'oracle'))
import cpython311  # noqa: E402,F401, before what other Pythons cannot read
from programs import PROGRAMS  # noqa: E402
from randomscript import numbered_script  # noqa: E402
from recordedrun import in_child, record  # noqa: E402
from virtualrun import run  # noqa: E402

COUNT, FIRST = 60, 2000


class RandomTest(unittest.TestCase):
    def test_the_steps_of_random_scripts(self):
        for number in range(FIRST, FIRST + COUNT):
            program = functools.partial(PROGRAMS['script'].scenario.run, numbered_script(number))
            with self.subTest(number), tempfile.TemporaryDirectory() as folder:
                wanted = in_child(lambda: [step.row() for step in run(program).steps])
                trace = record(program, str(pathlib.Path(folder, 'random.coroscope')))
                self.assertEqual(wanted, list(trace.steps()))


if __name__ == '__main__':
    numbers = [int(word) for word in sys.argv[1:]]
    COUNT, FIRST = (numbers + [COUNT, FIRST][len(numbers):])[:2]
    unittest.main(argv=sys.argv[:1])
