#include "native.h"

#include <time.h>

#define CHUNK_WORDS (65536 / 8)

static PyObject *monotonic_ns;

int now_of(Store *store, uint64_t *now)
{
    if (store->isMonotonic) {
        struct timespec time;
        clock_gettime(CLOCK_MONOTONIC, &time);
        *now = (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
        return 0;
    }
    PyObject *time = PyObject_CallObject(store->clock, NULL);
    if (time == NULL)
        return -1;
    *now = PyLong_AsUnsignedLongLong(time);
    Py_DECREF(time);
    return PyErr_Occurred() ? -1 : 0;
}

int record(Store *store, uint64_t now, unsigned kind, uint32_t subject, uint32_t argument)
{
    if (store->at >= CHUNK_WORDS) {
        PyObject *done = PyObject_CallMethodObjArgs((PyObject *)store, s_begin_chunk, NULL);
        if (done == NULL)
            return -1;
        Py_DECREF(done);
    }
    if (store->chunk.buf == NULL || store->at < 0 || store->at + 2 > CHUNK_WORDS) {
        PyErr_SetString(PyExc_SystemError, "there is no chunk to record into");
        return -1;
    }
    uint64_t *words = (uint64_t *)store->chunk.buf + store->at;
    store->at += 2;
    words[1] = subject | (uint64_t)argument << 32;
    __atomic_store_n(words, now << 6 | kind, __ATOMIC_RELEASE); /* it publishes */
    return 0;
}

int record_now(Store *store, unsigned kind, uint32_t subject, uint32_t argument)
{
    uint64_t now;
    return now_of(store, &now) || record(store, now, kind, subject, argument) ? -1 : 0;
}

static int numbers_of(PyObject *const *args, Py_ssize_t count, uint64_t *numbers, Py_ssize_t wanted)
{
    if (count != wanted) {
        PyErr_Format(PyExc_TypeError, "takes %zd numbers", wanted);
        return -1;
    }
    for (Py_ssize_t i = 0; i < count; ++i)
        numbers[i] = PyLong_AsUnsignedLongLong(args[i]);
    return PyErr_Occurred() ? -1 : 0;
}

static PyObject *store_record(Store *self, PyObject *const *args, Py_ssize_t count)
{
    uint64_t numbers[3];
    if (numbers_of(args, count, numbers, 3)
        || record_now(self, (unsigned)numbers[0], (uint32_t)numbers[1], (uint32_t)numbers[2]))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *store_record_at(Store *self, PyObject *const *args, Py_ssize_t count)
{
    uint64_t numbers[4];
    if (numbers_of(args, count, numbers, 4)
        || record(self, numbers[0], (unsigned)numbers[1], (uint32_t)numbers[2],
                  (uint32_t)numbers[3]))
        return NULL;
    Py_RETURN_NONE;
}

static PyObject *get_words(Store *self, void *unused)
{
    (void)unused;
    return new_ref(self->words == NULL ? Py_None : self->words);
}

static int set_words(Store *self, PyObject *words, void *unused)
{
    (void)unused;
    Py_buffer chunk = {0};
    if (!is_none(words)) {
        if (PyObject_GetBuffer(words, &chunk, PyBUF_WRITABLE))
            return -1;
        if (chunk.len != CHUNK_WORDS * 8) {
            PyBuffer_Release(&chunk);
            PyErr_SetString(PyExc_ValueError, "no chunk");
            return -1;
        }
    }
    Py_buffer before = self->chunk;
    self->chunk = chunk;
    Py_XINCREF(words);
    Py_XSETREF(self->words, words);
    PyBuffer_Release(&before);
    return 0;
}

static PyObject *get_clock(Store *self, void *unused)
{
    (void)unused;
    return new_ref(self->clock == NULL ? Py_None : self->clock);
}

static int set_clock(Store *self, PyObject *clock, void *unused)
{
    (void)unused;
    Py_XINCREF(clock);
    Py_XSETREF(self->clock, clock);
    self->isMonotonic = clock == monotonic_ns;
    return 0;
}

/* Not the words: the collector would take the memory from under what is still written at the
 * interpreter's end. */
static int store_traverse(Store *self, visitproc visit, void *arg)
{
    Py_VISIT(self->file);
    Py_VISIT(self->number);
    Py_VISIT(self->clock);
    return 0;
}

static int store_clear(Store *self)
{
    Py_CLEAR(self->file);
    Py_CLEAR(self->number);
    Py_CLEAR(self->clock);
    return 0;
}

static void store_dealloc(Store *self)
{
    PyObject_GC_UnTrack(self);
    store_clear(self);
    PyBuffer_Release(&self->chunk);
    Py_CLEAR(self->words);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef store_methods[]
    = {{"record", (PyCFunction)(void (*)(void))store_record, METH_FASTCALL, NULL},
       {"record_at", (PyCFunction)(void (*)(void))store_record_at, METH_FASTCALL, NULL},
       {NULL, NULL, 0, NULL}};
static PyMemberDef store_members[] = {{"file", T_OBJECT, offsetof(Store, file), 0, NULL},
                                      {"number", T_OBJECT, offsetof(Store, number), 0, NULL},
                                      {"at", T_PYSSIZET, offsetof(Store, at), 0, NULL},
                                      {NULL, 0, 0, 0, NULL}};
static PyGetSetDef store_attributes[]
    = {{"words", (getter)get_words, (setter)set_words, NULL, NULL},
       {"clock", (getter)get_clock, (setter)set_clock, NULL, NULL},
       {NULL, NULL, NULL, NULL, NULL}};

PyTypeObject StoreType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.Store",
    .tp_basicsize = sizeof(Store),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)store_dealloc,
    .tp_traverse = (traverseproc)store_traverse,
    .tp_clear = (inquiry)store_clear,
    .tp_methods = store_methods,
    .tp_members = store_members,
    .tp_getset = store_attributes,
};

static int loop_traverse(LoopState *self, visitproc visit, void *arg)
{
    Py_VISIT(self->session);
    Py_VISIT(self->loop);
    Py_VISIT(self->current);
    Py_VISIT(self->stepping);
    Py_VISIT(self->task);
    Py_VISIT(self->entries);
    Py_VISIT(self->waits);
    for (int i = 0; i < self->spareCount; ++i)
        Py_VISIT(self->spare[i]);
    return store_traverse(&self->store, visit, arg);
}

static int loop_clear(LoopState *self)
{
    Py_CLEAR(self->session);
    Py_CLEAR(self->loop);
    Py_CLEAR(self->current);
    Py_CLEAR(self->stepping);
    Py_CLEAR(self->task);
    Py_CLEAR(self->entries);
    Py_CLEAR(self->waits);
    while (self->spareCount > 0)
        Py_CLEAR(self->spare[--self->spareCount]);
    return store_clear(&self->store);
}

static void loop_dealloc(LoopState *self)
{
    PyObject_GC_UnTrack(self);
    loop_clear(self);
    store_dealloc(&self->store);
}

static PyMemberDef loop_members[]
    = {{"session", T_OBJECT, offsetof(LoopState, session), 0, NULL},
       {"loop", T_OBJECT, offsetof(LoopState, loop), 0, NULL},
       {"current", T_OBJECT, offsetof(LoopState, current), 0, NULL},
       {"stepping", T_OBJECT, offsetof(LoopState, stepping), 0, NULL},
       {"task", T_OBJECT, offsetof(LoopState, task), 0, NULL},
       {"entries", T_OBJECT, offsetof(LoopState, entries), 0, NULL},
       {"waits", T_OBJECT, offsetof(LoopState, waits), 0, NULL},
       {"first_of_turn", T_UINT, offsetof(LoopState, firstOfTurn), 0, NULL},
       {NULL, 0, 0, 0, NULL}};

PyTypeObject LoopStateType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.LoopState",
    .tp_base = &StoreType,
    .tp_basicsize = sizeof(LoopState),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)loop_dealloc,
    .tp_traverse = (traverseproc)loop_traverse,
    .tp_clear = (inquiry)loop_clear,
    .tp_members = loop_members,
};

static int actor_init(Actor *self, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    return PyArg_ParseTuple(args, "I", &self->id) ? 0 : -1;
}

static PyMemberDef actor_members[]
    = {{"id", T_UINT, offsetof(Actor, id), 0, NULL}, {NULL, 0, 0, 0, NULL}};

PyTypeObject ActorType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.Actor",
    .tp_basicsize = sizeof(Actor),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)actor_init,
    .tp_members = actor_members,
};

static int entry_init(Entry *self, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    PyObject *loop;
    if (!PyArg_ParseTuple(args, "IO", &self->actor.id, &loop))
        return -1;
    Py_INCREF(loop);
    Py_XSETREF(self->loop, loop);
    return 0;
}

static int entry_traverse(Entry *self, visitproc visit, void *arg)
{
    Py_VISIT(self->ref);
    Py_VISIT(self->name);
    Py_VISIT(self->loop);
    Py_VISIT(self->handle);
    Py_VISIT(self->wokenBy);
    Py_VISIT(self->wait);
    Py_VISIT(self->waitWord);
    Py_VISIT(self->coroutine);
    return 0;
}

static int entry_clear(Entry *self)
{
    Py_CLEAR(self->ref);
    Py_CLEAR(self->name);
    Py_CLEAR(self->loop);
    Py_CLEAR(self->handle);
    Py_CLEAR(self->wokenBy);
    Py_CLEAR(self->wait);
    Py_CLEAR(self->waitWord);
    Py_CLEAR(self->coroutine);
    return 0;
}

static void entry_dealloc(Entry *self)
{
    PyObject_GC_UnTrack(self);
    entry_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMemberDef entry_members[]
    = {{"ref", T_OBJECT, offsetof(Entry, ref), 0, NULL},
       {"name", T_OBJECT, offsetof(Entry, name), 0, NULL},
       {"loop", T_OBJECT, offsetof(Entry, loop), 0, NULL},
       {"handle", T_OBJECT, offsetof(Entry, handle), 0, NULL},
       {"woken_by", T_OBJECT, offsetof(Entry, wokenBy), 0, NULL},
       {"wait", T_OBJECT, offsetof(Entry, wait), 0, NULL},
       {"wait_word", T_OBJECT, offsetof(Entry, waitWord), 0, NULL},
       {"coroutine", T_OBJECT, offsetof(Entry, coroutine), 0, NULL},
       {"awaits_wrongly", T_BOOL, offsetof(Entry, awaitsWrongly), 0, NULL},
       {NULL, 0, 0, 0, NULL}};

PyTypeObject EntryType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.Entry",
    .tp_base = &ActorType,
    .tp_basicsize = sizeof(Entry),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)entry_init,
    .tp_dealloc = (destructor)entry_dealloc,
    .tp_traverse = (traverseproc)entry_traverse,
    .tp_clear = (inquiry)entry_clear,
    .tp_members = entry_members,
};

int init_writer(void)
{
    PyObject *time = PyImport_ImportModule("time");
    if (time == NULL)
        return -1;
    monotonic_ns = PyObject_GetAttrString(time, "monotonic_ns");
    Py_DECREF(time);
    return monotonic_ns == NULL ? -1 : 0;
}
