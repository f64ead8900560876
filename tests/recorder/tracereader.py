"""Reads a trace file by engine/trace/io/FORMAT.md and nothing else, for the recorder's tests.

    tracereader.py FILE      every record, one a line
"""
import dataclasses
import heapq
import struct
import sys

KINDS = ('created ready resumed suspended finished failed cancelled cancel_requested lost depth printed'
         ' ended acquired released renamed unretrieved loop_runs loop_stops loop_idle blocked'
         ' marked').split()
STEPS = ('created', 'resumed', 'suspended', 'finished', 'failed', 'cancelled')
OUTCOMES = ('done', 'failed', 'deadlocked', 'stopped')
TIMER_SHAPE = 0
ON_OBJECT = 1
NONE = 0xFFFFFFFF
WAKERS = {0xFFFFFFFD: 'timer', 0xFFFFFFFE: 'external', NONE: ''}
FIRST_CAUSE = 0x80000000
CHUNK = 65536


@dataclasses.dataclass
class Record:
    time: int
    kind: str
    subject: int
    argument: int
    writer: int


class Trace:
    """Tables are dictionaries by id. Asserts what FORMAT.md demands of who writes a file."""

    def __init__(self, path):
        with open(path, 'rb') as file:
            self._data = file.read()
        assert self._data[:8] == b'\x89CRS\r\n\x1a\n', self._data[:8]
        self.major, self.minor, self.clock, self.origin, self.wall, self.process = struct.unpack_from(
            '<HHIQqq', self._data, 8)
        self.texts, self.lines = {0: ''}, {}
        self.sites, self.tasks, self.objects = {}, {}, {}
        self.wait_kinds, self.waits, self.chains, self.causes = {}, {}, {}, {}
        self.awaited = {}
        self.properties, self.failures = {}, []
        self._entries(64, CHUNK)
        records = {}
        for at in range(CHUNK, len(self._data), CHUNK):
            kind, writer, size, _ = struct.unpack_from('<4sIII', self._data, at)
            assert kind in (b'RECS', b'TABL', bytes(4)) and size == (CHUNK if any(kind) else 0)
            if kind == b'TABL':
                self._entries(at + 16, at + CHUNK)
            elif kind == b'RECS':
                records.setdefault(writer, []).extend(self._records(at, writer))
        self.records = list(heapq.merge(*records.values(), key=lambda record: record.time))

    def _records(self, begin, writer):
        for at in range(begin + 16, min(begin + CHUNK, len(self._data) - 15), 16):
            first, second = struct.unpack_from('<QQ', self._data, at)
            if first == 0:
                assert not any(self._data[at:begin + CHUNK])
                return
            yield Record((first >> 6) - self.origin, KINDS[first & 63], second & NONE, second >> 32,
                         writer)

    def _entries(self, at, end):
        while at + 8 <= min(end, len(self._data)):
            kind, size = struct.unpack_from('<II', self._data, at)
            if kind == 0:
                assert not any(self._data[at:end])
                return
            self._entry(kind, self._data[at + 8:at + 8 + size])
            at += 8 + size + -size % 8

    def _entry(self, kind, data):
        if kind in (1, 9):
            table = self.texts if kind == 1 else self.lines
            number, _ = struct.unpack_from('<II', data)
            table[number] = table.get(number, '') + data[8:].decode()
        elif kind == 5:
            number, *shape = struct.unpack_from('<I4B', data)
            self._add(self.wait_kinds, number, (data[8:].decode(), *shape))
        elif kind == 6:
            number, *fields = struct.unpack('<4Iq', data)
            self._add(self.waits, number, fields)
        elif kind == 8:
            number, word, name, _, value = struct.unpack('<4Iq', data)
            self._add(self.causes, number, (self.texts[word], self.texts[name], value))
        elif kind == 10:
            key, value = data.split(b'\0', 1)
            self.properties[key.decode()] = value.decode()
        elif kind == 11:
            task, name, says, how = struct.unpack('<4I', data)
            self.failures.append((self.name(task), self.texts[name], self.texts[says], how))
        else:
            table = {2: self.sites, 3: self.tasks, 4: self.objects, 7: self.chains,
                     12: self.awaited}[kind]
            number, *fields = struct.unpack(f'<{len(data) // 4}I', data)
            self._add(table, number, fields)

    def _add(self, table, number, fields):
        assert number not in table, number  # of several threads they need not come in order
        table[number] = fields

    def name(self, task):
        """As it was made."""
        if task == NONE:
            return ''
        number, name = self.tasks[task][:2]
        return f'Task-{number}' if number else self.texts[name]

    def coroutine(self, task):
        return self.texts[self.tasks[task][3]]

    def site(self, number):
        if number == NONE:
            return ''
        file, function, line = self.sites[number]
        return f'{self.texts[file]}:{line} {self.texts[function]}'

    def chain(self, number):
        """The places from the innermost to the task's own coroutine."""
        places = []
        while number != NONE:
            number, site = self.chains[number]
            places.append(self.site(site))
        return places

    def waker(self, number):
        if number in WAKERS:
            return WAKERS[number]
        if number < FIRST_CAUSE:
            return self.name(number)
        kind, name, value = self.causes[number - FIRST_CAUSE]
        return f'{kind} {name}' + (f' {value}' if value else '')

    def wait_word(self, number):
        return self.wait_kinds[self.waits[number][0]][0]

    def wait(self, number):
        """As in the steps that `coroscope run --steps` writes."""
        kind, what, _, amount = self.waits[number]
        word, shape = self.wait_kinds[kind][:2]
        if shape == TIMER_SHAPE:
            return f'{word} {delay(amount)}'
        return f'{word} {self.name(what)}' if word == 'task' else word

    def wait_object(self, number):
        kind, what, _, _ = self.waits[number]
        _, _, on, _, _ = self.wait_kinds[kind]
        return self.object(what) if on == ON_OBJECT else ''

    def awaits(self, number):
        """The names of the tasks that a wait for several is for."""
        _, what, _, _ = self.waits[number]
        names = []
        while what != NONE:
            what, task = self.awaited[what]
            names.append(self.name(task))
        return names

    def object(self, number):
        if number == NONE:
            return ''
        kind, name, capacity, site = self.objects[number]
        return ' '.join(filter(None, (self.texts[kind], self.texts[name], str(capacity or ''),
                                      self.site(site))))

    def of_kind(self, kind):
        return [record for record in self.records if record.kind == kind]

    def steps(self):
        """The rows of `coroscope steps`, without what asyncio.run() itself does at the end."""
        housekeeping = {task for task in self.tasks
                        if self.coroutine(task) in ('shutdown_asyncgens',
                                                    'shutdown_default_executor')}
        names = {}
        for record in self.records:
            if record.kind == 'renamed':
                names[record.subject] = self.texts[record.argument]
            if record.kind in STEPS and record.subject not in housekeeping:
                name = names.get(record.subject, self.name(record.subject))
                yield f'{record.time}\t{name}\t{record.kind}\t{self._detail(record)}'

    def _detail(self, record):
        if record.kind == 'created':
            return self.coroutine(record.subject)
        if record.kind == 'suspended':
            return self.wait(record.argument)
        return self.texts[record.argument & ~FIRST_CAUSE]

    def row(self, record):
        """For a person."""
        kind, argument = record.kind, record.argument
        subject = self.name(record.subject) if kind not in (
            'depth', 'acquired', 'released', 'ended', 'loop_runs', 'loop_stops', 'loop_idle') \
            else self.object(record.subject) if kind in ('depth', 'acquired', 'released') \
            else OUTCOMES[record.subject] if kind == 'ended' else self.texts[record.subject]
        if kind in ('created', 'ready', 'cancel_requested'):
            says = f'by {self.waker(argument)}'
            if kind == 'created':
                says += f', {self.coroutine(record.subject)} at {self.site(self.tasks[record.subject][6])}'
        elif kind == 'suspended':
            _, what, chain, amount = self.waits[argument]
            says = ' < '.join([self.wait(argument), *self.chain(chain)])
            if self.wait_kinds[self.waits[argument][0]][2] == 1:
                says += f'   on {self.object(what)}'
        elif kind == 'resumed':
            says = self.texts[argument & ~FIRST_CAUSE] + (' (turn)' if argument & FIRST_CAUSE else '')
        elif kind in ('failed', 'renamed', 'unretrieved', 'marked'):
            says = self.texts[argument]
        elif kind == 'printed':
            says = self.lines[argument]
        elif kind == 'blocked':
            says = ' < '.join(self.chain(argument))
        else:
            says = str(argument)
        return f'{record.time / 1e6:12.3f} ms  {record.writer:2}  {kind:16} {subject:12} {says}'


def delay(amount):
    """Nanoseconds; of 2^61 and more as they are coded."""
    if amount < 1 << 61:
        return amount
    first, = struct.unpack('<q', struct.pack('<d', float(1 << 61)))
    ns, = struct.unpack('<d', struct.pack('<q', amount - (1 << 61) + first))
    return f'{ns:.0f}'


if __name__ == '__main__':
    trace = Trace(sys.argv[1])
    print(trace.properties)
    for record in trace.records:
        print(trace.row(record))
    for failure in trace.failures:
        print(failure)
