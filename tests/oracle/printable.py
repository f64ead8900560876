#!/usr/bin/python3
"""Which characters Python's repr() escapes: the table that the engine uses, and what to test it by.

    printable.py [--check]    writes both files, or compares them with what this Python says

engine/workloads/script/printable.h holds the ranges that str.isprintable() refuses, by the character
database of Debian 12's Python. tests/golden/repr.tsv has, for each block of 4096 code points, the
digest of the repr() of them all in one string.
"""
import argparse
import hashlib
import itertools
import pathlib
import sys
import unicodedata

import cpython311  # noqa: F401, the version of Unicode is another in other Pythons

PROJECT = pathlib.Path(__file__).resolve().parents[2]
TABLE = PROJECT / 'engine' / 'workloads' / 'script' / 'printable.h'
DIGESTS = PROJECT / 'tests' / 'golden' / 'repr.tsv'

_BLOCK = 4096
_LINE = 96

_HEADER = f'''#pragma once

#include <array>

// Written by tests/oracle/printable.py, from Unicode {unicodedata.unidata_version}.
namespace engine::python {{

struct CharacterRange
{{
    char32_t first;
    char32_t last;
}};

/// What str.isprintable() refuses, in order.
'''


def unprintable_ranges():
    """(first, last) of each range, in order."""
    codes = (code for code in range(sys.maxunicode + 1) if not chr(code).isprintable())
    for _, run in itertools.groupby(enumerate(codes), lambda pair: pair[1] - pair[0]):
        run = [code for _, code in run]
        yield run[0], run[-1]


def table():
    ranges = [f'{{0x{first:x}, 0x{last:x}}},' for first, last in unprintable_ranges()]
    lines = ['   ']
    for text in ranges:
        if len(lines[-1]) + 1 + len(text) > _LINE:
            lines.append('   ')
        lines[-1] += ' ' + text
    rows = '\n'.join(lines)
    return (f'{_HEADER}// clang-format off\n'
            f'inline constexpr std::array<CharacterRange, {len(ranges)}> Unprintable{{{{\n{rows}\n'
            '}};\n// clang-format on\n\n} // namespace engine::python\n')


def digests():
    rows = ['first\trepr_sha256']
    for first in range(0, sys.maxunicode + 1, _BLOCK):
        text = repr(''.join(map(chr, range(first, first + _BLOCK))))
        # Surrogates are escaped, so that the text can always be encoded.
        rows.append(f'{first:x}\t{hashlib.sha256(text.encode()).hexdigest()}')
    return '\n'.join(rows) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--check', action='store_true', help='compare, and write nothing')
    check = parser.parse_args().check
    for path, text in ((TABLE, table()), (DIGESTS, digests())):
        if not check:
            path.write_text(text, encoding='utf-8')
        elif path.read_text(encoding='utf-8') != text:
            sys.exit(f'{path} is not what this Python says')


if __name__ == '__main__':
    main()
