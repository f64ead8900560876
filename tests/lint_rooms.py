#!/usr/bin/python3
"""Finds includes against the arrows between the rooms, and names that two of the engine's files have.

    lint_rooms.py ROOT

A room is a folder; it may include itself and the rooms that ARROWS names for it, nothing else of
the project. The engine is standard C++ but for the rooms in QT. A file of the engine is known by its
name alone, in a trace for one, where "queue.cpp:42" must not mean two places.
"""
import pathlib
import re
import sys

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

_SCHEDULER = ('engine/core', 'engine/trace')
_SYNC = ('engine/sync', 'engine/task', *_SCHEDULER)
_RUN = ('engine/run', *_SYNC)
_LOOKS = ('views/style', 'views/words', 'views/analysis', 'views/model', 'engine/trace')
_PAINTERS = ('views/rows', 'views/depth', *_LOOKS)
_PANELS = ('views/timeline', 'views/export', 'views/output', 'views/inspector', 'views/loop',
           'views/findings', 'views/comparison', 'views/narration', 'views/path', 'views/scenario',
           'views/search', 'views/source', *_PAINTERS)

# Room, the rooms that it may include. A new room has to stand here.
ARROWS = {
    'engine/trace': (),
    'engine/trace/io': ('engine/trace',),
    'engine/scenario': (),
    'engine/core': ('engine/trace',),
    'engine/task': _SCHEDULER,
    'engine/sync': ('engine/task', *_SCHEDULER),
    'engine/run': _SYNC,
    'engine/qt': _RUN,
    'engine/workloads': ('engine/workloads/script', 'engine/scenario', *_RUN),
    'engine/workloads/script': ('engine/scenario', *_RUN),
    'engine/workloads/network': ('engine/workloads', 'engine/qt', 'engine/scenario', *_RUN),
    'views/model': ('engine/trace',),
    'views/analysis': ('views/model', 'engine/trace'),
    'views/words': ('views/analysis', 'views/model', 'engine/trace', 'engine/scenario'),
    'views/style': ('views/model', 'engine/trace'),
    'views/rows': _LOOKS,
    'views/depth': _LOOKS,
    'views/timeline': _PAINTERS,
    'views/export': _PAINTERS,
    'views/inspector': ('views/rows', *_LOOKS),
    'views/loop': _LOOKS,
    'views/findings': _LOOKS,
    'views/narration': _LOOKS,
    'views/path': _LOOKS,
    'views/comparison': _LOOKS,
    'views/search': _LOOKS,
    'views/output': _LOOKS,
    'views/source': _LOOKS,
    'views/scenario': (*_LOOKS, 'engine/scenario'),
    'app/session': ('engine/trace/io', 'views/export', 'views/words', 'views/analysis', 'views/model',
                    'engine/workloads', 'engine/workloads/script', 'engine/qt', 'engine/scenario', *_RUN),
    'app/transcript': ('views/words', 'views/model', 'engine/trace', 'engine/workloads/script'),
    'app/cli': ('app/transcript', 'app/session', 'engine/trace/io', 'views/export', *_PAINTERS, 'engine/workloads',
                'engine/workloads/script', 'engine/qt', 'engine/scenario', *_RUN),
    'app/dialogs': ('app/session', 'views/timeline', 'views/export', *_PAINTERS, 'engine/qt',
                    'engine/scenario', *_RUN),
    'app/workspace': ('app/session', *_PANELS, 'engine/qt', 'engine/scenario', *_RUN),
    'app/guides': ('app/transcript', 'app/workspace', 'app/dialogs', 'app/session', *_PANELS, 'engine/workloads',
                   'engine/qt', 'engine/scenario', *_RUN),
    'app/window': ('app/guides', 'app/workspace', 'app/dialogs', 'app/session', *_PANELS,
                   'engine/workloads', 'engine/qt', 'engine/scenario', *_RUN),
    'app': ('app/session', 'app/cli', 'app/guides', 'app/window', 'engine/workloads',
            'engine/workloads/network', 'engine/qt', 'engine/scenario', *_RUN),
}
QT = ('engine/qt', 'engine/workloads/network')
_PROJECT = re.compile(r'(?:engine|views|app|tests)/')


def room_of(path):
    """The folder of a file, whose path is relative to the root."""
    return path.rpartition('/')[0]


def lint(path, source):
    """(line, include) for each include that a file at path, relative to the root, may not have."""
    room = room_of(path)
    allowed = {room, *ARROWS.get(room, ())}
    without_qt = room.startswith('engine/') and room not in QT
    found = []
    for match in _INCLUDE.finditer(source):
        include = match[2]
        if match[1] == '<':
            forbidden = without_qt and re.match(r'Q|qt', include)
        else:
            forbidden = _PROJECT.match(include) and room_of(include) not in allowed
        if forbidden:
            found.append((source.count('\n', 0, match.start(1)) + 1, include))
    return found


def namesakes(paths):
    """(path, earlier path) for each file of the engine whose name an earlier one has already."""
    earlier = {}
    found = []
    for path in paths:
        if not path.startswith('engine/'):
            continue
        if (first := earlier.setdefault(path.rpartition('/')[2], path)) != path:
            found.append((path, first))
    return found


def main(words):
    root = pathlib.Path(words[0])
    paths = []
    count = 0
    for folder in ('engine', 'views', 'app'):
        for path in sorted((root / folder).rglob('*')):
            if path.suffix not in ('.h', '.cpp'):
                continue
            relative = path.relative_to(root).as_posix()
            paths.append(relative)
            for line, include in lint(relative, path.read_text(encoding='utf-8')):
                print(f'{relative}:{line}: {room_of(relative)} must not include {include}')
                count += 1
    for path, first in namesakes(paths):
        print(f'{path}:1: the engine has a file of this name already, {first}')
        count += 1
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
