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


# ---------------------------------------------------------------------------------------
# Places in the program
# ---------------------------------------------------------------------------------------

def is_own(frame):
    """Whether the frame's code is asyncio's or ours rather than the program's."""
    module = frame.f_globals.get('__name__') or ''
    return module.startswith('asyncio.') or module in ('asyncio', 'contextlib', __name__)


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
        self._sites = {}

    def site(self, code, instruction):
        key = code, instruction
        found = self._sites.get(key)
        if found is None:
            found = self._sites[key] = self._tables.site(
                self.file(code.co_filename), function_name(code), line_of(code, instruction))
        return found

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
    owner = ''
    for step in following:
        if step.opname in ('CACHE', 'PRECALL', 'CALL', 'NOP', 'EXTENDED_ARG', 'COPY', 'DUP_TOP'):
            continue
        name = step.argval[0] if isinstance(step.argval, tuple) else step.argval
        if step.opname == 'STORE_ATTR':
            return f'{owner}.{name}' if owner else name
        if step.opname.startswith('STORE_') and isinstance(name, str):
            return name
        if not (step.opname.startswith('LOAD_') and isinstance(name, str)):
            return ''
        owner = f'{owner}.{name}' if step.opname == 'LOAD_ATTR' else name
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
        self._ids = {}  # id: (weak reference, ObjectId)
        self._names = {}

    def id(self, thing, kind):
        """The object's id; kind is what it is taken for if it was made unseen."""
        found = self._ids.get(id(thing))
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
        self._ids[key] = weakref.ref(thing, lambda _: self._ids.pop(key, None)), number
        return number

    def _name(self, code, instruction):
        found = self._names.get((code, instruction))
        if found is None:
            found = self._names[code, instruction] = assigned_name(code, instruction)
        return found


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
PLAIN, OF_SELF, OF_DELAY, OF_EVENT, OF_FUTURES, UNKNOWN = range(6)

# By module and qualified name of the innermost coroutine: the word, how.
RULES = {
    ('asyncio.tasks', 'sleep'): ('sleep', OF_DELAY),
    ('asyncio.queues', 'Queue.get'): ('queue.get', OF_SELF),
    ('asyncio.queues', 'Queue.put'): ('queue.put', OF_SELF),
    ('asyncio.locks', 'Lock.acquire'): ('lock', OF_SELF),
    ('asyncio.locks', 'Semaphore.acquire'): ('semaphore', OF_SELF),
    ('asyncio.locks', 'Event.wait'): ('event', OF_EVENT),
    ('asyncio.locks', 'Condition.wait'): ('condition', OF_SELF),
    ('asyncio.tasks', 'wait_for'): ('wait_for', PLAIN),
    ('asyncio.tasks', '_cancel_and_wait'): ('cancel_and_wait', PLAIN),
    ('asyncio.tasks', '_wait'): ('wait', OF_FUTURES),
    ('asyncio.taskgroups', 'TaskGroup.__aexit__'): ('taskgroup', PLAIN),
    ('asyncio.taskgroups', 'TaskGroup._aexit'): ('taskgroup', PLAIN),
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
    'gather': (S_GATHER, ON_NOTHING, COUNT),
    'wait': (S_GATHER, ON_NOTHING, COUNT),
    'taskgroup': (S_GATHER,),
    'wait_for': (S_TASK,),
    'cancel_and_wait': (S_TASK,),
    'shield': (S_TASK,),
    'future': (S_TASK,),
    'executor': (S_EXECUTOR,),
}
OBJECT_KINDS = {'queue.get': 'queue', 'queue.put': 'queue', 'queue.join': 'queue'}
# Delays of 2^61 ns and more are coded by the bits of their double.
FAR_NS = 1 << 61


class Node:
    """A place in an await chain: the way from a task's own coroutine down to it."""

    __slots__ = ('children', 'code', 'chain', 'called', 'rule', 'waits')

    def __init__(self, code, chain, called, rule):
        self.children = {}  # by id(code), instruction
        self.code = code  # keeps its id from being another's
        self.chain = chain  # of the innermost place in the program, or None
        self.called = called  # the function of asyncio that is called there, or ''
        self.rule = rule  # word, shape or None, how
        self.waits = {}  # WaitIds, by what and amount


class Waits:
    """Tells what a suspended task waits for, from the chain of coroutines that it awaits."""

    MOST_REMEMBERED = 1000  # of a node

    def __init__(self, tables, places, objects, entries, executor_futures):
        self._tables = tables
        self._places = places
        self._objects = objects
        self._entries = entries
        self._executor_futures = executor_futures
        self._root = Node(None, NONE, '', ('future', None, UNKNOWN))
        self._gathering = sys.modules['asyncio'].tasks._GatheringFuture
        self._join = sys.modules['asyncio'].Queue.join.__code__
        self._future = sys.modules['asyncio'].futures._PyFuture.__await__.__code__
        self._wait = tables.wait
        self._kinds = {}

    def of(self, coroutine, future):
        """WaitId of a task of that coroutine which awaits the future."""
        node, last, before, _ = self._walk(coroutine)
        entry = self._entries.get(id(future))
        if entry is not None:
            return self._wait(self._kind('task'), entry.id, node.chain, 0)
        word, shape, how = node.rule
        if how == PLAIN:
            key = word
            found = node.waits.get(key)
            return self._remember(node, key, word, shape) if found is None else found
        if how == OF_SELF:
            return self._of_object(node, word, last.cr_frame.f_locals['self'])
        if how == OF_DELAY:
            delay = last.cr_frame.f_locals['delay']
            found = node.waits.get(delay)
            return self._remember(node, delay, word, None, NONE, delay_ns(delay)) \
                if found is None else found
        if how == OF_EVENT:
            if before is not None and before.cr_code is self._join:
                return self._of_object(node, 'queue.join', before.cr_frame.f_locals['self'])
            return self._of_object(node, word, last.cr_frame.f_locals['self'])
        if how == OF_FUTURES:
            return self._of_several(node, word, len(last.cr_frame.f_locals['fs']))
        return self._of_unknown(node, future)

    def of_yield(self, coroutine):
        """WaitId of a task that has yielded without a future; whether it awaits something all the same.

        In that case it gets an error thrown in for what it awaits.
        """
        node, _, _, at = self._walk(coroutine)
        found = node.waits.get('yield')
        return self._remember(node, 'yield', 'yield') if found is None else found, at is not None

    def _walk(self, coroutine):
        """The innermost place's node, the two innermost coroutines, what the innermost awaits."""
        node = self._root
        before = last = None
        at = coroutine
        while at is not None:
            kind = type(at)
            if kind is CoroutineType:
                frame = at.cr_frame
                if frame is None:
                    break
                code = at.cr_code
                following = at.cr_await
                before, last = last, at
            else:
                found = _step_into(at, kind)
                if found is None:
                    break
                code, frame, following = found
                if code is self._future or code is not None and frame is None:
                    break
            if code is not None:
                child = node.children.get((id(code), frame.f_lasti))
                node = self._add_node(node, code, frame) if child is None else child
            at = following
        return node, last, before, at

    def _add_node(self, parent, code, frame):
        chain, called = parent.chain, parent.called
        if not is_own(frame):
            called = ''
        elif not called:
            called = code.co_name
        if chain == NONE or not called:
            chain = self._tables.chain(chain, self._places.site(code, frame.f_lasti))
        node = Node(code, chain, called, self._rule(code, frame, called))
        return parent.children.setdefault((id(code), frame.f_lasti), node)

    @staticmethod
    def _rule(code, frame, called):
        module = frame.f_globals.get('__name__')
        rule = RULES.get((module, _qualified_name(code, frame)))
        if rule is not None:
            return rule[0], None, rule[1]
        shape = SHAPES_BY_MODULE.get(module)
        return ('future', None, UNKNOWN) if shape is None else (called, shape, PLAIN)

    def _of_object(self, node, word, thing):
        what = self._objects.id(thing, OBJECT_KINDS.get(word, word))
        key = word, what
        found = node.waits.get(key)
        return self._remember(node, key, word, None, what) if found is None else found

    def _of_several(self, node, word, count):
        key = word, count
        found = node.waits.get(key)
        return self._remember(node, key, word, None, NONE, count) if found is None else found

    def _of_unknown(self, node, future):
        """A future that no known coroutine of asyncio has made: who serves it?"""
        word = 'future'
        if isinstance(future, self._gathering):
            return self._of_several(node, 'gather', len(future._children))
        if future in self._executor_futures:
            word = 'executor'
        elif any(_is_of_shield(callback) for callback in getattr(future, '_callbacks', None) or ()):
            word = 'shield'
        found = node.waits.get(word)
        return self._remember(node, word, word) if found is None else found

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


def _is_of_shield(callback):
    function = callback[0] if isinstance(callback, tuple) else callback
    return getattr(function, '__qualname__', '') == 'shield.<locals>._outer_done_callback'


def _step_into(awaited, kind):
    """(code or None, frame, what it awaits) of what a coroutine awaits; None at the chain's end."""
    if kind is GeneratorType:
        return awaited.gi_code, awaited.gi_frame, awaited.gi_yieldfrom
    if kind.__name__ in ('async_generator_asend', 'async_generator_athrow'):
        for part in _parts(awaited):
            if type(part) is AsyncGeneratorType:
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
