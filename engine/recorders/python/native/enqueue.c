#include "hooks.h"

/* As hook_enqueue() and hook_call_soon() were given them. */
static PyObject *originalCallSoon, *originalEnqueue, *plainEnqueue, *ownEnqueue, *whoCalls;

/* The task's entry, borrowed; NULL with or without an exception. */
static PyObject *find_entry(LoopState *here, PyObject *task)
{
    PyObject *address = PyLong_FromVoidPtr(task);
    if (address == NULL)
        return NULL;
    PyObject *entry = PyDict_GetItemWithError(here->entries, address);
    Py_DECREF(address);
    return entry;
}

/* LoopRecorder.stepped_by(): a new reference, Py_None if it is no step, NULL with an exception. */
static PyObject *stepped_by(LoopState *here, PyObject *callback, PyObject *args)
{
    const int isStep = is_step(callback), isWakeup = !isStep && is_wakeup(callback);
    if (!isStep && !isWakeup)
        return is_foreign(callback)
            ? new_ref(Py_None)
            : PyObject_CallMethodObjArgs((PyObject *)here, s_stepped_by, callback, args, NULL);
    PyObject *task = self_of(callback);
    if (task == NULL)
        return NULL;
    PyObject *entry = task == here->task ? here->stepping : find_entry(here, task);
    if (entry == NULL) {
        if (!PyErr_Occurred())
            entry = PyObject_CallMethodObjArgs((PyObject *)here, s__first_seen, callback, task,
                                               args, NULL);
        Py_DECREF(task);
        return entry;
    }
    Py_INCREF(entry);
    Py_DECREF(task);
    if (Py_TYPE(entry) != &EntryType) {
        PyErr_SetString(PyExc_TypeError, "no entry");
    } else if (entry != here->stepping) {
        if (record_now(&here->store, READY, id_of(entry), id_of(here->current)) == 0)
            return entry;
    } else {
        if (isWakeup)
            Py_XSETREF(((Entry *)entry)->wokenBy, new_ref(entry));
        return entry;
    }
    Py_DECREF(entry);
    return NULL;
}

static PyObject *handle_of_call(LoopState *here, PyObject *callback, PyObject *args, PyObject *loop,
                                PyObject *context)
{
    PyObject *by = running == here ? new_ref(here->current)
                                   : PyObject_CallFunctionObjArgs(whoCalls, recorder, here, NULL);
    PyObject *handle = by == NULL ? NULL : new_handle(callHandle, callback, args, loop, context);
    if (handle == NULL) {
        Py_XDECREF(by);
        return NULL;
    }
    SLOT(handle, atBy) = by;
    return handle;
}

static PyObject *make_handle(PyObject *loop, PyObject *callback, PyObject *args, PyObject *context)
{
    PyObject *here = PyObject_GetAttr(loop, s__coroscope);
    if (here == NULL && PyErr_ExceptionMatches(PyExc_AttributeError)) {
        PyErr_Clear();
        here = PyObject_CallMethodObjArgs(recorder, s_loop_recorder, loop, NULL);
    }
    PyObject *handle = NULL;
    LoopState *state = loop_state(here);
    PyObject *entry = state == NULL ? NULL : stepped_by(state, callback, args);
    if (entry != NULL && Py_TYPE(entry) == &EntryType)
        handle = handle_of_step(state, (Entry *)entry, callback, args, loop, context);
    else if (entry != NULL)
        handle = handle_of_call(state, callback, args, loop, context);
    Py_XDECREF(entry);
    Py_XDECREF(here);
    return handle;
}

static PyObject *enqueue(PyObject *loop, PyObject *const *arguments)
{
    PyObject *handle = make_handle(loop, arguments[1], arguments[2], arguments[3]);
    if (handle == NULL)
        return give_up() ? NULL : PyObject_Vectorcall(originalEnqueue, arguments, 4, NULL);
    PyObject *ready = PyObject_GetAttr(loop, s__ready);
    PyObject *done
        = ready == NULL ? NULL : PyObject_CallMethodObjArgs(ready, s_append, handle, NULL);
    Py_XDECREF(ready);
    if (done == NULL)
        Py_CLEAR(handle);
    Py_XDECREF(done);
    return handle;
}

/* BaseEventLoop._call_soon(callback, args, context) */
static PyObject *call_soon_inside(PyObject *loop, PyObject *const *args, Py_ssize_t count)
{
    if (count != 3) {
        PyErr_Format(PyExc_TypeError, "_call_soon() takes 3 arguments (%zd given)", count);
        return NULL;
    }
    PyObject *const arguments[] = {loop, args[0], args[1], args[2]};
    PyObject *debug = PyObject_GetAttr(loop, s__debug);
    if (debug == NULL)
        return NULL;
    Py_DECREF(debug);
    if (debug != Py_False || !PyTuple_Check(args[1])) /* where a handle knows its stack */
        return PyObject_Vectorcall(plainEnqueue, arguments, 4, NULL);
    return enqueue(loop, arguments);
}

static int is_false(PyObject *loop, PyObject *name)
{
    PyObject *value = PyObject_GetAttr(loop, name);
    Py_XDECREF(value);
    if (value == NULL)
        PyErr_Clear();
    return value == Py_False;
}

/* BaseEventLoop.call_soon(callback, *args, context=None). Whatever may raise or warn is left to the
 * original, which then is in the traceback. */
static PyObject *call_soon(PyObject *loop, PyObject *const *args, Py_ssize_t count, PyObject *names)
{
    const Py_ssize_t named = names == NULL ? 0 : PyTuple_GET_SIZE(names);
    const int isUsual = count >= 1 && named <= 1
        && (named == 0 || PyUnicode_Compare(PyTuple_GET_ITEM(names, 0), s_context) == 0)
        && _PyType_Lookup(Py_TYPE(loop), s__call_soon) == ownEnqueue && is_false(loop, s__closed)
        && is_false(loop, s__debug);
    if (!isUsual) {
        PyObject *original = PyMethod_New(originalCallSoon, loop);
        PyObject *handle
            = original == NULL ? NULL : PyObject_Vectorcall(original, args, (size_t)count, names);
        Py_XDECREF(original);
        return handle;
    }
    PyObject *tuple = PyTuple_New(count - 1);
    if (tuple == NULL)
        return NULL;
    for (Py_ssize_t i = 1; i < count; ++i)
        PyTuple_SET_ITEM(tuple, i - 1, new_ref(args[i]));
    PyObject *const arguments[] = {loop, args[0], tuple, named == 1 ? args[count] : Py_None};
    PyObject *handle = enqueue(loop, arguments);
    Py_DECREF(tuple);
    return handle;
}

static PyMethodDef enqueueMethod
    = {"_call_soon", (PyCFunction)(void (*)(void))call_soon_inside, METH_FASTCALL, NULL};
static PyMethodDef callSoonMethod
    = {"call_soon", (PyCFunction)(void (*)(void))call_soon, METH_FASTCALL | METH_KEYWORDS,
       "call_soon($self, callback, *args, context=None)\n--\n\n"
       "Arrange for a callback to be called as soon as possible."};
/* hook_enqueue(loop type, original, plain, recorder, handle types, future types, functions): what
 * replaces the original _call_soon(). */
PyObject *hook_enqueue(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *loop, *original, *plain, *owner, *step, *call, *future, *task, *calls, *thrown;
    if (!PyArg_ParseTuple(args, "O!OOO(O!O!)(O!O!)(OO)", &PyType_Type, &loop, &original, &plain,
                          &owner, &PyType_Type, &step, &PyType_Type, &call, &PyType_Type, &future,
                          &PyType_Type, &task, &calls, &thrown))
        return NULL;
    keep(&recorder, owner);
    keep(&originalEnqueue, original);
    keep(&plainEnqueue, plain);
    keep((PyObject **)&stepHandle, step);
    keep((PyObject **)&callHandle, call);
    keep((PyObject **)&futureType, future);
    keep((PyObject **)&taskType, task);
    keep(&whoCalls, calls);
    keep(&thrownInto, thrown);
    if (find_slots() || find_attributes())
        return NULL;
    Py_XSETREF(ownEnqueue, PyDescr_NewMethod((PyTypeObject *)loop, &enqueueMethod));
    Py_XINCREF(ownEnqueue);
    return ownEnqueue;
}

/* hook_call_soon(loop type, original): what replaces the original. */
PyObject *hook_call_soon(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *loop, *original;
    if (!PyArg_ParseTuple(args, "O!O", &PyType_Type, &loop, &original))
        return NULL;
    keep(&originalCallSoon, original);
    return PyDescr_NewMethod((PyTypeObject *)loop, &callSoonMethod);
}
