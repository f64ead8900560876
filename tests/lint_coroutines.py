#!/usr/bin/python3
"""Finds the shapes of co_await that g++ 12 miscompiles.

    lint_coroutines.py ROOT      all C++ under ROOT's engine, views, app and tests

Each was seen to crash, to free twice or to run in the wrong order with g++ 12.2, at every level
of optimisation, where clang is right:

    if (co_await f())              a condition, in a coroutine without local variables
    f(co_await a(), co_await b())  both suspend before either resumes
    co_await [x] { ... }()         a capturing lambda in the operand
    co_await f({1, 2}), X{co_await f()}     a braced list around or in the operand
    c ? co_await f() : g()         ?: together with co_await
    throw X(co_await f()), new X(co_await f())

Name the value first: `const auto value = co_await f();`.
"""
import pathlib
import re
import sys

ROOMS = ('engine', 'views', 'app', 'tests')
SUFFIXES = ('.h', '.cpp')

_NOT_CODE = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)"'
    r'|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z_])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
_AWAIT = re.compile(r'\bco_await\b')
_HEAD = re.compile(r'\b(if|while|switch|for)\b(?:\s+constexpr)?\s*\(')
_CLOSING = {'(': ')', '[': ']', '{': '}'}


def lint(source):
    """(line, sentence) for each unsafe shape in a C++ source text."""
    code = _NOT_CODE.sub(_blank, source)
    found = [(offset, sentence) for start, text in _full_expressions(code)
             for offset, sentence in _judge(start, text)]
    found += _conditions(code)
    return sorted({(code.count('\n', 0, offset) + 1, sentence) for offset, sentence in found})


def _blank(match):
    """White space of the same length and lines; literals stay operands."""
    text = re.sub(r'[^\n]', ' ', match.group())
    return text if match.group().startswith('/') else '0' + text[1:]


def _closing(code, opening):
    """Position of the bracket that closes the one at opening, or the end."""
    depth = 0
    for i in range(opening, len(code)):
        if code[i] in '([{':
            depth += 1
        elif code[i] in ')]}':
            depth -= 1
            if depth == 0:
                return i
    return len(code)


def _conditions(code):
    for head in _HEAD.finditer(code):
        opening = head.end() - 1
        parts = code[opening + 1:_closing(code, opening)].split(';')
        if head[1] == 'for':
            conditions = parts[1:2]     # none: a loop over a range, which is safe
        else:
            conditions = parts[-1:]     # if and switch may have an initialiser before it
        if any(_AWAIT.search(part) for part in conditions):
            yield head.start(), f'co_await in the condition of {head[1]}'


def _full_expressions(code, first=0):
    """(position, text) of the pieces between semicolons, block braces and the heads of ifs and
    loops. Braces that hold no semicolon are a list and stay within their piece; so do the braces
    of a lambda in an argument, whose own pieces are apart. first: position of the code's begin."""
    start = i = depth = 0
    while i < len(code):
        head = _HEAD.match(code, i)
        if head and not (i and (code[i - 1].isalnum() or code[i - 1] == '_')):
            yield first + start, code[start:i]
            end = _closing(code, head.end() - 1)
            yield from _pieces(first + head.end(), code[head.end():end])
            start = i = end + 1
            continue
        if code[i] in '([':
            depth += 1
        elif code[i] in ')]':
            depth -= 1
        elif code[i] == '{':
            end = _closing(code, i)
            inner = code[i + 1:end]
            if ';' in inner and depth > 0:
                yield from _full_expressions(inner, first + i + 1)
                code = code[:i + 1] + ' ' * len(inner) + code[end:]
            if ';' not in inner or depth > 0:
                i = end + 1
                continue
        if code[i] in ';{}':
            yield first + start, code[start:i]
            start = i + 1
        i += 1
    yield first + start, code[start:]


def _pieces(start, text):
    for piece in text.split(';'):
        yield start, piece
        start += len(piece) + 1


def _judge(start, text):
    awaits = [match.start() for match in _AWAIT.finditer(text)]
    if not awaits:
        return
    if len(awaits) > 1:
        yield start + awaits[1], 'two co_awaits in one full expression'
    if '?' in text:
        yield start + awaits[0], '?: together with co_await'
    for word in ('throw', 'new'):
        if re.search(rf'\b{word}\b', text):
            yield start + awaits[0], f'{word} together with co_await'
    for position in awaits:
        if re.match(r'co_await\s*\[', text[position:]):
            yield start + position, 'a lambda in the operand of co_await'
        elif '{' in _operand(text, position):
            yield start + position, 'braces in the operand of co_await'
        if _inside_braces(text, position):
            yield start + position, 'co_await inside a braced list'


def _operand(text, position):
    depth = 0
    for i in range(position, len(text)):
        if text[i] in _CLOSING:
            depth += 1
        elif text[i] in _CLOSING.values():
            depth -= 1
        if depth < 0 or (depth == 0 and text[i] == ','):
            return text[position:i]
    return text[position:]


def _inside_braces(text, position):
    before = text[:position]
    return before.count('{') > before.count('}')


def main(words):
    root = pathlib.Path(words[0])
    count = 0
    for room in ROOMS:
        for path in sorted((root / room).rglob('*')):
            if path.suffix not in SUFFIXES:
                continue
            for line, sentence in lint(path.read_text(encoding='utf-8')):
                print(f'{path.relative_to(root)}:{line}: {sentence}')
                count += 1
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
