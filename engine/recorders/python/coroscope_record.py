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
import functools
import itertools
import mmap
import os
import struct
import sys
import weakref
from _thread import RLock, get_ident
from time import monotonic_ns, time_ns
from types import (AsyncGeneratorType, BuiltinMethodType, CoroutineType, GeneratorType, MethodType,
                   coroutine)

VERSION = '1.0'
HALF = 'COROSCOPE_RECORDER'  # of the environment: "python" leaves the half in C out, "c" wants it


def _native_half():
    """The hot paths in C, from native/, if they are here and were built for this very Python."""
    wanted = os.environ.get(HALF)
    if wanted == 'python':
        return None
    try:
        import _coroscope_record
    except ImportError:
        if wanted == 'c':
            raise
        return None

    @coroutine
    def pause():
        yield

    async def wait(first):
        await pause()
    waiting = wait(pause)
    waiting.send(None)
    frame = waiting.cr_frame
    knows_frames = _coroscope_record.place_of(waiting) == (frame.f_code, frame.f_lasti, pause)
    waiting.close()
    if wanted == 'c' and not knows_frames:
        raise ImportError('the half in C does not know the frames of this Python')
    return _coroscope_record if knows_frames else None


_native = _native_half()

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
 FAILURE, AWAITED) = range(1, 13)

# Shapes of kinds of waits.
(S_TIMER, S_TURN, S_QUEUE_GET, S_QUEUE_PUT, S_QUEUE_JOIN, S_TASK, S_GATHER, S_LOCK, S_EVENT,
 S_NETWORK, S_EXECUTOR, S_GENERATOR, S_OTHER) = range(13)
ON_NOTHING, ON_OBJECT, ON_TASK, ON_TASKS = range(4)
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
        try:
            self._write_header(clock, properties)
        except OSError:  # the disk is full
            os.close(self._fd)
            try:
                os.unlink(path)
            except OSError:
                pass
            raise
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
        self._reserve(0, CHUNK)
        header = mmap.mmap(self._fd, CHUNK)
        at = 64
        for key, value in properties.items():
            entry = _property(key, value)
            entry = struct.pack('<II', PROPERTY, len(entry)) + entry + bytes(-len(entry) % 8)
            if at + len(entry) <= CHUNK:
                header[at:at + len(entry)] = entry
                at += len(entry)
        real = clock is monotonic_ns
        struct.pack_into('<HHIQqq', header, 8, 1, 1, int(real), clock(),
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
        self._reserve(CHUNK * (1 + first), CHUNK * self._size)
        self._map = mmap.mmap(self._fd, CHUNK * self._size, offset=CHUNK * (1 + first))
        self._windows.append(memoryview(self._map))
        self._window_end = first + self._size

    def _reserve(self, begin, length):
        """Makes the file so long, on the disk as well: into a hole of a full one nothing can be
        written, and by way of a map that ends the process.
        """
        if hasattr(os, 'posix_fallocate'):
            os.posix_fallocate(self._fd, begin, length)
        else:
            os.ftruncate(self._fd, begin + length)

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


_pack_task = struct.Struct('<8I').pack


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
        self._ids = [itertools.count(1 if kind == TEXT else 0).__next__ for kind in range(13)]
        self._next_task = self._ids[TASK]
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

    def awaited(self, tasks):
        """Id of several tasks that are waited for together; NONE when there are none."""
        first = NONE
        for task in reversed(tasks):
            first = self._new(AWAITED, struct.pack('<2I', first, task))
        return first

    def cause(self, kind, name, number=0):
        return self._intern(CAUSE, '<3Iq', self.text(kind), self.text(name), 0, number)

    def object(self, kind, name, capacity, site):
        return self._new(OBJECT, struct.pack('<4I', self.text(kind), self.text(name), capacity,
                                             site))

    def task(self, number, name, coroutine, loop, creator, site):
        task = self._next_task()
        coroutine = self._texts.get(coroutine) or self.text(coroutine)
        self._entry(TASK, _pack_task(task, number, name, 0, coroutine, loop, creator, site))
        return task

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
        for at in range(0, max(len(data), 1), most):
            more = at + most < len(data)
            self._entry(kind, struct.pack('<II', number, int(more)) + data[at:at + most])
        return number

    def _entry(self, kind, payload):
        size = len(payload)
        words = (size + 7 >> 3) + 1
        while self._at + words > WORDS:
            self._make_room(words)
        chunk, data, at = self._words, self._bytes, self._at
        self._at = at + words
        at_byte = 8 * at + 8
        data[at_byte:at_byte + size] = payload
        chunk[at] = kind | size << 32  # last, in one store: it publishes

    def _make_room(self, words):
        with self._lock:
            if self._at + words > WORDS:
                self._begin()

    def discard(self):
        """As Writer.discard(), once the file discards."""
        self._begin()

    def _begin(self):
        self._words = self._file.chunk(TABL, self._writer)
        self._bytes = self._words.cast('B')
        self._at = 2


class Store:
    """Where records go. Also in C."""

    __slots__ = ('file', 'number', 'clock', 'words', 'at')

    def record(self, kind, subject, argument):
        # As record_at(), which would be another call for each record.
        now = self.clock()
        if self.at == WORDS:
            self.begin_chunk()
        at = self.at
        self.at = at + 2
        words = self.words
        words[at + 1] = subject | argument << 32
        words[at] = now << 6 | kind

    def record_at(self, now, kind, subject, argument):
        if self.at == WORDS:
            self.begin_chunk()
        # Nothing here lets another thread or a signal's handler in: no call, no jump back.
        at = self.at
        self.at = at + 2
        words = self.words
        words[at + 1] = subject | argument << 32
        words[at] = now << 6 | kind


class LoopState(Store):
    """Where those of a loop go, and who is at work there. Also in C."""

    __slots__ = ('session', 'loop', 'current', 'stepping', 'task', 'first_of_turn', 'entries',
                 'waits')


if _native is not None:
    Store, LoopState = _native.Store, _native.LoopState


class Writer(Store):
    """Stores the records of one loop, or of one thread without a loop."""

    __slots__ = ()

    def __init__(self, file, clock):
        self.file = file
        self.number = file.new_writer()
        self.clock = clock
        self.words = None
        self.at = WORDS

    def discard(self):
        """As TraceFile.discard(), for the chunk that is being written."""
        self.words = memoryview(bytearray(CHUNK)).cast('Q')
        self.at = 2

    def begin_chunk(self):
        words = self.file.chunk(RECS, self.number)
        if self.at == WORDS:  # a signal's handler may have been faster
            self.words = words
            self.at = 2


# ---------------------------------------------------------------------------------------
# Places in the program
# ---------------------------------------------------------------------------------------

_OWN = {}  # (code, is_own()) by id(code): to hash a code itself takes long


def is_own(frame):
    """Whether the frame's code is asyncio's or ours rather than the program's."""
    code = frame.f_code
    known = _OWN.get(id(code))
    if known is None:
        module = frame.f_globals.get('__name__') or ''
        own = module.startswith('asyncio.') or module in ('asyncio', 'contextlib', __name__)
        known = _OWN[id(code)] = code, own
    return known[1]


def line_of(code, instruction):
    if hasattr(code, 'co_lines'):
        for begin, end, line in code.co_lines():
            if begin <= instruction < end:
                return line or code.co_firstlineno
        return code.co_firstlineno
    import dis
    line = code.co_firstlineno
    for begin, number in dis.findlinestarts(code):
        if begin > instruction:
            break
        line = number
    return line


class Places:
    """Sites of the program's source, by code and instruction."""

    def __init__(self, tables):
        self._tables = tables
        self.root = os.getcwd()
        self._sites = {}  # and the codes, so that their ids stay theirs

    def site(self, code, instruction):
        key = id(code), instruction
        found = self._sites.get(key)
        if found is None:
            site = self._tables.site(self.file(code.co_filename), function_name(code),
                                     line_of(code, instruction))
            found = self._sites[key] = site, code
        return found[0]

    def file(self, path):
        """Relative to the root where it lies in there, else absolute."""
        path = path if path.startswith('<') else os.path.join(self.root, path)
        inside = self.root.rstrip(os.sep) + os.sep
        return path[len(inside):] if path.startswith(inside) else path


def function_name(code):
    return getattr(code, 'co_qualname', code.co_name)


def assigned_name(code, instruction):
    """'queue' or 'self.queue': where what the call at the instruction returns is stored; or ''."""
    import dis
    following = (step for step in dis.get_instructions(code) if step.offset > instruction)
    above = 0  # so much lies upon it on the stack
    owner = ''  # what has been loaded last
    for step in following:
        kind, count = step.opname, step.arg or 0
        names = step.argval if isinstance(step.argval, tuple) else (step.argval,)
        if kind in ('CACHE', 'EXTENDED_ARG', 'NOP') or above == 0 \
                and (kind == 'DUP_TOP' or kind == 'COPY' and count == 1):
            continue
        if kind == 'SWAP' or kind == 'ROT_TWO':
            other = 1 if kind == 'ROT_TWO' else count - 1
            above = other if above == 0 else 0 if above == other else above
        elif kind in ('ROT_THREE', 'ROT_FOUR'):
            last = 2 if kind == 'ROT_THREE' else 3
            above = last if above == 0 else above - 1 if above <= last else above
        elif kind == 'BUILD_TUPLE' and above < count:  # of several, to be taken apart at once
            taken_apart = next(following, step)
            if (taken_apart.opname, taken_apart.arg) != ('UNPACK_SEQUENCE', count):
                return ''
            above = count - 1 - above
        elif kind == 'STORE_ATTR':
            if above < 2:
                return f'{owner}.{names[0]}' if above == 1 and owner else ''
            above -= 2
        elif kind in ('STORE_FAST', 'STORE_NAME', 'STORE_GLOBAL', 'STORE_DEREF',
                      'STORE_FAST_STORE_FAST', 'STORE_FAST_LOAD_FAST'):
            stored = names if kind == 'STORE_FAST_STORE_FAST' else names[:1]
            if above < len(stored):
                return stored[above]
            above += dis.stack_effect(step.opcode, step.arg)
            owner = names[-1] if kind == 'STORE_FAST_LOAD_FAST' else ''
        elif kind in ('LOAD_ATTR', 'LOAD_METHOD'):
            if above == 0:
                return ''
            above += dis.stack_effect(step.opcode, step.arg)
            owner = f'{owner}.{names[0]}' if owner else ''
        elif kind.startswith('LOAD_') or kind in ('KW_NAMES', 'PRECALL', 'PUSH_NULL'):
            above += dis.stack_effect(step.opcode, step.arg)
            owner = names[-1] if kind != 'LOAD_CONST' and isinstance(names[-1], str) else ''
        elif step.opcode in dis.hasjrel or step.opcode in dis.hasjabs:
            return ''
        elif above > 0 or kind.startswith('BUILD_') and count == 0:
            above += dis.stack_effect(step.opcode, step.arg)
            owner = ''
            if above < 1:  # it is part of what that makes
                return ''
        else:
            return ''
    return ''


class Births:
    """Where queues, locks and the like were made, for the time when a task waits for one."""

    def __init__(self):
        self._known = {}  # id: (weak reference, kind, code, instruction, capacity)

    def add(self, thing, kind, frame, capacity):
        """Of what is being made by a call in the frame, or in one above it."""
        key = id(thing)
        maker = _maker_of(frame, type(thing))
        place = (None, 0) if maker is None else (maker.f_code, maker.f_lasti)
        self._known[key] = (weakref.ref(thing, lambda _: self._known.pop(key, None)), kind, *place,
                            capacity)

    def find(self, thing):
        """(kind, code or None, instruction, capacity), or None."""
        known = self._known.get(id(thing))
        return known[1:] if known is not None and known[0]() is thing else None


class Objects:
    """What tasks wait on: named by what it is assigned to, where it is made."""

    def __init__(self, tables, places, births):
        self._tables = tables
        self._places = places
        self._births = births
        self.ids = {}  # id(thing): (weak reference, ObjectId)
        self._names = {}

    def id(self, thing, kind):
        """The object's id; kind is what it is taken for if it was made unseen."""
        found = self.ids.get(id(thing))
        if found is not None and found[0]() is thing:
            return found[1]
        return self._add(thing, kind)

    def _add(self, thing, kind):
        key = id(thing)
        name, site, capacity = '', NONE, 0
        birth = self._births.find(thing)
        if birth is not None:
            kind, code, instruction, capacity = birth
            if code is not None:
                name, site = self._name(code, instruction), self._places.site(code, instruction)
        capacity = getattr(thing, '_maxsize', capacity)
        if not isinstance(capacity, int) or not 0 <= capacity < NONE:
            capacity = 0
        number = self._tables.object(kind, name, capacity, site)
        self.ids[key] = weakref.ref(thing, lambda _: self.ids.pop(key, None)), number
        return number

    def _name(self, code, instruction):
        found = self._names.get((id(code), instruction))
        if found is None:
            found = self._names[id(code), instruction] = assigned_name(code, instruction), code
        return found[0]


def _maker_of(frame, kind):
    """The program's frame that makes a thing: not asyncio's, nor an __init__ of its class."""
    while frame is not None:
        code = frame.f_code
        own_init = code.co_name == '__init__' and code.co_varnames[:1] == ('self',) \
            and isinstance(frame.f_locals.get('self'), kind)
        if not own_init and not is_own(frame):
            return frame
        frame = frame.f_back
    return None


# ---------------------------------------------------------------------------------------
# What a task waits for
# ---------------------------------------------------------------------------------------

# How the wait's object or amount is found.
(PLAIN, OF_SELF, OF_DELAY, OF_EVENT, OF_FUTURES, OF_WAITER, OF_FUTURE, OF_GROUP,
 UNKNOWN) = range(9)

# By module and qualified name of the innermost coroutine: the word, how.
RULES = {
    ('asyncio.tasks', 'sleep'): ('sleep', OF_DELAY),
    ('asyncio.queues', 'Queue.get'): ('queue.get', OF_SELF),
    ('asyncio.queues', 'Queue.put'): ('queue.put', OF_SELF),
    ('asyncio.locks', 'Lock.acquire'): ('lock', OF_SELF),
    ('asyncio.locks', 'Semaphore.acquire'): ('semaphore', OF_SELF),
    ('asyncio.locks', 'Event.wait'): ('event', OF_EVENT),
    ('asyncio.locks', 'Condition.wait'): ('condition', OF_SELF),
    ('asyncio.tasks', 'wait_for'): ('wait_for', OF_WAITER),
    ('asyncio.tasks', '_cancel_and_wait'): ('cancel_and_wait', OF_FUTURE),
    ('asyncio.tasks', '_wait'): ('wait', OF_FUTURES),
    ('asyncio.taskgroups', 'TaskGroup.__aexit__'): ('taskgroup', OF_GROUP),
    ('asyncio.taskgroups', 'TaskGroup._aexit'): ('taskgroup', OF_GROUP),
    ('asyncio.base_events', 'BaseEventLoop.shutdown_default_executor'): ('executor', PLAIN),
    ('asyncio.base_events', 'BaseEventLoop.shutdown_asyncgens'): ('future', UNKNOWN),
}
# By its module alone: the word is the name of the function of asyncio that the program called.
SHAPES_BY_MODULE = {
    'asyncio.base_events': S_NETWORK, 'asyncio.base_subprocess': S_NETWORK,
    'asyncio.selector_events': S_NETWORK, 'asyncio.sslproto': S_NETWORK,
    'asyncio.staggered': S_NETWORK, 'asyncio.streams': S_NETWORK, 'asyncio.subprocess': S_NETWORK,
    'asyncio.threads': S_EXECUTOR, 'asyncio.unix_events': S_NETWORK,
}
KINDS = {
    'sleep': (S_TIMER, ON_NOTHING, NANOSECONDS),
    'yield': (S_TURN,),
    'queue.get': (S_QUEUE_GET, ON_OBJECT, NO_AMOUNT, True),
    'queue.put': (S_QUEUE_PUT, ON_OBJECT, NO_AMOUNT, True),
    'queue.join': (S_QUEUE_JOIN, ON_OBJECT),
    'lock': (S_LOCK, ON_OBJECT, NO_AMOUNT, True),
    'semaphore': (S_LOCK, ON_OBJECT, NO_AMOUNT, True),
    'event': (S_EVENT, ON_OBJECT),
    'condition': (S_EVENT, ON_OBJECT, NO_AMOUNT, True),
    'task': (S_TASK, ON_TASK),
    'gather': (S_GATHER, ON_TASKS, COUNT),
    'wait': (S_GATHER, ON_TASKS, COUNT),
    'taskgroup': (S_GATHER, ON_TASKS),
    'wait_for': (S_TASK, ON_TASKS),
    'cancel_and_wait': (S_TASK, ON_TASKS),
    'shield': (S_TASK, ON_TASKS),
    'future': (S_TASK,),
    'executor': (S_EXECUTOR,),
    'network': (S_NETWORK,),
}
OBJECT_KINDS = {'queue.get': 'queue', 'queue.put': 'queue', 'queue.join': 'queue'}
# Of those in a wait() so many are told: who waits again and again for what is left would have all told
# each time.
MOST_AWAITED = 256
# Delays of 2^61 ns and more are coded by the bits of their double.
FAR_NS = 1 << 61


class Node:
    """A place in an await chain: the way from a task's own coroutine down to it. Also in C."""

    __slots__ = ('children', 'others', 'code', 'chain', 'called', 'rule', 'waits')

    def __init__(self, code, chain, called, rule):
        self.children = {}  # by instruction; the first code that has one there
        self.others = {}  # by id(code) and instruction
        self.code = code
        self.chain = chain  # of the innermost place in the program, or None
        self.called = called  # the function of asyncio that is called there, or ''
        self.rule = rule  # word, shape or None, how
        self.waits = {}  # WaitIds, by ObjectId, delay, or word and count

    def add(self, instruction, child):
        self.others[id(child.code), instruction] = child
        self.children.setdefault(instruction, child)


class ChainWalk:
    """Goes down the coroutines that a task awaits. Also in C."""

    __slots__ = ('root', 'sleep_code', 'await_code', 'join_code', 'ids', 'future_type')

    def of(self, entry, coroutine, future):
        """WaitId of the entry's task, which has that coroutine and awaits the future.

        Without a future it has yielded, and stands in the ready queue.
        """
        node = self.root
        before = last = None  # the two innermost coroutines
        leaf = self.sleep_code if future is None else None  # to look at its frame takes long
        at = coroutine
        while at is not None:
            kind = type(at)
            if kind is CoroutineType:
                code = at.cr_code
                if code is leaf:
                    at = None
                    break
                frame = at.cr_frame
                if frame is None:
                    break
                before, last = last, at
                at = at.cr_await
            elif kind is GeneratorType:
                code = at.gi_code
                frame = at.gi_frame
                if frame is None or code is self.await_code:
                    break
                at = at.gi_yieldfrom
            elif kind in ENDS:
                break
            else:
                found = self._step_into(at, kind)
                if found is None:
                    break
                code, frame, at = found
                if code is None:
                    continue
            child = node.children.get(frame.f_lasti)
            if child is None or child.code is not code:
                child = self._other_child(node, code, frame)
            node = child
        if future is not None:
            return self._of_future(node, future, last, before)
        entry.awaits_wrongly = at is not None
        found = node.waits.get('yield')
        return self._remember(node, 'yield', 'yield') if found is None else found

    def _other_child(self, node, code, frame):
        child = node.others.get((id(code), frame.f_lasti))
        return self._add_node(node, code, frame) if child is None else child


if _native is not None:
    Node, ChainWalk = _native.Node, _native.ChainWalk


class Waits(ChainWalk):
    """Tells what a suspended task waits for, from the chain of coroutines that it awaits."""

    MOST_REMEMBERED = 1000  # of a node

    def __init__(self, tables, places, objects, entries, executor_futures):
        self._tables = tables
        self._places = places
        self._objects = objects
        self._entries = entries
        self._executor_futures = executor_futures
        asyncio = sys.modules['asyncio']
        self.root = Node(None, NONE, '', ('future', None, UNKNOWN))
        self.join_code = asyncio.Queue.join.__code__
        self.sleep_code = asyncio.sleep.__code__
        self.await_code = asyncio.futures._PyFuture.__await__.__code__
        self.future_type = asyncio.Future
        self.ids = objects.ids
        self._gathering = asyncio.tasks._GatheringFuture
        self._wait = tables.wait
        self._kinds = {}

    def _of_future(self, node, future, last, before):
        entry = self._entries.get(id(future))
        if entry is not None:
            return self._wait(self._kind('task'), entry.id, node.chain, 0)
        word, shape, how = node.rule
        if how == UNKNOWN:
            return self._of_unknown(node, future)
        if how == PLAIN:
            return self._of_plain(node, word, shape)
        names = last.cr_frame.f_locals
        if how == OF_DELAY:
            delay = names['delay']
            if not isinstance(delay, (int, float)):  # it need not be hashable
                delay = float(delay)
            found = node.waits.get(delay)
            return self._remember(node, delay, word, None, NONE, delay_ns(delay)) \
                if found is None else found
        if how == OF_WAITER:  # else it waits for the future that it was given, and has no limit
            return self._of_tasks(node, word, (names['fut'],)) \
                if names.get('waiter') is future else self._of_unknown(node, future)
        if how == OF_FUTURE:
            return self._of_tasks(node, word, (names['fut'],))
        if how == OF_FUTURES:
            futures = names['fs']
            return self._of_tasks(node, word, itertools.islice(futures, MOST_AWAITED),
                                  len(futures))
        if how == OF_GROUP:
            return self._of_tasks(node, word, getattr(names['self'], '_tasks', ()))
        if how == OF_EVENT and before is not None and before.cr_code is self.join_code:
            return self._of_object(node, 'queue.join', before.cr_frame.f_locals['self'])
        return self._of_object(node, word, names['self'])

    def _add_node(self, parent, code, frame):
        chain, called = parent.chain, parent.called
        if not is_own(frame):
            called = ''
        elif not called:
            called = code.co_name
        if chain == NONE or not called:
            chain = self._tables.chain(chain, self._places.site(code, frame.f_lasti))
        node = Node(code, chain, called, self._rule(code, frame, called))
        parent.add(frame.f_lasti, node)
        return node

    @staticmethod
    def _step_into(awaited, kind):
        return _step_into(awaited, kind)

    @staticmethod
    def _rule(code, frame, called):
        module = frame.f_globals.get('__name__')
        rule = RULES.get((module, _qualified_name(code, frame)))
        if rule is not None:
            return rule[0], None, rule[1]
        shape = SHAPES_BY_MODULE.get(module)
        if shape is None:
            return 'future', None, UNKNOWN
        if called.startswith('_'):  # a task of asyncio's own
            return ('executor' if shape == S_EXECUTOR else 'network'), None, PLAIN
        return called, shape, PLAIN

    def _of_plain(self, node, word, shape=None):
        found = node.waits.get(word)
        return self._remember(node, word, word, shape) if found is None else found

    def _of_object(self, node, word, thing):
        what = self._objects.id(thing, OBJECT_KINDS.get(word, word))
        found = node.waits.get(what)
        return self._remember(node, what, word, None, what) if found is None else found

    def _of_tasks(self, node, word, futures, count=0):
        entries = map(self._entries.get, map(id, futures))
        tasks = sorted(entry.id for entry in entries if entry is not None)
        if tasks:
            return self._wait(self._kind(word), self._tables.awaited(tasks), node.chain, count)
        key = word, count
        found = node.waits.get(key)
        return self._remember(node, key, word, None, NONE, count) if found is None else found

    def _of_unknown(self, node, future):
        """A future that no known coroutine of asyncio has made: who serves it?"""
        word = 'future'
        if isinstance(future, self._gathering):
            return self._of_tasks(node, 'gather', future._children, len(future._children))
        if future in self._executor_futures:
            word = 'executor'
        else:
            for callback in _callbacks_of(future):
                if _is_of_shield(callback):
                    return self._of_tasks(node, 'shield', _shielded_by(callback))
        return self._of_plain(node, word)

    def _remember(self, node, key, word, shape=None, what=NONE, amount=0):
        wait = self._wait(self._kind(word, shape), what, node.chain, amount)
        if len(node.waits) >= self.MOST_REMEMBERED:
            node.waits.clear()
        node.waits[key] = wait
        return wait

    def _kind(self, word, shape=None):
        found = self._kinds.get((word, shape))
        if found is None:
            found = self._kinds[word, shape] = self._tables.wait_kind(
                word, *(KINDS[word] if shape is None else (shape,)))
        return found


def delay_ns(seconds):
    """Of a sleep: an int exactly, a float to the nearest nanosecond; far ones coded."""
    if isinstance(seconds, int):
        ns = seconds * 1_000_000_000
    else:
        ns = float(seconds) * 1e9
        if abs(ns) < FAR_NS:
            ns = round(ns)
    if ns >= FAR_NS:
        bits, = struct.unpack('<q', struct.pack('<d', ns))
        first, = struct.unpack('<q', struct.pack('<d', float(FAR_NS)))
        return FAR_NS + bits - first
    return ns if ns > 0 else 0


def _qualified_name(code, frame):
    if hasattr(code, 'co_qualname'):
        return code.co_qualname
    # Before 3.11 code does not know its class.
    thing = frame.f_locals.get('self')
    for cls in type(thing).__mro__:
        method = cls.__dict__.get(code.co_name)
        if getattr(method, '__code__', None) is code:
            return f'{cls.__name__}.{code.co_name}'
    return code.co_name


def _callbacks_of(future):
    """What is called when the future is done, or is in the ready queue since it is."""
    if not future.done():
        for callback in getattr(future, '_callbacks', None) or ():
            yield callback[0] if isinstance(callback, tuple) else callback
    else:
        for handle in getattr(future.get_loop(), '_ready', ()):
            if handle._args and handle._args[0] is future:
                yield handle._callback


def _is_of_shield(callback):
    return getattr(callback, '__qualname__', '') == 'shield.<locals>._outer_done_callback'


def _shielded_by(callback):
    names = callback.__code__.co_freevars
    return [cell.cell_contents for name, cell in zip(names, callback.__closure__)
            if name == 'inner']


ENDS = set()  # the type of the C future's iterators, at which every chain of C futures ends


def _step_into(awaited, kind):
    """(code or None, frame, what it awaits) of what a coroutine awaits; None at the chain's end."""
    if kind.__name__ == 'FutureIter':
        ENDS.add(kind)
        return None
    if kind.__name__ in ('async_generator_asend', 'async_generator_athrow'):
        for part in _parts(awaited):
            if type(part) is AsyncGeneratorType and part.ag_frame is not None:
                return part.ag_code, part.ag_frame, part.ag_await
        return None
    if kind.__name__ in ('coroutine_wrapper', 'anext_awaitable'):
        for part in _parts(awaited):
            if hasattr(part, 'cr_await') or type(part).__name__ in ('async_generator_asend',
                                                                    'coroutine_wrapper'):
                return None, None, part
        return None
    if hasattr(kind, 'cr_await') and hasattr(kind, 'cr_frame'):  # Cython's
        frame = awaited.cr_frame
        return None if frame is None else (frame.f_code, frame, awaited.cr_await)
    return None


def _parts(thing):
    import gc
    return (part for part in gc.get_referents(thing) if part is not thing)


# ---------------------------------------------------------------------------------------
# Who is at work
# ---------------------------------------------------------------------------------------

class Actor:
    """Who makes tasks ready, cancels, creates and prints: a task or a cause, by its waker's id.

    Also in C.
    """

    __slots__ = ('id',)

    def __init__(self, waker):
        self.id = waker


class Entry(Actor):
    """A task that has not ended. It is referred to weakly: nothing here keeps a task alive.

    Also in C.
    """

    __slots__ = ('ref', 'name', 'loop', 'handle', 'woken_by', 'awaits_wrongly', 'wait', 'wait_word',
                 'coroutine')

    def __init__(self, number, loop):
        self.id = number
        self.ref = None
        self.name = None
        self.loop = loop  # its LoopRecorder
        self.handle = None  # of its steps, one after the other
        self.woken_by = None  # of a task that is woken in its own step
        self.awaits_wrongly = False  # its next step gets an error
        self.wait = self.wait_word = None  # its last one, and the word that says so
        self.coroutine = None  # of an eager task whose object has not been seen


if _native is not None:
    Actor, Entry = _native.Actor, _native.Entry


class TaskRef(weakref.ref):
    """Notices when a task is destroyed that has not ended."""

    __slots__ = ('key',)


NOBODY = Actor(NONE)
THE_TIMER = Actor(TIMER)
OUTSIDE = Actor(EXTERNAL)


def thrown_into(task, callback, args):
    """Name of the exception that the task gets in the step that the callback is, or ''."""
    if task._must_cancel:
        return 'CancelledError'
    if not args:
        import gc
        error = next((part for part in gc.get_referents(callback)
                      if isinstance(part, BaseException)), None)
        return '' if error is None else type(error).__name__
    future = args[0]
    if isinstance(future, BaseException):
        return type(future).__name__
    # _exception, since exception() counts as having asked for it.
    error = getattr(future, '_exception', None)
    if error is not None:
        return type(error).__name__
    return 'CancelledError' if future.cancelled() else ''


class LoopRecorder(Writer, LoopState):
    """Records what the tasks of one loop do."""

    __slots__ = ('_name', '__weakref__')

    def __init__(self, session, loop):
        super().__init__(session.file, session.clock)
        self.session = session
        self.loop = weakref.ref(loop)
        self.current = NOBODY  # who is at work; in a callback who asked for it
        self.stepping = None  # the entry of the task whose step it is
        self.task = None  # that task, during its step
        self.first_of_turn = 0
        self.entries, self.waits = session.entries, session.waits
        self._name = None

    @property
    def name(self):
        """TextId; empty for the loop of the main thread."""
        if self._name is None:
            self._name = self.session.tables.text(self.session.loop_name())
        return self._name

    def stepped_by(self, callback, args):
        """The entry of the task whose step the callback is; None if it is another's.

        Records that the task is ready, unless it has put itself at the queue's end.
        """
        kind = type(callback)
        if kind is BuiltinMethodType:
            if callback.__name__ != 'task_wakeup':
                return None
        elif kind not in STEPS and not _is_step(callback, kind):
            return None
        task = callback.__self__
        entry = self.entries.get(id(task))
        if entry is None:
            return self._first_seen(callback, task, args)
        if entry is not self.stepping:
            self.record(READY, entry.id, self.current.id)
        elif kind is BuiltinMethodType or kind not in STEPS and _is_wakeup(callback):
            entry.woken_by = entry
        return entry

    def _first_seen(self, callback, task, args):
        """Of a task that has just been made, or of one that is older than the recording."""
        eager = self.stepping
        if eager is not None and eager.coroutine is task.get_coro():
            self.session.bind(eager, task)
            return eager
        is_new = type(callback) in STEPS or not args and not _is_wakeup(callback)
        entry = self.session.add_task(task, self, is_new)
        self.record(CREATED, entry.id, self.current.id if is_new else NONE)
        return entry

    def end_step(self, entry, task, before):
        """before: who was at work before the step."""
        now = self.clock()
        self.current = before
        self.stepping = self.task = None
        future = task._fut_waiter
        if future is None and task.done():
            self._end_task(now, entry, task)
            return
        wait = self.waits.of(entry, task._coro, future)
        if wait != entry.wait:
            entry.wait = wait
            entry.wait_word = entry.id | wait << 32
        # As record_at().
        if self.at == WORDS:
            self.begin_chunk()
        at = self.at
        self.at = at + 2
        words = self.words
        words[at + 1] = entry.wait_word
        words[at] = now << 6 | SUSPENDED
        if entry.woken_by is not None:
            self.record_at(now, READY, entry.id, entry.woken_by.id)
            entry.woken_by = None

    def _end_task(self, now, entry, task):
        session = self.session
        session.entries.pop(id(task), None)
        if task.cancelled():
            self.record_at(now, CANCELLED, entry.id, 0)
        elif task._exception is not None:
            session.failed[id(task)] = entry.id
            self.record_at(now, FAILED, entry.id,
                           session.tables.text(type(task._exception).__name__))
        else:
            self.record_at(now, FINISHED, entry.id, 0)

    def begin_turn(self):
        """The loop is about to look what has happened, and sleeps if it has nothing to run."""
        self.first_of_turn = FIRST_OF_TURN
        loop = self.loop()
        if not loop._ready and not loop._stopping:
            self.record(LOOP_IDLE, self.name, 0)


STEPS = set()  # types of the C task's callbacks that are steps and nothing else


def _is_step(callback, kind):
    """Of callbacks other than builtin methods: of the C task in other versions, of Python's."""
    if kind is MethodType:
        return callback.__func__.__name__ in ('__step', '__wakeup', '_Task__step', '_Task__wakeup')
    if kind.__name__ == 'TaskStepMethWrapper':
        STEPS.add(kind)
        return True
    return kind.__name__ == 'TaskWakeupMethWrapper'


def _is_wakeup(callback):
    return 'wakeup' in getattr(callback, '__name__', type(callback).__name__).lower()


# ---------------------------------------------------------------------------------------
# The recording of a process
# ---------------------------------------------------------------------------------------

class Session:
    """One file, and what is known of the tasks that it tells of."""

    def __init__(self, path, clock, births, parent, give_up):
        self.give_up = give_up  # to be called with an error in here
        self.clock = clock
        self.file = TraceFile(path, clock, _properties(parent))
        self.tables = Tables(self.file)
        self.places = Places(self.tables)
        self.objects = Objects(self.tables, self.places, births)
        self.entries = {}  # of tasks that have not ended, by id(task)
        self.holders = {}  # TaskIds of those that hold a lock, by its ObjectId
        self.failed = {}  # TaskIds of those that have failed, by id(task)
        self.executor_futures = weakref.WeakSet()
        self.waits = Waits(self.tables, self.places, self.objects, self.entries,
                           self.executor_futures)
        self.loops = weakref.WeakSet()  # LoopRecorders
        self.threads = {}  # the LoopRecorder of the loop that a thread runs, by its ident
        self._outside = Writer(self.file, clock)
        self._outside_lock = RLock()
        self._loop_names = {}  # the threads that they are taken from

    def here(self):
        """The LoopRecorder of the loop that this thread runs, or None."""
        return self.threads.get(get_ident())

    def record(self, kind, subject, argument):
        """Of something that does not belong to a loop's step: where this thread may write."""
        here = self.here()
        if here is not None:
            here.record(kind, subject, argument)
            return
        with self._outside_lock:
            self._outside.record(kind, subject, argument)

    def actor(self):
        """Who is at work in this thread."""
        here = self.here()
        return here.current if here is not None else self.thread_actor()

    def thread_actor(self):
        return Actor(FIRST_CAUSE | self.tables.cause('thread', _thread_name()))

    def loop_name(self):
        import threading
        if get_ident() == threading.main_thread().ident:
            return ''
        name, thread = _thread_name(), get_ident()
        for number in itertools.count(2):
            if self._loop_names.setdefault(name, thread) == thread:
                return name
            name = f'{_thread_name()} {number}'

    def add_task(self, task, loop, is_new):
        frame, named = _creating_frame() if is_new else (None, None)
        name = named or (task.get_name() if hasattr(task, 'get_name') else '')
        entry = self.describe_task(name, task.get_coro(), loop, frame)
        if self.failed:
            self.failed.pop(id(task), None)  # that was another's address
        self.bind(entry, task)
        return entry

    def bind(self, entry, task):
        entry.coroutine = None
        entry.ref = ref = TaskRef(task, self._task_destroyed)
        ref.key = key = id(task)
        self.entries[key] = entry

    def _task_destroyed(self, ref):
        try:
            entry = self.entries.get(ref.key)
            if entry is not None and entry.ref is ref:
                del self.entries[ref.key]
                self.record(LOST, entry.id, 0)
        except Exception as error:
            self.give_up(error)

    def describe_task(self, name, coroutine, loop, frame):
        number = _number_of(name)
        text = 0 if number else self.tables.rare_text(name)
        site = NONE if frame is None else self.places.site(frame.f_code, frame.f_lasti)
        creator = loop.current.id
        if creator >= FIRST_CAUSE:
            creator = NONE
        called = getattr(coroutine, '__name__', type(coroutine).__name__)
        entry = Entry(self.tables.task(number, text, called, loop.name, creator, site), loop)
        entry.name = name
        return entry

    def rename(self, entry, name):
        if entry.name != name:
            entry.name = name
            self.record(RENAMED, entry.id, self.tables.rare_text(name))

    def end(self, outcome):
        try:
            self.record(ENDED, outcome, 0)
        finally:
            self.stop()
            self.file.close()

    def stop(self):
        """Nothing is recorded from now on, whoever still tries."""
        if _native is not None:
            _native.set_running(None)
        self.file.discard()
        for writer in [self._outside, self.tables, *self.loops]:
            writer.discard()


def _number_of(name):
    """N of "Task-N"; 0 of any other name."""
    if name[:5] != 'Task-':
        return 0
    digits = name[5:]
    return int(digits) if digits.isdigit() and digits[0] != '0' and len(digits) < 10 else 0


def _properties(parent):
    words = getattr(sys, 'orig_argv', None) or _command_line() or [sys.executable, *sys.argv]
    properties = {
        'title': _title(words),
        'command': ' '.join(map(_quoted, words)),
        'source-root': os.getcwd(),
        'recorder': f'coroscope_record {VERSION}, {"in Python" if _native is None else "in C"}',
        'program': f'CPython {sys.version.split()[0]}',
    }
    if parent:
        properties['parent'] = parent
    return properties


def _title(words):
    """Of the program: the name of its file, or of the package that `python3 -m` runs."""
    path = getattr(sys, 'argv', None) and sys.argv[0] or words[0]
    folder, name = os.path.split(path)
    if name == '__main__.py':
        name = os.path.basename(os.path.abspath(folder))
    return os.path.basename(words[0]) if name == '-c' else name


def _command_line():
    """Of this process, before Python took it apart; None where that cannot be known."""
    try:
        with open('/proc/self/cmdline', 'rb') as file:
            return [os.fsdecode(word) for word in file.read().split(b'\0')[:-1]]
    except OSError:
        return None


def _quoted(word):
    import shlex
    return shlex.quote(word)


def _thread_name():
    import threading
    thread = threading._active.get(get_ident())
    return f'thread {get_ident()}' if thread is None else thread.name


_OWN_FRAMES = 5 if _native is None else 3


def _creating_frame():
    """The frame of the program that makes a task, and the name that it gives to it, or None."""
    frame = sys._getframe(_OWN_FRAMES)  # those before are in here in any case
    namers = _namers()
    named = None
    while frame is not None:
        code_id = id(frame.f_code)
        known = _OWN.get(code_id)
        if not (is_own(frame) if known is None else known[1]) and not _is_of_loop(frame):
            break
        if code_id in namers:
            named = frame.f_locals.get('name')
        frame = frame.f_back
    return frame, None if named is None else str(named)


@functools.lru_cache(None)
def _namers():
    """Ids of the codes that, up to 3.12, make a task first and name it afterwards."""
    from asyncio import tasks
    groups = sys.modules.get('asyncio.taskgroups')
    makers = [tasks.create_task] + ([groups.TaskGroup.create_task] if groups else [])
    return {id(maker.__code__) for maker in makers}


def _is_of_loop(frame):
    """Whether it is the create_task() of a loop that is not asyncio's."""
    return frame.f_code.co_name == 'create_task' and hasattr(frame.f_locals.get('self'),
                                                             '_coroscope')


PARENT = 'COROSCOPE_PARENT'  # of the environment: the recorded process that began this one


class Recorder:
    """What is in the program: hooks, and the session that they record in once there is a loop."""

    MOST_EARLY_LINES = 1000

    def __init__(self, path, clock):
        self.path = path
        self.clock = clock
        self.session = None
        self.births = Births()
        self.is_off = False
        self._patches = []
        self._attached = weakref.WeakSet()  # loops
        self._attaching = RLock()
        self._early_lines = []  # printed before there was a loop
        self.begun_lines = []  # lists of one: what each stream has printed of a line
        self._parent = os.environ.get(PARENT)

    # -- the session

    def loop_recorder(self, loop):
        """Attaches itself to a loop that is new here."""
        with self._attaching:  # the first loops of several threads may begin at once
            if self.is_off:
                raise RuntimeError('a loop was attached after the end')
            here = getattr(loop, '_coroscope', None)
            if here is not None:
                return here
            if self.session is None:
                self._begin()
            here = LoopRecorder(self.session, loop)
            self.session.loops.add(here)
            loop._coroscope = here
            self._attached.add(loop)
            return here

    def _begin(self):
        self.session = Session(_new_path(self.path), self.clock, self.births, self._parent,
                               self.give_up)
        os.putenv(PARENT, str(os.getpid()))  # which does not show in os.environ
        for line in self._early_lines:
            self.session.record(PRINTED, NONE, self.session.tables.line(line))
        self._early_lines.clear()

    def print_line(self, line):
        session = self.session
        if session is None:
            if len(self._early_lines) < self.MOST_EARLY_LINES:
                self._early_lines.append(line)
            return
        here = session.here()
        by = NOBODY if here is None else here.current
        session.record(PRINTED, by.id if by.id < FIRST_CAUSE else NONE, session.tables.line(line))

    def end(self):
        """At the interpreter's end."""
        session = self.session
        self.session = None
        self._undo()
        if session is not None:
            for begun in self.begun_lines:
                if begun[0]:
                    session.record(PRINTED, NONE, session.tables.line(begun[0]))
            error = getattr(sys, 'last_value', None)
            if error is None:
                session.end(ENDED_DONE)
                return
            if not isinstance(error, KeyboardInterrupt):
                session.tables.failure(NONE, type(error).__name__, _text_of(error), 1)
            session.end(ENDED_STOPPED if isinstance(error, KeyboardInterrupt) else ENDED_FAILED)

    def fork(self):
        """In a child: the file is its parent's. What it does itself goes into a file of its own."""
        self._attaching = RLock()  # a thread that is not here may hold the other
        for begun in self.begun_lines:
            begun[0] = ''
        if self.session is not None:
            self._parent = str(os.getppid())
            self.session.stop()
            self.session.file.release()
            self.session = None
        for loop in list(self._attached):
            del loop._coroscope
        self._attached.clear()

    # -- the hooks

    def replace(self, owner, name, make):
        """Puts make(the original) in its place, until the recorder gives up."""
        original = owner.__dict__[name] if isinstance(owner, type) else getattr(owner, name)
        _set_attribute(owner, name, make(original))
        self._patches.append((owner, name, original))

    def add(self, owner, name, value):
        """The same, where there is nothing yet."""
        setattr(owner, name, value)
        self._patches.append((owner, name, None))

    def give_up(self, error):
        """After an error in here: takes itself out of the program, and says so once."""
        if self.is_off:
            return
        self.is_off = True
        try:
            says = f'{type(error).__name__}: {error} ({_place_of(error)})'
            os.write(2, f'coroscope: recording ended by an error in the recorder, {says}; '
                        'the program goes on\n'.encode('utf-8', 'replace'))
            if self.session is not None:
                self.session.tables.property('notice', f'The recorder turned itself off: {says}.')
                self.session.end(ENDED_STOPPED)
        except Exception:
            pass  # there is nobody left to tell
        self._undo()

    def guarded(self, hook):
        """The hook, whose errors are never the program's."""
        def guard(*args):
            try:
                return hook(*args)
            except Exception as error:
                self.give_up(error)
        return guard

    def _undo(self):
        self.is_off = True
        while self._patches:
            owner, name, original = self._patches.pop()
            try:
                if original is None:
                    delattr(owner, name)
                else:
                    _set_attribute(owner, name, original)
            except Exception:
                pass  # the others are to be put back all the same
        for loop in list(self._attached):
            unwatch_selector(loop)


def _new_path(pattern):
    """The pattern with this process's id; another name if another process has that file."""
    path = os.path.abspath(pattern.replace('%p', str(os.getpid())))
    if os.path.exists(path):
        stem, suffix = os.path.splitext(path)
        path = f'{stem}-{os.getpid()}{suffix}'
    return path


def _text_of(error):
    try:
        return str(error)
    except Exception:
        return ''


def _place_of(error):
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    if at is None:
        return 'nowhere'
    return f'{os.path.basename(at.tb_frame.f_code.co_filename)}:{at.tb_lineno}'


def _set_attribute(owner, name, value):
    """setattr(), for types written in C too."""
    try:
        setattr(owner, name, value)
    except TypeError:
        import gc
        gc.get_referents(owner.__dict__)[0][name] = value
        # Has the type forget what it remembers of its attributes: this descriptor does not ask
        # whether a type may be changed.
        abstract = type.__dict__['__abstractmethods__']
        abstract.__set__(owner, frozenset())
        abstract.__delete__(owner)


# ---------------------------------------------------------------------------------------
# The hooks
# ---------------------------------------------------------------------------------------

def hook_asyncio(recorder):
    """Everything that is replaced in asyncio, and in the streams for what is printed."""
    hook_handles(recorder)
    hook_running(recorder)
    hook_tasks(recorder)
    hook_exceptions(recorder)
    hook_objects(recorder)
    hook_holders(recorder)
    hook_executors(recorder)
    hook_streams(recorder)
    hook_eager_tasks(recorder)
    hook_foreign_loops(recorder)
    os.register_at_fork(after_in_child=recorder.guarded(recorder.fork))
    import atexit
    atexit.register(recorder.guarded(recorder.end))


def hook_handles(recorder):
    """What the loop's ready queue holds: who put it there, and what it is when it runs."""
    from asyncio import Future, base_events, events, format_helpers, tasks
    from contextvars import copy_context
    extract_stack = format_helpers.extract_stack

    def begin_step(handle):
        """Returns who was at work, for end_step()."""
        try:
            entry = handle._entry
            here = entry.loop
            argument = here.first_of_turn
            here.first_of_turn = 0
            callback, args = handle._callback, handle._args
            task = callback.__self__
            if task._must_cancel or entry.awaits_wrongly or args and not is_result(args[0]):
                entry.awaits_wrongly = False
                thrown = thrown_into(task, callback, args)
                if thrown:
                    argument |= here.session.tables.text(thrown)
            before = here.current
            here.current = here.stepping = entry
            here.task = task
            # As here.record(), which would be another call in each step.
            now = here.clock()
            if here.at == WORDS:
                here.begin_chunk()
            at = here.at
            here.at = at + 2
            words = here.words
            words[at + 1] = entry.id | argument << 32 if argument else entry.id
            words[at] = now << 6 | RESUMED
            return before
        except Exception as error:
            recorder.give_up(error)

    def is_result(future):
        return type(future) is Future and future._exception is None and not future.cancelled()

    def end_step(handle, before):
        try:
            entry = handle._entry
            entry.loop.end_step(entry, handle._callback.__self__, before)
            if handle is entry.handle:
                handle._callback = handle._args = None  # it may serve again, and keeps nothing
        except Exception as error:
            recorder.give_up(error)

    def begin_call(handle):
        try:
            here = handle._loop._coroscope
            before = here.current
            here.current = handle._by
            return before
        except Exception as error:
            recorder.give_up(error)

    def begin_event(handle):
        """Of a handle that the loop made itself: a timer, a descriptor, a signal, a thread's."""
        try:
            loop = handle._loop
            here = getattr(loop, '_coroscope', None) or recorder.loop_recorder(loop)
            before = here.current
            here.current = THE_TIMER if isinstance(handle, events.TimerHandle) \
                else handle._by if type(handle) is safe_handle \
                else cause_of_event(here, handle)
            return before
        except Exception as error:
            recorder.give_up(error)

    def end_call(handle, before):
        try:
            handle._loop._coroscope.current = before
        except Exception as error:
            recorder.give_up(error)

    class StepHandle(events.Handle):
        """Runs a step of a task."""

        __slots__ = ('_entry',)

        def __init__(self, callback, args, loop, context, entry):
            self._context = copy_context() if context is None else context
            self._loop = loop
            self._callback = callback
            self._args = args
            self._cancelled = False
            self._repr = None
            self._source_traceback = None
            self._entry = entry

    class CallHandle(events.Handle):
        """Runs any other callback, in the name of who asked for it."""

        __slots__ = ('_by',)

    own = begin_step, end_step, begin_call, end_call
    if _native is not None:
        own = _native.begin_step, _native.end_step, _native.begin_call, _native.end_call
    StepHandle._run = as_original(make_run(*own[:2]), events.Handle._run)
    CallHandle._run = as_original(make_run(*own[2:]), events.Handle._run)
    for kind in (StepHandle, CallHandle):
        kind.__name__ = kind.__qualname__ = 'Handle'
        kind.__module__ = 'asyncio.events'

    safe_handle = None
    if hasattr(events, '_ThreadSafeHandle'):  # 3.14: of call_soon_threadsafe()
        safe_handle = make_safe_handle(recorder, events._ThreadSafeHandle)
        recorder.replace(events, '_ThreadSafeHandle', lambda original: safe_handle)

    def hooked(original):
        def _call_soon(self, callback, args, context):
            try:
                try:
                    here = self._coroscope
                except AttributeError:
                    here = recorder.loop_recorder(self)
                if type(callback) in STEPS and callback.__self__ is here.task:
                    entry = here.stepping  # as stepped_by(), which would be another call
                else:
                    entry = here.stepped_by(callback, args)
                if entry is not None:
                    handle = entry.handle
                    if handle is not None and handle._callback is None:
                        handle._callback = callback
                        handle._args = args
                    else:
                        handle = StepHandle(callback, args, self, context, entry)
                        if not self._debug:
                            entry.handle = handle
                else:
                    handle = CallHandle(callback, args, self, context)
                    handle._by = who_calls(recorder, here)
                if self._debug:
                    handle._source_traceback = extract_stack(sys._getframe(1))
            except Exception as error:
                recorder.give_up(error)
                return original(self, callback, args, context)
            self._ready.append(handle)
            return handle
        if _native is None:
            return _call_soon
        return _native.hook_enqueue(
            base_events.BaseEventLoop, original, _call_soon, recorder, (StepHandle, CallHandle),
            (Future, tasks.Task), (who_calls, thrown_into))

    recorder.replace(base_events.BaseEventLoop, '_call_soon', hooked)
    if _native is not None:
        recorder.replace(base_events.BaseEventLoop, 'call_soon', functools.partial(
            _native.hook_call_soon, base_events.BaseEventLoop))
    recorder.replace(events.Handle, '_run',
                     lambda original: as_original(make_run(begin_event, end_call), original))


def make_run(begin, end):
    """Handle._run() of events.py, with begin() before and end() after it."""
    def _run(self):
        before = begin(self)
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            callback = callback_text(self)
            context = {
                'message': f'Exception in callback {callback}',
                'exception': error,
                'handle': self,
            }
            if self._source_traceback:
                context['source_traceback'] = self._source_traceback
            self._loop.call_exception_handler(context)
        finally:
            end(self, before)
        self = None  # as there: an exception that is kept must not keep it
    return _run


def make_safe_handle(recorder, original):
    """A kind of handle that knows who asked for the callback."""
    class Handle(original):
        __slots__ = ('_by',)

        # Not in __init__(), which would be another frame in the traceback of its source.
        def __new__(cls, callback, args, loop, context=None):
            handle = super().__new__(cls)
            try:
                handle._by = who_calls(
                    recorder, getattr(loop, '_coroscope', None) or recorder.loop_recorder(loop))
            except Exception as error:
                recorder.give_up(error)
            return handle

    Handle.__name__, Handle.__qualname__ = original.__name__, original.__qualname__
    Handle.__module__ = original.__module__
    return Handle


def callback_text(handle):
    from asyncio import format_helpers
    source = format_helpers._format_callback_source
    asked = {}
    if 'debug' in (source.__kwdefaults__ or ()):  # 3.13: arguments only then
        asked['debug'] = handle._loop.get_debug()
    return source(handle._callback, handle._args, **asked)


def as_original(function, original):
    """In tracebacks, looks like the call in the original, which is a line nearer to its beginning."""
    code, real = function.__code__, original.__code__
    names = {'co_filename': real.co_filename, 'co_firstlineno': real.co_firstlineno - 1}
    if sys.version_info >= (3, 11):
        names['co_qualname'] = real.co_qualname
        names['co_firstlineno'] += 1
        names['co_linetable'] = _one_place(len(code.co_code) // 2, _place_of_call(real))
    function.__code__ = code.replace(**names)
    function.__qualname__, function.__module__ = original.__qualname__, original.__module__
    return function


def _place_of_call(code):
    """(line from the first, lines more, column, end column) of the code's widest expression."""
    line, end, begin_column, end_column = max(
        (place for place in code.co_positions() if None not in place),
        key=lambda place: (place[3] - place[2]) * (place[0] == code.co_firstlineno + 2))
    return line - code.co_firstlineno, end - line, begin_column, end_column


def _one_place(units, place):
    """A table of places in which all code units stand in one. Python's Objects/locations.md."""
    LONG_FORM = 14
    line, more_lines, begin, end = place
    table = bytearray()
    while units > 0:
        length = min(units, 8)
        table.append(0x80 | LONG_FORM << 3 | length - 1)
        for number in (line << 1, more_lines, begin + 1, end + 1):
            while number >= 64:
                table.append(64 | number & 63)
                number >>= 6
            table.append(number)
        units -= length
        line = 0
    return bytes(table)


def who_calls(recorder, here):
    """Who puts a callback into the ready queue; not necessarily from the loop's thread."""
    running = recorder.session.here()
    if running is here:
        return here.current
    if running is None:
        return here.current if here.loop()._thread_id is None else recorder.session.thread_actor()
    by = running.current
    return by


def cause_of_event(here, handle):
    """Of a handle that no timer has run: input or output, or a signal."""
    loop, tables = here.loop(), here.session.tables
    for number, known in (getattr(loop, '_signal_handlers', None) or {}).items():
        if known is handle:
            return Actor(FIRST_CAUSE | tables.cause('signal', _signal_name(number), number))
    callback = handle._callback
    if getattr(callback, '__name__', '') == '_read_from_self':
        return NOBODY  # wakes the loop, and nothing else
    name = getattr(callback, '__qualname__', type(callback).__name__)
    descriptor = descriptor_of(callback, handle._args, loop, handle)
    return Actor(FIRST_CAUSE | tables.cause('descriptor', name, descriptor))


def descriptor_of(callback, args, loop, handle):
    transport = getattr(callback, '__self__', None)
    for known in ('_sock_fd', '_fileno'):
        number = getattr(transport, known, None)
        if isinstance(number, int):
            return number
    for key in loop._selector.get_map().values():
        if isinstance(key.data, tuple) and any(part is handle for part in key.data):
            return key.fd
    return next((arg.fileno() for arg in args or () if hasattr(arg, 'fileno')), 0)


def _signal_name(number):
    import signal
    try:
        return signal.Signals(number).name
    except ValueError:
        return f'signal {number}'


def hook_running(recorder):
    """A loop begins to run in this thread, looks for events, stops."""
    import asyncio
    from asyncio import events

    def runs(loop):
        here = getattr(loop, '_coroscope', None) or recorder.loop_recorder(loop)
        here.session.threads[get_ident()] = here
        if _native is not None:
            _native.set_running(here)
        here.record(LOOP_RUNS, here.name, 0)
        watch_selector(recorder, loop)

    def stops():
        if recorder.session is not None:
            here = recorder.session.threads.pop(get_ident(), None)
            if _native is not None:
                _native.set_running(None)
            if here is not None:
                here.record(LOOP_STOPS, here.name, 0)

    runs, stops = recorder.guarded(runs), recorder.guarded(stops)

    def hooked(original):
        def _set_running_loop(loop):
            if loop is None:
                stops()
            else:
                runs(loop)
            original(loop)
        return _set_running_loop

    recorder.replace(events, '_set_running_loop', hooked)
    recorder.replace(asyncio, '_set_running_loop', lambda original: events._set_running_loop)


_WATCHED = {}  # classes of selectors, by the original ones


def watch_selector(recorder, loop):
    """Notes when the loop asks for events: its `self._selector.select(...)` reads an attribute.

    A function around select() would stand in every traceback of an interrupted wait.
    """
    selector = getattr(loop, '_selector', None)
    kind = type(selector)
    if selector is None or isinstance(vars(kind).get('select'), property):
        return
    watched = _WATCHED.get(kind) or _WATCHED.setdefault(  # of several threads the first
        kind, watched_selector(kind, recorder.guarded(LoopRecorder.begin_turn)))
    try:
        selector._coroscope_loop = weakref.ref(loop)
        selector.__class__ = watched
    except (AttributeError, TypeError):
        pass  # written in C: turns and idle times of this loop are not known


def watched_selector(kind, begin_turn):
    def select(self):
        loop = self._coroscope_loop()
        here = None if loop is None else vars(loop).get('_coroscope')
        if here is not None:
            begin_turn(here)
        return kind.select.__get__(self, kind)  # it may have that class again by now

    if _native is not None:
        select = _native.turn_hook(kind.select, select)
    return type(kind.__name__, (kind,), {
        '__slots__': (), '__module__': kind.__module__, '__qualname__': kind.__qualname__,
        'select': property(select)})


def unwatch_selector(loop):
    selector = getattr(loop, '_selector', None)
    for kind, watched in _WATCHED.items():
        if type(selector) is watched:
            selector.__class__ = kind


def hook_tasks(recorder):
    """Task.cancel() and Task.set_name(), of the C type too."""
    from asyncio import tasks

    def request(task, frame):
        """Returns the loop in whose thread it is cancelled, if that has another actor for once."""
        session = recorder.session
        entry = session.entries.get(id(task)) if session is not None else None
        if entry is None or task.done():
            return None
        here = session.here()
        by_signal = frame.f_code.co_name == '_on_sigint'
        if by_signal:
            by = Actor(FIRST_CAUSE | session.tables.cause('signal', 'SIGINT', 2))
        elif here is not None:
            by = here.current
        else:
            by = NOBODY if entry.loop.loop()._thread_id is None else session.thread_actor()
        session.record(CANCEL_REQUESTED, entry.id, by.id)
        if not by_signal or here is None:
            return None
        before, here.current = here.current, by
        return here, before

    def renamed(task, name):
        session = recorder.session
        entry = session.entries.get(id(task)) if session is not None else None
        if entry is not None:
            session.rename(entry, str(name))

    def hooked_cancel(original):
        def cancel(self, *args, **kwargs):
            changed = None
            try:
                changed = request(self, sys._getframe(1))
            except RecursionError:
                pass  # the program's own depth: this request goes unrecorded
            except Exception as error:
                recorder.give_up(error)
            try:
                return original(self, *args, **kwargs)
            finally:
                if changed is not None:
                    changed[0].current = changed[1]
        return dressed(cancel, original)

    def hooked_set_name(original):
        note = recorder.guarded(renamed)

        def set_name(self, value):
            result = original(self, value)
            note(self, value)
            return result
        return dressed(set_name, original)

    for kind in {tasks.Task, tasks._PyTask}:
        recorder.replace(kind, 'cancel', hooked_cancel)
        recorder.replace(kind, 'set_name', hooked_set_name)


def dressed(function, original):
    """With the name, the description and the signature of the original."""
    return functools.wraps(original)(function)


def hook_exceptions(recorder):
    """What the loop's exception handler is told of."""
    from asyncio import Future, base_events

    @recorder.guarded
    def note(context):
        session, error = recorder.session, context.get('exception')
        if session is None or error is None:
            return
        name = type(error).__name__
        if 'handle' in context:
            session.tables.failure(NONE, name, _text_of(error), 3)
            return
        task = session.failed.pop(id(context.get('task') or context.get('future')), None)
        if task is not None:
            session.tables.failure(task, name, _text_of(error), 2)
            session.record(UNRETRIEVED, task, session.tables.text(name))
        elif isinstance(context.get('future'), Future):
            session.tables.failure(NONE, name, _text_of(error), 2)

    def hooked(original):
        def call_exception_handler(self, context):
            note(context)
            return original(self, context)
        return dressed(call_exception_handler, original)

    recorder.replace(base_events.BaseEventLoop, 'call_exception_handler', hooked)


def hook_objects(recorder):
    """Queues, locks and the like as they are made; how many items a queue holds."""
    from asyncio import locks, queues
    from collections import deque

    def record_depth(session, queue):
        known = session.objects.ids.get(id(queue))
        number = session.objects.id(queue, 'queue') \
            if known is None or known[0]() is not queue else known[1]
        here = session.threads.get(get_ident()) or session
        here.record(DEPTH, number, queue.qsize())

    def hooked(original):
        def _wakeup_next(self, waiters):
            try:
                if recorder.session is not None:
                    record_depth(recorder.session, self)
            except Exception as error:
                recorder.give_up(error)
            return original(self, waiters)
        if _native is not None:
            return _native.hook_wakeup_next(queues.Queue, original, _wakeup_next, record_depth,
                                            queues.Queue.qsize, deque)
        return dressed(_wakeup_next, original)

    @recorder.guarded
    def note(queue):
        if recorder.session is not None:
            record_depth(recorder.session, queue)

    def hooked_shutdown(original):
        def shutdown(self, immediate=False):
            original(self, immediate)
            note(self)  # it may have thrown the items away
        return dressed(shutdown, original)

    recorder.replace(queues.Queue, '_wakeup_next', hooked)
    if hasattr(queues.Queue, 'shutdown'):
        recorder.replace(queues.Queue, 'shutdown', hooked_shutdown)
    for kind, word in ((queues.Queue, 'queue'), (locks.Lock, 'lock'), (locks.Event, 'event'),
                       (locks.Semaphore, 'semaphore'), (locks.Condition, 'condition')):
        hook_making(recorder, kind, word)


def hook_holders(recorder):
    """Who holds a lock: its attribute `_locked` is set by the task that gets it."""
    from asyncio import locks

    @recorder.guarded
    def note(lock, is_held):
        session = recorder.session
        if session is None:
            return
        number = session.objects.id(lock, 'lock')
        here = session.here()
        if is_held:
            holder = here.stepping.id if here is not None and here.stepping is not None else NONE
            session.holders[number] = holder
            session.record(ACQUIRED, number, holder)
        else:
            session.record(RELEASED, number, session.holders.pop(number, NONE))

    def locked(self):
        try:
            return vars(self)['_locked']
        except KeyError:
            raise AttributeError('_locked') from None

    def set_locked(self, value):
        was_held = vars(self).get('_locked', False)
        vars(self)['_locked'] = value
        if value is not was_held:
            note(self, value)

    recorder.add(locks.Lock, '_locked', property(locked, set_locked))


def hook_making(recorder, kind, word):
    """By its __new__(): a function around __init__() would stand in its tracebacks."""
    if '__new__' in vars(kind):
        return

    @recorder.guarded
    def born(thing, frame, args, kwargs):
        if recorder.is_off:
            return
        capacity = (args[0] if args else kwargs.get('value', 1)) if word == 'semaphore' else 0
        recorder.births.add(thing, word, frame, capacity)

    def __new__(cls, *args, **kwargs):
        make = super(kind, cls).__new__
        thing = make(cls) if make is object.__new__ else make(cls, *args, **kwargs)
        born(thing, sys._getframe(1), args, kwargs)
        return thing

    __new__.__wrapped__ = kind.__init__  # whose signature the class has
    __new__.__qualname__ = f'{kind.__qualname__}.__new__'
    # It stays: without it, 3.8 refuses the arguments of __init__() from then on.
    kind.__new__ = __new__


def hook_executors(recorder):
    """The futures that stand for jobs of other threads and processes."""
    from asyncio import futures

    @recorder.guarded
    def note(future):
        if recorder.session is not None:
            recorder.session.executor_futures.add(future)

    def hooked(original):
        def wrap_future(future, *, loop=None):
            wrapped = original(future, loop=loop)
            note(wrapped)
            return wrapped
        return dressed(wrap_future, original)

    recorder.replace(futures, 'wrap_future', hooked)


def hook_streams(recorder):
    """Lines that are printed through sys.stdout and sys.stderr, by whatever means of Python."""
    for name in ('stdout', 'stderr'):
        stream = getattr(sys, name)
        if hasattr(stream, '__dict__'):
            hook_stream(recorder, stream)


def hook_stream(recorder, stream):
    original = stream.write
    begun = ['']  # a line that has not ended
    recorder.begun_lines.append(begun)

    @recorder.guarded
    def note(text):
        lines = (begun[0] + text).split('\n')
        begun[0] = lines.pop()
        for line in lines:
            recorder.print_line(line)

    def write(text):
        written = original(text)
        if isinstance(text, str):
            note(text)
        return written

    recorder.add(stream, 'write', dressed(write, original))


EAGER_FACTORIES = {'eager_task_factory', 'create_eager_task_factory.<locals>.factory'}


def makes_eager_tasks(factory):
    return getattr(factory, '__qualname__', '') in EAGER_FACTORIES


def hook_eager_tasks(recorder):
    """Tasks whose first step is part of the call that makes them, once a loop makes such.

    Where each call may ask for it, with eager_start=True, from the beginning.
    """
    from asyncio import base_events, tasks
    from inspect import CO_VARKEYWORDS
    begun = []

    def hook_create_task():
        begun.append(recorder)
        recorder.replace(base_events.BaseEventLoop, 'create_task', create_task_hook(recorder))

    @recorder.guarded
    def begin(factory):
        if makes_eager_tasks(factory) and not begun:
            hook_create_task()

    def hooked(original):
        def set_task_factory(self, factory):
            begin(factory)
            return original(self, factory)
        return dressed(set_task_factory, original)

    if hasattr(tasks, 'eager_task_factory'):
        recorder.replace(base_events.BaseEventLoop, 'set_task_factory', hooked)
    if base_events.BaseEventLoop.create_task.__code__.co_flags & CO_VARKEYWORDS:
        hook_create_task()


def create_task_hook(recorder):
    from asyncio import iscoroutine

    @recorder.guarded
    def begin(loop, coroutine, kwargs):
        is_eager = kwargs.get('eager_start')
        if is_eager is None:
            is_eager = makes_eager_tasks(loop.get_task_factory())
        here = vars(loop).get('_coroscope') if is_eager and iscoroutine(coroutine) else None
        if here is None or here is not here.session.here():
            return None
        name = kwargs.get('name') or getattr(coroutine, '__name__', type(coroutine).__name__)
        entry = here.session.describe_task(str(name), coroutine, here, _creating_frame()[0])
        entry.coroutine = coroutine
        here.record(CREATED, entry.id, here.current.id)
        here.record(RESUMED, entry.id, 0)
        before = here.current, here.stepping
        here.current = here.stepping = entry
        return here, entry, before

    @recorder.guarded
    def end(here, entry, before, task, error):
        if task is not None:
            if entry.ref is None:
                here.session.bind(entry, task)
            here.session.rename(entry, task.get_name())
            here.end_step(entry, task, before[0])
        else:  # what ends the loop has left the step
            here.record(FAILED, entry.id, here.session.tables.text(type(error).__name__))
        here.current, here.stepping = before

    @recorder.guarded
    def hide(task, code):
        """Takes the frame around out of where the task was made, in debug mode."""
        places = getattr(task, '_source_traceback', None) or ()
        for at in range(len(places) - 1, -1, -1):
            if places[at].filename == code.co_filename and places[at].name == code.co_name:
                del places[at]
                return

    def hooked(original):
        def create_task(self, coro, **kwargs):
            eager = begin(self, coro, kwargs)
            task = error = None
            try:
                task = original(self, coro, **kwargs)
                return task
            except BaseException as raised:
                error = raised
                raise
            finally:
                if eager is not None:
                    end(*eager, task, error)
                hide(task, code)
                del self, coro, kwargs, eager, task, error  # an exception that is kept keeps none
        code = create_task.__code__
        return dressed(create_task, original)
    return hooked


# ---------------------------------------------------------------------------------------
# Loops that are not asyncio's own
# ---------------------------------------------------------------------------------------

def hook_foreign_loops(recorder):
    """Loops with a ready queue that cannot be seen, as uvloop's: their callbacks are wrapped."""
    from asyncio import base_events, events

    @recorder.guarded
    def note(loop):
        if not isinstance(loop, base_events.BaseEventLoop) and '_coroscope' not in vars(loop):
            wrap_callbacks(recorder, loop, recorder.loop_recorder(loop))

    def hooked(original):
        def new_event_loop():
            loop = original()
            note(loop)
            return loop
        return dressed(new_event_loop, original)

    recorder.replace(events, 'new_event_loop', hooked)


def wrap_callbacks(recorder, loop, here):
    """What the loop runs between turns is then known, but no turn, no idle time, no descriptor."""
    kind = type(loop)
    here.current = OUTSIDE

    def begin(entry, callback, args):
        task = callback.__self__
        thrown = thrown_into(task, callback, args)
        here.current = here.stepping = entry
        here.task = task
        here.record(RESUMED, entry.id, here.session.tables.text(thrown))

    def end(entry, callback):
        here.end_step(entry, callback.__self__, OUTSIDE)

    begin, end = recorder.guarded(begin), recorder.guarded(end)

    def run_step(callback, entry, *args):
        begin(entry, callback, args)
        try:
            callback(*args)
        finally:
            end(entry, callback)

    def run_call(callback, by, *args):
        here.current = by
        try:
            callback(*args)
        finally:
            here.current = OUTSIDE

    @recorder.guarded
    def wrapped(callback, args):
        entry = here.stepped_by(callback, args)
        if entry is not None:
            return run_step, callback, entry, *args
        running = here.session.here()
        by = here.current if running is here else here.session.actor()
        return run_call, callback, by, *args

    def call_soon(callback, *args, context=None):
        return kind.call_soon(loop, *(wrapped(callback, args) or (callback, *args)),
                              context=context)

    def call_soon_threadsafe(callback, *args, context=None):
        return kind.call_soon_threadsafe(loop, *(wrapped(callback, args) or (callback, *args)),
                                         context=context)

    def call_later(delay, callback, *args, context=None):
        return kind.call_later(loop, delay, run_call, callback, THE_TIMER, *args, context=context)

    def call_at(when, callback, *args, context=None):
        return kind.call_at(loop, when, run_call, callback, THE_TIMER, *args, context=context)

    for function in call_soon, call_soon_threadsafe, call_later, call_at:
        setattr(loop, function.__name__, dressed(function, getattr(kind, function.__name__)))
    here.session.tables.property(
        'notice', f'{kind.__module__}.{kind.__name__} hides its turns, its idle times and what '
                  'comes in: tasks that it wakes are woken from outside.')


# ---------------------------------------------------------------------------------------
# Where a step is that takes long
# ---------------------------------------------------------------------------------------

class Sampler:
    """A thread that looks at loops which have been in one step for the limit, in seconds."""

    def __init__(self, recorder, limit):
        self._recorder = recorder
        self._limit = limit
        self._seen = {}  # (what the loop has recorded last, since when, looked at), by thread

    def start(self):
        import _thread
        _thread.start_new_thread(self._recorder.guarded(self._run), ())

    def _run(self):
        import time
        while not self._recorder.is_off:
            time.sleep(self._limit / 4)
            session = self._recorder.session
            for thread, here in list(session.threads.items()) if session is not None else ():
                self._look(session, thread, here)

    def _look(self, session, thread, here):
        entry, place = here.stepping, (id(here.words), here.at)
        last, since, is_sampled = self._seen.get(thread, (None, 0, False))
        now = monotonic_ns()
        if place != last or entry is None:
            self._seen[thread] = place, now, False
        elif not is_sampled and now - since >= self._limit * 1e9:
            self._seen[thread] = place, since, True
            chain = chain_of_stack(session, sys._current_frames().get(thread))
            if chain is not None and here.stepping is entry:
                session.record(BLOCKED, entry.id, chain)


def chain_of_stack(session, frame):
    """ChainId of a frame, in those that called it up to the loop; None when there are none."""
    frames = []
    while frame is not None and frame.f_globals.get('__name__') != __name__:
        frames.append(frame)
        frame = frame.f_back
    chain = NONE
    for frame in reversed(frames):
        chain = session.tables.chain(chain, session.places.site(frame.f_code, frame.f_lasti))
    return None if chain == NONE else chain


# ---------------------------------------------------------------------------------------
# Getting in
# ---------------------------------------------------------------------------------------

def install(path, clock=monotonic_ns, sample_ms=0):
    """Records every loop of this process from now on, into a file that the first one begins.

    Of steps of sample_ms and longer the stack is sampled once, by a thread; 0: never.
    """
    import asyncio  # before _asyncio, or it stays half without
    recorder = Recorder(path, clock)
    try:
        hook_asyncio(recorder)
        if sample_ms > 0:
            Sampler(recorder, sample_ms / 1000).start()
    except Exception as error:
        recorder.give_up(error)
    return recorder


def main():
    words = sys.argv[1:]
    path = None
    if words[:1] == ['-o'] and len(words) > 1:
        path, words = words[1], words[2:]
    needs_more = ('-c', '-m')
    if not words or words[0] in ('-h', '--help', '-o') or words[0] in needs_more and len(words) < 2:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    install(path or _default_path(words))
    if words[0] == '-m':
        return _run_module(words[1:])
    return _run_code(words)


def _default_path(words):
    name = words[1] if words[0] == '-m' else 'python' if words[0] == '-c' else words[0]
    return os.path.splitext(os.path.basename(name))[0] + '.coroscope'


def _run_module(words):
    import runpy
    sys.argv = words
    sys.path[0] = os.getcwd()
    runpy._run_module_as_main(words[0], alter_argv=True)


def _run_code(words):
    """As the interpreter runs a script, or what follows -c."""
    import io
    import types
    module = types.ModuleType('__main__')
    if words[0] == '-c':
        sys.argv = ['-c'] + words[2:]
        sys.path[0] = ''
        code = compile(words[1], '<string>', 'exec')
    else:
        sys.argv = words
        sys.path[0] = os.path.dirname(os.path.realpath(words[0]))
        try:
            with io.open_code(os.path.abspath(words[0])) as file:
                source = file.read()
        except OSError as error:
            print(f"coroscope_record: can't open {words[0]}: {error.strerror}", file=sys.stderr)
            return 2
        code = compile(source, words[0], 'exec')
        module.__file__ = words[0]
    module.__builtins__ = sys.modules['builtins']
    sys.modules['__main__'] = module
    exec(code, module.__dict__)
    return 0


if __name__ == '__main__':
    # As the module of its name: __main__ is going to be the program's.
    import coroscope_record
    sys.exit(coroscope_record.main())
