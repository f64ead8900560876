"""The cases whose lines and steps stand in tests/golden/ in full: small, each with its point.

Names of files are as seen from tests/golden/.
"""

NAMED_CASES = {
    'hello': {
        'default': {},
        'blocking': {'tasks': '2', 'blocking': 'true'},
    },
    'random': {
        'default': {},
        'colors': {'seed': '7', 'colors': 'true'},
        'one-task': {'tasks': '1', 'margin': '1', 'seed': '-3'},
    },
    'chain': {
        'default': {},
        'descending': {'ids': '9,6,3'},
    },
    'queue': {
        'default': {},
        'no-producers': {'producers': '0', 'consumers': '3'},
        'one-each': {'producers': '1', 'consumers': '1'},
        'maxsize-1': {'producers': '3', 'consumers': '2', 'maxsize': '1', 'seed': '1'},
        'maxsize-2-one-consumer': {
            'producers': '4', 'consumers': '1', 'maxsize': '2', 'seed': '2024'},
        'negative-seed': {'producers': '2', 'consumers': '3', 'seed': '-444'},
        'smallest-seed': {'producers': '3', 'consumers': '4', 'seed': '-9223372036854775808'},
        'no-consumers': {'producers': '2', 'consumers': '0'},
        'nothing-produced': {'producers': '1', 'consumers': '2', 'seed': '2'},
    },
    'tasks': {
        'default': {},
        'equal-sleeps': {'sequences': '1,3;3;2,3,0;0'},
    },
    'agen': {
        'default': {},
        'three-consumers': {'count': '3', 'consumers': '3', 'delay': '0.5'},
        'no-delay': {'count': '3', 'consumers': '2', 'delay': '0'},
    },
    'chess': {
        'small': {'opponents': '3', 'pairs': '2', 'verbose': 'true'},
        'small-sync': {'opponents': '2', 'pairs': '2', 'mode': 'sync'},
        'small-sequential': {'opponents': '2', 'pairs': '2', 'mode': 'sequential'},
        'default': {},
    },
    'executor': {
        'default': {},
        'inline': {'mode': 'inline'},
        'ties-with-ticks': {'jobs': '3', 'duration': '0.2', 'workers': '1', 'tick': '0.1'},
    },
    'timeout': {
        'default': {},
        'block': {'kind': 'timeout'},
        'cleanup': {'delays': '2,0.5', 'cleanup': '0.25'},
        'swallow': {'delays': '2,1', 'swallow': 'true', 'sequential': 'true'},
        'no-time': {'limit': '0', 'delays': '0,1'},
    },
    'cancel': {
        'default': {},
        'finally': {'mode': 'finally'},
        'cleanup': {'mode': 'cleanup'},
        'swallow': {'mode': 'swallow'},
        'twice': {'mode': 'twice'},
        'self': {'mode': 'self'},
        'unstarted': {'mode': 'unstarted'},
        'gather': {'mode': 'gather'},
        'shield': {'mode': 'shield'},
    },
    'semaphore': {
        'default': {},
        'one-admitted': {'workers': '3', 'admitted': '1', 'rounds': '2', 'seed': '1'},
    },
    'lock': {
        'default': {},
        'lost-updates': {'locked': 'false'},
        'no-hold': {'tasks': '2', 'rounds': '2', 'hold': '0'},
    },
    'event': {
        'default': {},
        'nobody-waits': {'waiters': '0', 'late': '2', 'delay': '0'},
    },
    'condition': {
        'default': {},
        'notify-one': {'notify': '1', 'items': '4'},
        'notify-all': {'notify': '0'},
        'batch-larger-than-items': {
            'consumers': '2', 'items': '3', 'batch': '5', 'notify': '0'},
    },
    'rounds': {
        'default': {},
        'work': {'tasks': '2', 'turns': '2', 'work': '0.5'},
    },
    'tree': {
        'default': {},
        'narrow': {'depth': '3', 'width': '1', 'leaf': '0'},
    },
    'philosophers': {
        'default': {},
        'deadlock': {'philosophers': '3', 'polite': 'false'},
    },
    'chat': {
        'default': {},
        'alone': {'clients': '1', 'messages': '2', 'seed': '3'},
    },
    'script': {
        name: {'file': f'../../resources/scripts/{name}.json'} for name in (
            'pipeline', 'workers', 'locks', 'condition', 'cancellation', 'timeouts', 'executor',
            'gather', 'gather-mixed', 'due-at-once', 'deadlock', 'task-group', 'wait', 'as-completed',
            'queues', 'futures', 'exceptions', 'values')
    } | {
        name: {'file': f'../oracle/scripts/{name}.json'} for name in (
            'circles', 'foreign-release', 'set-exceptions', 'tiny-times')
    },
}
