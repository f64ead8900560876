#include "hooks.h"

/* As hook_wakeup_next() was given them. */
static PyObject *originalWakeup, *originalSize, *plainWakeup, *plainDepth;
static PyTypeObject *dequeType;

/* ---- queues ---- */

/* What qsize() gives; -1 with an exception. */
static Py_ssize_t size_of(PyObject *queue)
{
    const int isUsual = _PyType_Lookup(Py_TYPE(queue), s_qsize) == originalSize;
    PyObject *found = isUsual ? PyObject_GetAttr(queue, s__queue)
                              : PyObject_CallMethodObjArgs(queue, s_qsize, NULL);
    if (found == NULL)
        return -1;
    const Py_ssize_t size = isUsual ? PyObject_Size(found) : PyLong_AsSsize_t(found);
    Py_DECREF(found);
    return size;
}

/* ObjectId of a queue that is known; -1 if it is not, or with an exception. */
static int64_t queue_id(PyObject *ids, PyObject *queue)
{
    /* The last one: a queue is asked for again and again. */
    static PyObject *lastIds, *lastReference;
    static int64_t last;
    if (ids == lastIds && lastReference != NULL
        && ((PyWeakReference *)lastReference)->wr_object == queue)
        return last;
    PyObject *reference;
    PyObject *known = known_object(ids, queue, &reference);
    if (known == NULL)
        return -1;
    keep(&lastIds, ids);
    keep(&lastReference, reference);
    last = PyLong_AsLongLong(known);
    return last;
}

static int record_depth(LoopState *here, PyObject *queue)
{
    const int64_t id = queue_id(((ChainWalk *)here->waits)->ids, queue);
    if (id < 0) {
        PyObject *done = PyErr_Occurred()
            ? NULL
            : PyObject_CallFunctionObjArgs(plainDepth, here->session, queue, NULL);
        Py_XDECREF(done);
        return done == NULL ? -1 : 0;
    }
    const Py_ssize_t size = size_of(queue);
    if (size < 0) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_ValueError, "the size of a queue is below 0");
        return -1;
    }
    return record_now(&here->store, DEPTH, (uint32_t)id, (uint32_t)size);
}

/* Queue._wakeup_next(waiters) */
static PyObject *wakeup_next(PyObject *queue, PyObject *waiters)
{
    if (running == NULL)
        return PyObject_CallFunctionObjArgs(plainWakeup, queue, waiters, NULL);
    LoopState *here = running;
    Py_INCREF(here);
    const int failed = record_depth(here, queue);
    Py_DECREF(here);
    if (failed && give_up())
        return NULL;
    if (Py_TYPE(waiters) == dequeType && PyObject_Size(waiters) == 0)
        Py_RETURN_NONE; /* as the original, which would be another call for each item */
    return PyObject_CallFunctionObjArgs(originalWakeup, queue, waiters, NULL);
}

static PyMethodDef wakeupNext = {"_wakeup_next", (PyCFunction)wakeup_next, METH_O, NULL};

/* hook_wakeup_next(queue type, original, plain, plain depth, qsize, deque): what replaces the
 * original. */
PyObject *hook_wakeup_next(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *queue, *original, *plain, *depth, *size, *deque;
    if (!PyArg_ParseTuple(args, "O!OOOOO!", &PyType_Type, &queue, &original, &plain, &depth, &size,
                          &PyType_Type, &deque))
        return NULL;
    keep(&originalWakeup, original);
    keep(&plainWakeup, plain);
    keep(&plainDepth, depth);
    keep(&originalSize, size);
    keep((PyObject **)&dequeType, deque);
    return PyDescr_NewMethod((PyTypeObject *)queue, &wakeupNext);
}

/* ---- turns ---- */

/* set_running(LoopRecorder or None): of the loop that this thread runs. */
PyObject *set_running(PyObject *module, PyObject *here)
{
    (void)module;
    LoopState *state = here == Py_None ? NULL : loop_state(here);
    static PyTypeObject *usual;
    if (state == NULL && here != Py_None)
        return NULL;
    if (state != NULL
        && (is_none(state->waits) || !is_a(state->waits, &ChainWalkType, &usual)
            || is_none(((ChainWalk *)state->waits)->ids)
            || !PyDict_CheckExact(((ChainWalk *)state->waits)->ids))) {
        PyErr_SetString(PyExc_TypeError, "no walk");
        return NULL;
    }
    LoopState *before = running;
    running = state;
    Py_XINCREF(state);
    Py_XDECREF(before);
    Py_RETURN_NONE;
}

/* The property `select` of a selector: its turn begins. The state is (select, plain getter). */
static PyObject *begin_turn(PyObject *functions, PyObject *selector)
{
    LoopState *here = running;
    if (here != NULL) {
        Py_INCREF(here);
        PyObject *loop = !is_none(here->loop) && PyWeakref_CheckRef(here->loop)
            ? new_ref(((PyWeakReference *)here->loop)->wr_object)
            : new_ref(Py_None);
        PyObject *own = PyObject_GetAttr(loop, s__selector);
        PyObject *ready = own == NULL ? NULL : PyObject_GetAttr(loop, s__ready);
        const int isBusy = own != selector || ready == NULL ? -1 : PyObject_IsTrue(ready);
        PyErr_Clear();
        const int isTurn = isBusy > 0;
        Py_XDECREF(own);
        Py_XDECREF(ready);
        Py_DECREF(loop);
        if (isTurn)
            here->firstOfTurn = FIRST_OF_TURN;
        Py_DECREF(here);
        if (isTurn)
            return PyMethod_New(PyTuple_GET_ITEM(functions, 0), selector);
    }
    return PyObject_CallFunctionObjArgs(PyTuple_GET_ITEM(functions, 1), selector, NULL);
}

static PyMethodDef beginTurnMethod = {"select", (PyCFunction)begin_turn, METH_O, NULL};

/* turn_hook(select, plain getter): the getter to be used instead. */
PyObject *turn_hook(PyObject *module, PyObject *args)
{
    (void)module;
    PyObject *select, *plain;
    if (!PyArg_ParseTuple(args, "OO", &select, &plain))
        return NULL;
    return PyCFunction_New(&beginTurnMethod, args);
}
