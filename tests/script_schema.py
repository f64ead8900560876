#!/usr/bin/python3
"""Holds resources/script.schema.json against scripts that run, and against ones that do not."""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print('The package python3-jsonschema, which checks the schema of scripts, is not there.')
    sys.exit(0)

_TESTS = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(_TESTS / 'oracle'))
from randomscript import numbered_script, wild_script  # noqa: E402

_RANDOM = 40
# Operations that are wrong whatever the names stand for.
_WRONG = [
    [], ['slep', 1], 'sleep', ['sleep'], ['sleep', '1'], ['sleep', True], ['sleep', 1, 2],
    ['burn', -1], ['uncancel', 1], ['gather', 'a', True], ['gather', ['a'], 'yes'],
    ['gather', [1], True], ['wait', ['a'], 'FIRST', None], ['wait', ['a'], 'ALL_COMPLETED'],
    ['wait_for', 'a', '1'], ['timeout', None, ['sleep', 1]], ['timeout', None, [['slep', 1]]],
    ['repeat', 1.5, []], ['repeat', 1000001, []], ['raise', 'Error'],
    ['raise', 'ExceptionGroup'], ['raise', 'KeyError', 1],
    ['try', [], [], []], ['try', [], [], [], False, ['Error']], ['try', [], [], [], None],
    ['notify', 'c', -1], ['set_exception', 'f'], ['set_exception', 'f', 'KeyError', None],
    ['return'], ['print'], ['print', 1], ['put', 'q'], ['get', 1],
]
_WRONG_OBJECTS = [
    'queue', [], ['que'], ['lock', 1], ['queue', 1.5], ['queue', 1, 2], ['semaphore', -1],
]
_WRONG_SCRIPTS = [
    [], {}, {'tasks': []}, {'tasks': {}}, {'tasks': {'main': {}}}, {'tasks': {'main': ''}},
    {'tasks': {'main': [], '': []}}, {'objects': [], 'tasks': {'main': []}},
]


def scripts():
    """(what it is called, script) of those that run."""
    for folder in ('../resources/scripts', 'golden', 'oracle/scripts'):
        for path in sorted((_TESTS / folder).glob('*.json')):
            yield path.name, json.loads(path.read_text(encoding='utf-8'))
    for number in range(_RANDOM):
        yield f'random {number}', numbered_script(number)
        yield f'wild {number}', wild_script(number)


def wrong_scripts():
    yield from _WRONG_SCRIPTS
    for operation in _WRONG:
        yield {'tasks': {'main': [operation]}}
    for wrong in _WRONG_OBJECTS:
        yield {'objects': {'a': wrong}, 'tasks': {'main': []}}


def main():
    schema = json.loads((_TESTS / '../resources/script.schema.json').read_text(encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(schema)
    validator = jsonschema.Draft7Validator(schema)
    count = 0
    faults = 0
    for name, script in scripts():
        count += 1
        for error in validator.iter_errors(script):
            print(f'{name}: {error.message}')
            faults += 1
    for script in wrong_scripts():
        if validator.is_valid(script):
            print(f'taken for a script: {json.dumps(script)}')
            faults += 1
    print(f'{count} scripts are valid' if faults == 0 else f'{faults} faults')
    return 1 if faults or count < 2 * _RANDOM else 0


if __name__ == '__main__':
    sys.exit(main())
