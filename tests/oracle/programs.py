"""The table of programs: their parameters, named and written as on Coroscope's command line."""
import dataclasses
import functools
import itertools
import types
import typing

from parameters import boolean, choice, integer, json_file, listed, seconds, seed
from scenarios import (agen, cancel, chain, chat, chess, condition, event, executor, hello, lock,
                       philosophers, queue, random, rounds, script, semaphore, tasks, timeout, tree)


class UsageError(Exception):
    """A wrong command line; the text says what is wrong."""


@dataclasses.dataclass
class Parameter:
    """default: None if it must be given."""

    default: str | None
    parse: typing.Callable[[str], object]


@dataclasses.dataclass
class Program:
    scenario: types.ModuleType
    parameters: dict[str, Parameter]

    def bind(self, texts):
        """Something to call, which runs the program with these values and defaults for the rest."""
        values = {}
        for name in texts:
            if name not in self.parameters:
                known = ', '.join(f'--{parameter}' for parameter in self.parameters)
                raise UsageError(f'there is no --{name} here, but {known}')
        for name, parameter in self.parameters.items():
            text = texts.get(name, parameter.default)
            if text is None:
                raise UsageError(f'--{name} must be given')
            try:
                values[name] = parameter.parse(text)
            except ValueError as error:
                raise UsageError(f'--{name} {text}: must be {error}') from None
        if self.scenario is random and values['colors'] and values['tasks'] > 3:
            raise UsageError('--colors true: there are three colours, so --tasks must be 3 or less')
        return functools.partial(self.scenario.run, **values)


def _program(scenario, **parameters):
    return Program(scenario, {name: Parameter(default, parse)
                              for name, (default, parse) in parameters.items()})


def _count(low=0):
    return integer(low, 1000)


PROGRAMS = {
    'hello': _program(hello, tasks=('3', _count()), delay=('1.0', seconds()),
                      blocking=('false', boolean())),
    'random': _program(random, tasks=('3', _count()), margin=('2', integer(1, 1000)),
                       seed=('444', seed()), colors=('false', boolean())),
    'chain': _program(chain, ids=('1,2,3', listed(',', integer(-2**31, 2**31 - 1))),
                      seed=('444', seed())),
    'queue': _program(queue, producers=('5', _count()), consumers=('10', _count()),
                      maxsize=('0', _count()), seed=('444', seed())),
    'tasks': _program(tasks, sequences=(
        '3,2,1;10,5,0', listed(';', listed(',', integer(-2**31, 2**31 - 1))))),
    'agen': _program(agen, count=('10', _count()), delay=('0.1', seconds()),
                     consumers=('1', _count())),
    'chess': _program(chess, mode=('async', choice('async', 'sync', 'sequential')),
                      opponents=('24', _count()), move=('5', seconds()), reply=('55', seconds()),
                      pairs=('30', _count()), verbose=('false', boolean())),
    'executor': _program(executor, mode=('executor', choice('executor', 'inline')),
                         jobs=('4', _count()), duration=('0.25', seconds()),
                         workers=('2', _count(1)), tick=('0.1', seconds(0.001))),
    'timeout': _program(timeout, kind=('wait_for', choice('wait_for', 'timeout')),
                        limit=('1.0', seconds()), delays=('0.5,2,1', listed(',', seconds())),
                        cleanup=('-1', seconds(-1.0)), swallow=('false', boolean()),
                        sequential=('false', boolean())),
    'cancel': _program(cancel, mode=('plain', choice('plain', 'finally', 'cleanup', 'swallow',
                                                     'twice', 'self', 'unstarted', 'gather',
                                                     'shield')),
                       tasks=('2', _count()), delay=('2', seconds()), after=('1', seconds())),
    'semaphore': _program(semaphore, workers=('6', _count()), admitted=('2', _count()),
                          rounds=('2', _count()), seed=('444', seed())),
    'lock': _program(lock, tasks=('3', _count()), rounds=('3', _count()),
                     locked=('true', boolean()), hold=('0.5', seconds())),
    'event': _program(event, waiters=('3', _count()), delay=('1.0', seconds()),
                      late=('1', _count())),
    'condition': _program(condition, consumers=('3', _count()), items=('6', _count()),
                          batch=('2', _count(1)), notify=('1', _count())),
    'rounds': _program(rounds, tasks=('3', _count()), turns=('3', _count()),
                       work=('0', seconds())),
    'tree': _program(tree, depth=('2', integer(0, 10)), width=('2', integer(0, 10)),
                     leaf=('1.0', seconds())),
    'philosophers': _program(philosophers, philosophers=('5', _count(1)), meals=('2', _count()),
                             polite=('true', boolean())),
    'chat': _program(chat, clients=('3', _count()), messages=('3', _count()),
                     seed=('444', seed()), transport=('memory', choice('memory'))),
    'script': _program(script, file=(None, json_file())),
}


def read_case(words):
    """The name of a program, and the texts of its options, from 'PROGRAM --NAME VALUE ...'."""
    name, *rest = words
    if name not in PROGRAMS:
        raise UsageError(f'there is no program {name}, but {", ".join(PROGRAMS)}')
    texts = {}
    for option, value in itertools.zip_longest(rest[::2], rest[1::2]):
        if not option.startswith('--'):
            raise UsageError(f'{option} is not a parameter: they are given as --NAME VALUE')
        if value is None:
            raise UsageError(f'{option} needs a value')
        texts[option[2:]] = value
    return name, texts
