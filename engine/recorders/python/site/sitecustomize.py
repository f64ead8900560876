"""Puts the recorder into every Python that starts with this folder first on PYTHONPATH.

COROSCOPE_RECORD is the file to write, in which %p is the process id; COROSCOPE_SAMPLE_MS how long a
step takes of which the stack is to be sampled. Nothing is imported before the
program itself imports asyncio. The sitecustomize that this one hides is imported as ever.
"""
import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))


class _Importer:
    """Finds asyncio like the others do, and has the recorder follow it."""

    def find_spec(self, name, path=None, target=None):
        if name != 'asyncio':
            return None
        sys.meta_path.remove(self)
        spec = next((found for found in (finder.find_spec(name, path, target)
                                         for finder in sys.meta_path if hasattr(finder, 'find_spec'))
                     if found is not None), None)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader:
    def __init__(self, loader):
        self._loader = loader

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        _install()


def _install():
    try:
        sys.path.insert(0, os.path.dirname(_HERE))
        try:
            import coroscope_record
        finally:
            sys.path.remove(os.path.dirname(_HERE))
        coroscope_record.install(os.environ['COROSCOPE_RECORD'],
                                 sample_ms=float(os.environ.get('COROSCOPE_SAMPLE_MS') or 0))
    except Exception as error:
        print(f'coroscope: not recorded: {type(error).__name__}: {error}', file=sys.stderr)


def _begin():
    if 'asyncio' in sys.modules:
        _install()
    else:
        sys.meta_path.insert(0, _Importer())


def _import_hidden():
    """What `import sitecustomize` would have found without this folder."""
    sys.path[:] = [path for path in sys.path if os.path.abspath(path or '.') != _HERE]
    ours = sys.modules.pop('sitecustomize')
    try:
        import sitecustomize  # noqa: F401
    except ImportError as error:
        if error.name != 'sitecustomize':
            raise
        sys.modules['sitecustomize'] = ours


if os.environ.get('COROSCOPE_RECORD'):
    _begin()
_import_hidden()
