"""Random parameters for each program: small enough to run in a moment, odd enough to matter.

A case is a program's name and the texts of its parameters; the same generator state gives the same
cases for ever, which the golden data relies on.
"""


def command_words(name, texts):
    return [name, *(word for parameter, text in texts.items() for word in (f'--{parameter}', text))]


def random_case(name, rng):
    return name, {parameter: str(value) for parameter, value in _VALUES[name](rng).items()}


def _seed(rng):
    """A small one, one of 33 bits, or any of 64."""
    bits = rng.choice((8, 32, 63))
    return rng.randrange(-2**bits, 2**bits)


def _flag(rng):
    return rng.choice(('true', 'false'))


def _delay(rng):
    """Few different ones, so that deadlines coincide, and some of many digits."""
    return rng.choice((0.0, 0.1, 0.25, 0.3, 0.5, 1.0, 1.5, 2.0, round(rng.uniform(0, 3), 6)))


def _joined(separator, values):
    return separator.join(str(value) for value in values)


def _several(rng, most, draw):
    return [draw() for _ in range(rng.randint(1, most))]


def _random(rng):
    colors = _flag(rng)
    return {'tasks': rng.randint(0, 3 if colors == 'true' else 12),
            'margin': rng.randint(1, 4), 'seed': _seed(rng), 'colors': colors}


def _sequence(rng):
    return _joined(',', _several(rng, 4, lambda: rng.randint(0, 10)))


_VALUES = {
    'hello': lambda rng: {
        'tasks': rng.randint(0, 12), 'delay': _delay(rng), 'blocking': _flag(rng)},
    'random': _random,
    'chain': lambda rng: {
        'ids': _joined(',', _several(rng, 8, lambda: rng.randint(0, 20))), 'seed': _seed(rng)},
    'queue': lambda rng: {
        'producers': rng.randint(0, 20), 'consumers': rng.randint(1, 20),
        'maxsize': rng.randint(0, 5), 'seed': _seed(rng)},
    'tasks': lambda rng: {
        'sequences': _joined(';', _several(rng, 6, lambda: _sequence(rng)))},
    'agen': lambda rng: {
        'count': rng.randint(0, 12), 'delay': _delay(rng), 'consumers': rng.randint(0, 5)},
    'chess': lambda rng: {
        'mode': rng.choice(('async', 'sync', 'sequential')), 'opponents': rng.randint(1, 12),
        'move': rng.choice((0, 1, 5, _delay(rng))), 'reply': rng.choice((0, 5, 20, 55)),
        'pairs': rng.randint(0, 8), 'verbose': _flag(rng)},
    'executor': lambda rng: {
        'mode': rng.choice(('executor', 'executor', 'inline')), 'jobs': rng.randint(0, 8),
        'duration': _delay(rng), 'workers': rng.randint(1, 4),
        'tick': rng.choice((0.05, 0.1, 0.25, 0.3))},
    'timeout': lambda rng: {
        'kind': rng.choice(('wait_for', 'timeout')), 'limit': _delay(rng),
        'delays': _joined(',', _several(rng, 6, lambda: _delay(rng))),
        'cleanup': rng.choice((-1, -1, 0, 0.25, 1)), 'swallow': _flag(rng),
        'sequential': _flag(rng)},
    'cancel': lambda rng: {
        'mode': rng.choice(('plain', 'finally', 'cleanup', 'swallow', 'twice', 'self', 'unstarted',
                            'gather', 'shield')),
        'tasks': rng.randint(0, 5), 'delay': _delay(rng), 'after': _delay(rng)},
    'semaphore': lambda rng: {
        'workers': rng.randint(0, 10), 'admitted': rng.randint(1, 5), 'rounds': rng.randint(0, 4),
        'seed': _seed(rng)},
    'lock': lambda rng: {
        'tasks': rng.randint(0, 8), 'rounds': rng.randint(0, 4), 'locked': _flag(rng),
        'hold': _delay(rng)},
    'event': lambda rng: {
        'waiters': rng.randint(0, 10), 'delay': _delay(rng), 'late': rng.randint(0, 4)},
    'condition': lambda rng: {
        'consumers': rng.randint(0, 6), 'items': rng.randint(0, 12), 'batch': rng.randint(1, 4),
        'notify': rng.randint(0, 3)},
    'rounds': lambda rng: {
        'tasks': rng.randint(0, 8), 'turns': rng.randint(0, 6), 'work': _delay(rng)},
    'tree': lambda rng: {
        'depth': rng.randint(0, 4), 'width': rng.randint(1, 3), 'leaf': _delay(rng)},
    'philosophers': lambda rng: {
        'philosophers': rng.randint(2, 9), 'meals': rng.randint(0, 4), 'polite': _flag(rng)},
    'chat': lambda rng: {
        'clients': rng.randint(0, 6), 'messages': rng.randint(0, 5), 'seed': _seed(rng)},
}

PROGRAMS_WITH_CASES = tuple(_VALUES)
