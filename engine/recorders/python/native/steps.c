#include "hooks.h"

PyObject *thrownInto;
/* Of asyncio's tasks and futures in C. */
static Attribute mustCancel, exceptionOf, stateOf, waiterOf, coroutineOf;

static int is_state(PyObject *future, char state)
{
    PyObject *text = value_of(stateOf, future);
    if (text == NULL) {
        PyErr_Clear();
        return 0;
    }
    const int is = PyUnicode_Check(text) && PyUnicode_GET_LENGTH(text) > 0
        && PyUnicode_READ_CHAR(text, 0) == (Py_UCS4)state;
    Py_DECREF(text);
    return is;
}

/* Whether it is a future in C that gives its result to the one who waits. */
static int is_result(PyObject *future)
{
    if (Py_TYPE(future) != futureType && Py_TYPE(future) != taskType)
        return 0;
    PyObject *exception = value_of(exceptionOf, future);
    Py_XDECREF(exception);
    if (exception == NULL)
        PyErr_Clear();
    return exception == Py_None && !is_state(future, 'C');
}

/* 1, 0 or -1 with an exception: the task may be a Python one. */
static int must_cancel(PyObject *task)
{
    PyObject *must = Py_TYPE(task) == taskType ? value_of(mustCancel, task)
                                               : PyObject_GetAttr(task, s__must_cancel);
    const int is = must == NULL ? -1 : PyObject_IsTrue(must);
    Py_XDECREF(must);
    return is;
}

/* TextId of what is thrown into the task; -1 with an exception. */
static int64_t thrown_into(LoopState *here, PyObject *task, PyObject *callback, PyObject *args)
{
    PyObject *thrown = PyObject_CallFunctionObjArgs(thrownInto, task, callback, args, NULL);
    PyObject *tables = thrown == NULL ? NULL : PyObject_GetAttr(here->session, s_tables);
    PyObject *text
        = tables == NULL ? NULL : PyObject_CallMethodObjArgs(tables, s_text, thrown, NULL);
    const int64_t number = text == NULL ? -1 : PyLong_AsLongLong(text);
    Py_XDECREF(thrown);
    Py_XDECREF(tables);
    Py_XDECREF(text);
    return number;
}

static PyObject *begin(PyObject *handle, Entry *entry)
{
    LoopState *here = loop_state(entry->loop);
    PyObject *callback = SLOT(handle, atCallback), *args = SLOT(handle, atArgs);
    PyObject *task = here == NULL ? NULL : self_of(callback);
    if (task == NULL)
        return NULL;
    uint32_t argument = here->firstOfTurn;
    here->firstOfTurn = 0;
    const int must = must_cancel(task);
    int64_t thrown = must < 0 ? -1 : 0;
    if (must > 0 || entry->awaitsWrongly
        || (must == 0 && PyTuple_GET_SIZE(args) > 0 && !is_result(PyTuple_GET_ITEM(args, 0)))) {
        entry->awaitsWrongly = 0;
        thrown = thrown_into(here, task, callback, args);
    }
    if (thrown < 0) {
        Py_DECREF(task);
        return NULL;
    }
    PyObject *before = exchange(&here->current, (PyObject *)entry);
    Py_INCREF(entry);
    Py_XSETREF(here->stepping, (PyObject *)entry);
    Py_XSETREF(here->task, task);
    if (record_now(&here->store, RESUMED, entry->actor.id, argument | (uint32_t)thrown))
        Py_CLEAR(before);
    return before;
}

static Entry *entry_of(PyObject *handle)
{
    PyObject *entry = Py_TYPE(handle) == stepHandle ? SLOT(handle, atEntry) : NULL;
    if (entry != NULL && Py_TYPE(entry) == &EntryType && SLOT(handle, atCallback) != NULL
        && SLOT(handle, atArgs) != NULL && PyTuple_Check(SLOT(handle, atArgs)))
        return (Entry *)entry;
    PyErr_SetString(PyExc_TypeError, "no handle of a step");
    return NULL;
}

/* begin_step(handle): who was at work. */
PyObject *begin_step(PyObject *module, PyObject *handle)
{
    (void)module;
    Entry *entry = entry_of(handle);
    PyObject *before = entry == NULL ? NULL : begin(handle, entry);
    return before != NULL ? before : none_after(1);
}

static int end_task(LoopState *here, Entry *entry, PyObject *task, uint64_t now)
{
    PyObject *exception = value_of(exceptionOf, task);
    Py_XDECREF(exception);
    if (exception != Py_None || is_state(task, 'C')) {
        PyErr_Clear();
        PyObject *time = PyLong_FromUnsignedLongLong(now);
        PyObject *done = time == NULL
            ? NULL
            : PyObject_CallMethodObjArgs((PyObject *)here, s__end_task, time, entry, task, NULL);
        Py_XDECREF(time);
        Py_XDECREF(done);
        return done == NULL ? -1 : 0;
    }
    PyObject *address = PyLong_FromVoidPtr(task);
    if (address == NULL)
        return -1;
    const uint32_t id = entry->actor.id;
    if (PyDict_DelItem(here->entries, address))
        PyErr_Clear(); /* the task has been made known by another name, or never */
    Py_DECREF(address);
    return record(&here->store, now, FINISHED, id, 0);
}

static int suspend_task(LoopState *here, Entry *entry, PyObject *task, PyObject *future,
                        uint64_t now)
{
    static PyTypeObject *usual;
    if (is_none(here->waits) || !is_a(here->waits, &ChainWalkType, &usual)) {
        PyErr_SetString(PyExc_TypeError, "no walk");
        return -1;
    }
    PyObject *coroutine = value_of(coroutineOf, task);
    const int64_t wait
        = coroutine == NULL ? -1 : wait_of((ChainWalk *)here->waits, entry, coroutine, future);
    Py_XDECREF(coroutine);
    if (wait < 0 || record(&here->store, now, SUSPENDED, entry->actor.id, (uint32_t)wait))
        return -1;
    if (is_none(entry->wokenBy))
        return 0;
    const uint32_t by = id_of(entry->wokenBy);
    Py_CLEAR(entry->wokenBy);
    return record(&here->store, now, READY, entry->actor.id, by);
}

static int end(Entry *entry, PyObject *task, PyObject *before)
{
    LoopState *here = loop_state(entry->loop);
    if (here == NULL)
        return -1;
    if (Py_TYPE(task) != taskType) {
        PyObject *done
            = PyObject_CallMethodObjArgs((PyObject *)here, s_end_step, entry, task, before, NULL);
        Py_XDECREF(done);
        return done == NULL ? -1 : 0;
    }
    uint64_t now;
    if (now_of(&here->store, &now))
        return -1;
    Py_DECREF(exchange(&here->current, before));
    Py_CLEAR(here->stepping);
    Py_CLEAR(here->task);
    PyObject *future = value_of(waiterOf, task);
    if (future == NULL)
        return -1;
    const int failed = future == Py_None && !is_state(task, 'P')
        ? end_task(here, entry, task, now)
        : suspend_task(here, entry, task, future, now);
    Py_DECREF(future);
    return failed;
}

/* end_step(handle, before) */
PyObject *end_step(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    Entry *entry = count == 2 ? entry_of(args[0]) : NULL;
    PyObject *task = entry == NULL ? NULL : self_of(SLOT(args[0], atCallback));
    if (task == NULL)
        return none_after(1);
    Py_INCREF(entry);
    const int failed = end(entry, task, args[1]);
    if (!failed)
        keep_spare((LoopState *)entry->loop, args[0]);
    Py_DECREF(entry);
    Py_DECREF(task);
    return none_after(failed);
}

/* ---- other callbacks ---- */

/* Who is at work is exchanged for \a actor, or who is in the handle. */
static PyObject *exchange_actor(PyObject *handle, PyObject *actor)
{
    PyObject *loop = Py_TYPE(handle) == callHandle ? SLOT(handle, atLoop) : NULL;
    PyObject *reference = loop == NULL ? NULL : PyObject_GetAttr(loop, s__coroscope);
    LoopState *here = loop_state(reference);
    if (actor == NULL && here != NULL)
        actor = SLOT(handle, atBy);
    PyObject *before
        = here == NULL || actor == NULL ? none_after(1) : exchange(&here->current, actor);
    Py_XDECREF(reference);
    return before;
}

/* begin_call(handle): who was at work. */
PyObject *begin_call(PyObject *module, PyObject *handle)
{
    (void)module;
    return exchange_actor(handle, NULL);
}

/* end_call(handle, before) */
PyObject *end_call(PyObject *module, PyObject *const *args, Py_ssize_t count)
{
    (void)module;
    if (count != 2) {
        PyErr_SetString(PyExc_TypeError, "end_call(handle, before)");
        return NULL;
    }
    PyObject *now = exchange_actor(args[0], args[1]);
    if (now == NULL)
        return NULL;
    Py_DECREF(now);
    Py_RETURN_NONE;
}

int find_attributes(void)
{
    mustCancel = attribute_of(taskType, "_must_cancel");
    exceptionOf = attribute_of(futureType, "_exception");
    stateOf = attribute_of(futureType, "_state");
    waiterOf = attribute_of(taskType, "_fut_waiter");
    coroutineOf = attribute_of(taskType, "_coro");
    if (mustCancel.get && exceptionOf.get && stateOf.get && waiterOf.get && coroutineOf.get)
        return 0;
    PyErr_SetString(PyExc_TypeError, "tasks of another kind");
    return -1;
}
