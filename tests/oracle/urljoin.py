#!/usr/bin/python3
"""What urllib.parse.urljoin() makes of odd links, for tests/golden/urljoin.jsonl.

    urljoin.py [--check]    writes the file, or compares it with what this Python says

One JSON array a line: base, link, result; null stands for ValueError. Debian 12's /usr/bin/python3
has checks of bracketed hosts that other versions have not.
"""
import argparse
import json
import pathlib
import sys
from urllib.parse import urljoin

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / 'golden' / 'urljoin.jsonl'

BASES = [
    'http://h',
    'http://h/',
    'http://h/shelf/book/page.html?q=1#top',
    'HTTP://Host:8080//a//b;p/c;d',
    'https://u:p@[2001:db8::1]/x/../y/?z',
    'http://h/путь/a b/%7E?ü#é',
]

LINKS = [
    # the same page, and nothing
    '', '?', '#', '?#', '#f', '?q', '?q#f', ';', ';p', ';p?q#f', '.', './', './?q', './;p', '.#f',
    # upwards and sideways
    '..', '../', '../..', '../../', '../../..', '../../../up', '../x', './x', './../x', 'x/..',
    'x/../', 'x/../y', 'x/./y', 'x/.', 'x//y', 'x///../y', './/x', '..//x', '/..', '/../x', '/./x',
    '/x/../..', '/x//y', '/x//../y', '/.', '/...', '...', '..x', 'x..', '.x', 'x.', 'x/', '/',
    # parameters, queries and fragments that look like paths
    'x;p', 'x;p/y', 'x;p=1/../y', 'x?a/../b', 'x#a/../b', '/x;y;z?a?b#c#d', 'x;', 'x?', 'x#', ';/x',
    # other hosts
    '//g', '//g/', '//G:80/x/../y', '//', '///', '///x', '////x', '//u@', '//:80', '//g?q', '//g#f',
    '//g;p', 'http://g', 'HTTP://G/A', 'https://g//x', 'http://g/./x/../y;p?#',
    # schemes
    'http:', 'http:x', 'http:/x', 'http:?q', 'http:#f', 'http:..', 'https:x', 'HtTp:x', 'http:///x',
    'http:////x', 'mailto:a@b', 'mailto:a\tb', 'tel:+1', 'javascript:void(0)', 'data:,x', 'x:y',
    'ftp:x', 'file:///x', 'localhost:80/x', '1a:b', 'a+b:c', 'a b:c', ':x', '://x', 'é:x', 'http',
    'urn:x:y', 'c:\\x', '\\x', '..\\x', 'x\\..\\y',
    # white space and controls
    ' x', 'x ', ' x ', '\tx', 'x\ty', 'x\ny', '\r\n', ' ', '\x00x', '\x1fx', '\x0bx', '\u00a0x',
    '\u2003x', ' http://g/ ', 'ht\ttp:x', '/\t/g', 'h\nttp://g/\tx', '. .', '.\t.',
    # text that stays as it is
    'é', '文/档', '%2e%2e/x', '%2F', '%', '%zz', '😀', 'a|b^c`{}', '"<>', "it's", 'a&amp;b', '@', '*~!$',
    # brackets and look-alikes in the host
    '//[', '//]', '//[]', '//[::1]', '//[::1]:80/x', '//[::1]x', '//x[::1]', '//u@[::1]', '//[::1]@u',
    '//[1.2.3.4]', '//[v1.x]', '//[v.x]', '//[vg.x]', '//[::g]', '//[::1%25eth0]', '/[x]', '?[', '#]',
    'http://[::1', '//\u2100/', '//\uff0e/', '//a\uff1ab/', '//\u2488', '//e\u0301/', '//é\u212a',
]


def joined(base, link):
    try:
        return urljoin(base, link)
    except ValueError:
        return None


def golden():
    lines = [json.dumps([base, link, joined(base, link)], ensure_ascii=True)
             for base in BASES for link in LINKS]
    return '\n'.join(lines) + '\n'


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--check', action='store_true', help='compare, and write nothing')
    if not parser.parse_args().check:
        GOLDEN.write_text(golden())
    elif GOLDEN.read_text() != golden():
        sys.exit(f'{GOLDEN} is not what this Python says')


if __name__ == '__main__':
    main()
