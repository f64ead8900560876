"""Makes a script smaller as long as it keeps a property: delta debugging on its operations."""
import copy

from scenarios.script import Body


def minimise(script, interesting):
    """A script from which no single cut can be made without losing interesting(script)."""
    script = _without_unused(script)
    while True:
        smaller = next((cut for cut in _cuts(script) if interesting(cut)), None)
        if smaller is None:
            return script
        script = _without_unused(smaller)


def _cuts(script):
    """The script with something taken away or unwrapped, boldest first."""
    for index, block in enumerate(_blocks(script)):
        size = len(block)
        while size:
            for start in range(0, len(block), size):
                yield _edited(script, index, slice(start, start + size), [])
            size //= 2
    for index, block in enumerate(_blocks(script)):
        for position, operation in enumerate(block):
            place = slice(position, position + 1)
            for inner in _inner_blocks(operation):
                yield _edited(script, index, place, copy.deepcopy(inner))
            if operation[0] in ('gather', 'as_completed') or (
                    operation[0] == 'wait' and len(operation) > 2):
                kind, names, *rest = operation
                for name in names:
                    others = [other for other in names if other != name]
                    yield _edited(script, index, place, [[kind, others, *rest]])


def _edited(script, index, place, replacement):
    edited = copy.deepcopy(script)
    _blocks(edited)[index][place] = replacement
    return edited


def _blocks(script):
    """Every list of operations, in an order that is the same for a copy."""
    found = []
    pending = list(script['tasks'].values())
    while pending:
        block = pending.pop()
        found.append(block)
        for operation in block:
            pending += _inner_blocks(operation)
    return found


def _inner_blocks(operation):
    kind, *arguments = operation
    if kind == 'try':
        return arguments[:3]
    if kind == 'as_completed':
        return arguments[2:]
    return arguments[1:2] if kind in Body.ENCLOSING else []


def _without_unused(script):
    """Drops the tasks and objects that no operation names."""
    named = {'main'}
    for block in _blocks(script):
        for _, *arguments in block:
            for argument in arguments:
                if isinstance(argument, str):
                    named.add(argument)
                elif isinstance(argument, list):
                    named.update(name for name in argument if isinstance(name, str))
    kept = {part: {name: value for name, value in script[part].items() if name in named}
            for part in ('objects', 'tasks')}
    return kept if kept == script else _without_unused(kept)
