"""Records what the asyncio tasks of this process do, for Coroscope to show.

    python3 -m coroscope_record [-o FILE] PROGRAM.py [ARGUMENT]...
    python3 -m coroscope_record [-o FILE] -m MODULE [ARGUMENT]...
    python3 -m coroscope_record [-o FILE] -c CODE [ARGUMENT]...

In FILE, %p is the process id; without -o it is named after the program. `coroscope record --
COMMAND...` does the same for any command, by way of site/sitecustomize.py.

One file, nothing but the standard library, CPython 3.8 to 3.14. asyncio's own tasks and loops do
the work as without it: there is no task factory, no wrapped coroutine, no profile hook. What is
replaced, and put back when the recorder gives up, is listed in hook_asyncio(). An error in here
never reaches the program: the recorder takes itself out with one line on standard error.

The file is that of engine/trace/io/FORMAT.md. It is mapped: what has been recorded survives the
death of the process by any means.
"""
import itertools
import mmap
import os
import struct
import sys
import weakref
from _thread import RLock, get_ident
from time import monotonic_ns, time_ns
from types import (AsyncGeneratorType, BuiltinMethodType, CoroutineType, GeneratorType, MethodType)

VERSION = '1.0'

# Kinds of records.
(CREATED, READY, RESUMED, SUSPENDED, FINISHED, FAILED, CANCELLED, CANCEL_REQUESTED, LOST, DEPTH,
 PRINTED, ENDED, ACQUIRED, RELEASED, RENAMED, UNRETRIEVED, LOOP_RUNS, LOOP_STOPS, LOOP_IDLE,
 BLOCKED, MARKED) = range(21)
NONE = 0xFFFFFFFF
EXTERNAL = 0xFFFFFFFE
TIMER = 0xFFFFFFFD
FIRST_CAUSE = FIRST_OF_TURN = 0x80000000
ENDED_DONE, ENDED_FAILED, ENDED_DEADLOCKED, ENDED_STOPPED = range(4)

# Types of table entries.
(TEXT, SITE, TASK, OBJECT, WAIT_KIND, WAIT, CHAIN, CAUSE, LINE, PROPERTY,
 FAILURE) = range(1, 12)

# Shapes of kinds of waits.
(S_TIMER, S_TURN, S_QUEUE_GET, S_QUEUE_PUT, S_QUEUE_JOIN, S_TASK, S_GATHER, S_LOCK, S_EVENT,
 S_NETWORK, S_EXECUTOR, S_GENERATOR, S_OTHER) = range(13)
ON_NOTHING, ON_OBJECT, ON_TASK = range(3)
NO_AMOUNT, NANOSECONDS, COUNT = range(3)


# ---------------------------------------------------------------------------------------
# The file
# ---------------------------------------------------------------------------------------

CHUNK = 1 << 16
RECS = int.from_bytes(b'RECS', 'little')
TABL = int.from_bytes(b'TABL', 'little')
WORDS = CHUNK // 8


class TraceFile:
    """The header and the chunks.

    Chunks are given out of windows: parts of the file that are mapped as one, each larger than the
    one before. A window's map is kept for good: closing it would close the descriptor that the
    mmap module has made, whose number may be the program's own by then.
    """

    MAGIC = b'\x89CRS\r\n\x1a\n'
    FIRST_WINDOW, LAST_WINDOW = 16, 512  # chunks

    def __init__(self, path, clock, properties):
        self.path = path
        self._fd = _open_above(path, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        self._identity = _identity(self._fd)
        self._lock = RLock()
        self._next = 0  # chunk to be given out
        self._windows = []
        self._window_end = 0
        self._size = self.FIRST_WINDOW
        self._writers = itertools.count(1).__next__
        self._discard = False
        self._write_header(clock, properties)
        self._hold()

    def chunk(self, kind, writer):
        """A new chunk, as 64-bit words, of which the first two are its head."""
        with self._lock:
            if self._discard:
                return memoryview(bytearray(CHUNK)).cast('Q')
            if self._next == self._window_end:
                self._map_window()
            at = (self._next - self._window_end + self._size) * CHUNK
            words = self._windows[-1][at:at + CHUNK].cast('Q')
            self._next += 1
            words[1] = CHUNK
            words[0] = kind | writer << 32
            return words

    def new_writer(self):
        return self._writers()

    def discard(self):
        """Whatever is written from now on goes nowhere."""
        self._discard = True

    def close(self):
        """Gives back what no chunk has been begun in, and the hold on the file."""
        with self._lock:
            self.discard()
            if self._is_ours(self._fd):
                os.ftruncate(self._fd, CHUNK * (1 + self._next))
            self.release()

    def release(self):
        """Lets go of the file; in a child, after a fork, its parent still holds it."""
        if self._held is not None and self._is_ours(self._held):
            os.close(self._held)
        self._held = None

    def _write_header(self, clock, properties):
        os.ftruncate(self._fd, CHUNK)
        header = mmap.mmap(self._fd, CHUNK)
        at = 64
        for key, value in properties.items():
            entry = _property(key, value)
            entry = struct.pack('<II', PROPERTY, len(entry)) + entry + bytes(-len(entry) % 8)
            if at + len(entry) <= CHUNK:
                header[at:at + len(entry)] = entry
                at += len(entry)
        real = clock is monotonic_ns
        struct.pack_into('<HHIQqq', header, 8, 1, 0, int(real), clock(),
                         time_ns() if real else 0, os.getpid())
        header[:8] = self.MAGIC
        self._header = header

    def _hold(self):
        """Tells readers that more may come, for as long as this process lives.

        By a descriptor of its own: those that the mmap module makes stay open in children.
        """
        self._held = None
        try:
            import fcntl
            self._held = _open_above(self.path, os.O_RDWR)
            fcntl.flock(self._held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (ImportError, OSError):
            pass  # a file system without locks

    def _map_window(self):
        if self._windows:
            self._size = min(2 * self._size, self.LAST_WINDOW)
            if hasattr(mmap, 'MADV_DONTNEED'):
                self._map.madvise(mmap.MADV_DONTNEED)  # the pages stay, but not in this process
        if not self._is_ours(self._fd):  # the program has closed what it does not know
            self._fd = _open_above(self.path, os.O_RDWR)
            if not self._is_ours(self._fd):
                raise OSError(f'{self.path} is no longer the file that was begun')
        first = self._next
        os.ftruncate(self._fd, CHUNK * (1 + first + self._size))
        self._map = mmap.mmap(self._fd, CHUNK * self._size, offset=CHUNK * (1 + first))
        self._windows.append(memoryview(self._map))
        self._window_end = first + self._size

    def _is_ours(self, fd):
        return _identity(fd) == self._identity


def _open_above(path, flags):
    """Opens with a number above those that a program counts on."""
    fd = os.open(path, flags | getattr(os, 'O_CLOEXEC', 0), 0o666)
    try:
        import fcntl
        high = fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, 200)
    except (ImportError, OSError):
        return fd
    os.close(fd)
    return high


def _identity(fd):
    try:
        status = os.fstat(fd)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _property(key, value):
    return key.encode() + b'\0' + _utf8(value)[:CHUNK // 4]


def _utf8(text):
    return text.encode('utf-8', 'backslashreplace')


class Tables:
    """What records point to. An entry is complete in the file before its id is handed out.

    Entries are claimed before they are filled, with nothing in between at which another thread, a
    signal's handler or the garbage collector could come in.
    """

    def __init__(self, file):
        self._file = file
        self._writer = file.new_writer()
        self._lock = RLock()
        self._ids = [itertools.count(1 if kind == TEXT else 0).__next__ for kind in range(12)]
        self._texts = {'': 0}
        self._interned = {}
        self._begin()

    def text(self, text):
        """Id of a text that comes again and again."""
        found = self._texts.get(text)
        if found is None:
            found = self._texts[text] = self.rare_text(text)
        return found

    def rare_text(self, text):
        return self._pieces(TEXT, _utf8(text)) if text else 0

    def line(self, text):
        return self._pieces(LINE, _utf8(text))

    def site(self, file, function, line):
        return self._intern(SITE, '<3I', self.text(file), self.text(function), line or 0)

    def chain(self, parent, site):
        return self._intern(CHAIN, '<2I', parent, site)

    def wait_kind(self, word, shape, what=ON_NOTHING, amount=NO_AMOUNT, in_line=False):
        word = _utf8(word)
        return self._intern(WAIT_KIND, f'<4B{len(word)}s', shape, what, amount, int(in_line), word)

    def wait(self, kind, what, chain, amount):
        return self._new(WAIT, struct.pack('<3Iq', kind, what, chain, amount))

    def cause(self, kind, name, number=0):
        return self._intern(CAUSE, '<3Iq', self.text(kind), self.text(name), 0, number)

    def object(self, kind, name, capacity, site):
        return self._new(OBJECT, struct.pack('<4I', self.text(kind), self.text(name), capacity,
                                             site))

    def task(self, number, name, coroutine, loop, creator, site):
        return self._new(TASK, struct.pack('<7I', number, name, 0, self.text(coroutine), loop,
                                           creator, site))

    def property(self, key, value):
        self._entry(PROPERTY, _property(key, value))

    def failure(self, task, name, says, how):
        self._entry(FAILURE, struct.pack('<4I', task, self.text(name), self.rare_text(says), how))

    def _intern(self, kind, layout, *fields):
        key = kind, fields
        found = self._interned.get(key)
        if found is None:
            found = self._interned[key] = self._new(kind, struct.pack(layout, *fields))
        return found

    def _new(self, kind, payload):
        number = self._ids[kind]()
        self._entry(kind, struct.pack('<I', number) + payload)
        return number

    def _pieces(self, kind, data):
        """A text or line, in several entries of one id when it is longer than a chunk."""
        most = CHUNK // 2
        number = self._ids[kind]()
        with self._lock:
            for at in range(0, max(len(data), 1), most):
                more = at + most < len(data)
                self._entry(kind, struct.pack('<II', number, int(more)) + data[at:at + most])
        return number

    def _entry(self, kind, payload):
        words = (len(payload) + 7 >> 3) + 1
        with self._lock:
            while self._at + words > WORDS:
                self._begin()
            chunk, data, at = self._words, self._bytes, self._at
            self._at = at + words
            data[8 * at + 8:8 * at + 8 + len(payload)] = payload
            chunk[at] = kind | len(payload) << 32  # last, in one store: it publishes

    def discard(self):
        """As Writer.discard(), once the file discards."""
        self._begin()

    def _begin(self):
        self._words = self._file.chunk(TABL, self._writer)
        self._bytes = self._words.cast('B')
        self._at = 2


class Writer:
    """Stores the records of one loop, or of one thread without a loop."""

    __slots__ = ('file', 'number', 'clock', 'words', 'at')

    def __init__(self, file, clock):
        self.file = file
        self.number = file.new_writer()
        self.clock = clock
        self.words = None
        self.at = WORDS

    def record(self, kind, subject, argument):
        self.record_at(self.clock(), kind, subject, argument)

    def record_at(self, now, kind, subject, argument):
        if self.at == WORDS:
            self._begin()
        # Nothing here lets another thread or a signal's handler in: no call, no jump back.
        at = self.at
        self.at = at + 2
        words = self.words
        words[at + 1] = subject | argument << 32
        words[at] = now << 6 | kind

    def discard(self):
        """As TraceFile.discard(), for the chunk that is being written."""
        self.words = memoryview(bytearray(CHUNK)).cast('Q')
        self.at = 2

    def _begin(self):
        words = self.file.chunk(RECS, self.number)
        if self.at == WORDS:  # a signal's handler may have been faster
            self.words = words
            self.at = 2
