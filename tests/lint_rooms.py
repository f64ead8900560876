#!/usr/bin/python3
"""Finds includes against the arrows between the rooms.

    lint_rooms.py ROOT

app may include all; views know what a run left behind and what a scenario is; the engine knows
neither, and Qt in engine/qt only.
"""
import pathlib
import re
import sys

_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)

# Folder, what its files may not include, but for what is excepted. The first folder that a file
# lies in counts.
RULES = (
    ('engine/qt', re.compile(r'"(views|app|tests)/'), None),
    ('engine', re.compile(r'"(views|app|tests|engine/qt)/|<Q|<qt'), None),
    ('views', re.compile(r'"(app|tests|engine)/'), re.compile(r'"engine/(trace|scenario)/')),
    ('app', re.compile(r'"tests/'), None),
)


def lint(path, source):
    """(line, include) for each include that a file at path, relative to the root, may not have."""
    rule = next((rule for rule in RULES if path.startswith(rule[0] + '/')), None)
    if rule is None:
        return []
    _, forbidden, excepted = rule
    found = []
    for match in _INCLUDE.finditer(source):
        include = match[1] + match[2]
        if forbidden.match(include) and not (excepted and excepted.match(include)):
            found.append((source.count('\n', 0, match.start(1)) + 1, match[2]))
    return found


def main(words):
    root = pathlib.Path(words[0])
    count = 0
    for folder in ('engine', 'views', 'app'):
        for path in sorted((root / folder).rglob('*')):
            if path.suffix not in ('.h', '.cpp'):
                continue
            relative = path.relative_to(root).as_posix()
            for line, include in lint(relative, path.read_text(encoding='utf-8')):
                print(f'{relative}:{line}: {folder} must not include {include}')
                count += 1
    return 1 if count else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
