#include "frames.h"

static Attribute cr_await, gi_yieldfrom;

static int64_t number_of(PyObject *number)
{
    if (number == NULL)
        return -1;
    const int64_t value = PyLong_AsLongLong(number);
    Py_DECREF(number);
    return value;
}

/* Borrowed; NULL with an exception. Another thread may have added one meanwhile: that one is it. */
static Node *add_node(ChainWalk *walk, Node *parent, PyObject *code, int instruction,
                      PyObject *frame)
{
    if (frame == NULL)
        return NULL;
    PyObject *node
        = PyObject_CallMethodObjArgs((PyObject *)walk, s__add_node, parent, code, frame, NULL);
    if (node == NULL)
        return NULL;
    Py_DECREF(node);
    Node *added = child_of(parent, code, instruction);
    if (added == NULL)
        PyErr_SetString(PyExc_SystemError, "a place that has not been added");
    return added;
}

typedef struct
{
    Node *node;
    PyObject *at; /* what is awaited there; Py_None at the end */
    PyObject *before, *last; /* the two innermost coroutines, or NULL */
    Place place; /* of the last one */
    int isLast; /* whether it is the node's */
} Walk;

static int enter(ChainWalk *walk, Walk *state, int isCoroutine, const Place *place)
{
    PyObject *at = state->at;
    Node *child = child_of(state->node, place->code, place->instruction);
    if (child == NULL) {
        PyObject *frame = PyObject_GetAttr(at, isCoroutine ? s_cr_frame : s_gi_frame);
        child = add_node(walk, state->node, place->code, place->instruction, frame);
        Py_XDECREF(frame);
        if (child == NULL)
            return -1;
    }
    PyObject *next = value_of(isCoroutine ? cr_await : gi_yieldfrom, at);
    if (next == NULL)
        return -1;
    state->node = child;
    state->isLast = isCoroutine;
    if (isCoroutine) {
        Py_XSETREF(state->before, state->last);
        state->last = at;
        state->place = *place;
    } else {
        Py_DECREF(at);
    }
    state->at = next;
    return 0;
}

/* Whether it is where every chain ends that awaits a future in C. */
static int is_end(PyObject *awaited)
{
    static PyTypeObject *end;
    if (end == NULL && strstr(Py_TYPE(awaited)->tp_name, "FutureIter") != NULL)
        end = (PyTypeObject *)new_ref((PyObject *)Py_TYPE(awaited));
    return Py_TYPE(awaited) == end;
}

/* Into an asynchronous generator and the like. 1: on, 0: it is the end, -1: an error. */
static int enter_other(ChainWalk *walk, Walk *state)
{
    PyObject *found = PyObject_CallMethodObjArgs((PyObject *)walk, s__step_into, state->at,
                                                 (PyObject *)Py_TYPE(state->at), NULL);
    if (found == NULL)
        return -1;
    int result = 0;
    if (PyTuple_CheckExact(found) && PyTuple_GET_SIZE(found) == 3) {
        PyObject *code = PyTuple_GET_ITEM(found, 0), *frame = PyTuple_GET_ITEM(found, 1);
        result = 1;
        if (code != Py_None) {
            const int instruction = (int)number_of(PyObject_GetAttr(frame, s_f_lasti));
            Node *child = PyErr_Occurred() ? NULL : child_of(state->node, code, instruction);
            if (child == NULL && !PyErr_Occurred())
                child = add_node(walk, state->node, code, instruction, frame);
            if (child == NULL)
                result = -1;
            else
                state->node = child;
            state->isLast = 0;
        }
        Py_INCREF(PyTuple_GET_ITEM(found, 2));
        Py_SETREF(state->at, PyTuple_GET_ITEM(found, 2));
    }
    Py_DECREF(found);
    return result;
}

/* To the chain's end. */
static int go_down(ChainWalk *walk, Walk *state, PyObject *leaf)
{
    while (state->at != Py_None) {
        const int isCoroutine = PyCoro_CheckExact(state->at);
        if (isCoroutine || PyGen_CheckExact(state->at)) {
            Place place;
            if (!place_of(state->at, &place))
                return 0;
            if (isCoroutine && place.code == leaf) {
                Py_INCREF(Py_None);
                Py_SETREF(state->at, Py_None);
                return 0;
            }
            if (!isCoroutine && place.code == walk->await)
                return 0;
            if (enter(walk, state, isCoroutine, &place))
                return -1;
        } else if (is_end(state->at)) {
            return 0;
        } else {
            const int result = enter_other(walk, state);
            if (result != 1)
                return result;
        }
    }
    return 0;
}

PyObject *known_object(PyObject *ids, PyObject *thing, PyObject **reference)
{
    PyObject *address = PyLong_FromVoidPtr(thing);
    if (address == NULL)
        return NULL;
    PyObject *found = PyDict_GetItemWithError(ids, address);
    Py_DECREF(address);
    if (found == NULL || !PyTuple_CheckExact(found) || PyTuple_GET_SIZE(found) != 2
        || !PyWeakref_CheckRef(PyTuple_GET_ITEM(found, 0))
        || ((PyWeakReference *)PyTuple_GET_ITEM(found, 0))->wr_object != thing)
        return NULL;
    *reference = PyTuple_GET_ITEM(found, 0);
    return PyTuple_GET_ITEM(found, 1);
}

static int64_t of_yield(ChainWalk *walk, Node *node)
{
    if (node->yield < 0)
        node->yield = number_of(PyObject_CallMethodObjArgs((PyObject *)walk, s__remember, node,
                                                           s_yield, s_yield, NULL));
    return node->yield;
}

/* Of a variable of the innermost coroutine. -1, without an exception: Python is to find it. */
static int64_t of_local(ChainWalk *walk, Node *node, const Walk *state)
{
    PyObject *value = state->place.variables[node->local];
    if (value == NULL || PyCell_Check(value))
        return -1;
    PyObject *key = value, *reference;
    Place above;
    if (node->how == OF_EVENT && state->before != NULL
        && (!place_of(state->before, &above) || above.code == walk->join))
        return -1;
    if (node->how != OF_DELAY)
        key = known_object(walk->ids, value, &reference);
    else if (!PyFloat_CheckExact(value) && !PyLong_CheckExact(value))
        return -1;
    PyObject *known = key == NULL ? NULL : PyDict_GetItemWithError(node->waits, key);
    return known == NULL ? -1 : PyLong_AsLongLong(known);
}

static int64_t of_future(ChainWalk *walk, const Walk *state, PyObject *future)
{
    Node *node = state->node;
    const int isPlain = (PyObject *)Py_TYPE(future) == walk->future; /* which no task is */
    if (isPlain && node->how == PLAIN && node->plain >= 0)
        return node->plain;
    if (isPlain && node->local >= 0 && state->isLast) {
        const int64_t known = of_local(walk, node, state);
        if (known >= 0 || PyErr_Occurred())
            return known;
    }
    const int64_t wait = number_of(PyObject_CallMethodObjArgs(
        (PyObject *)walk, s__of_future, node, future, state->last ? state->last : Py_None,
        state->before ? state->before : Py_None, NULL));
    if (wait >= 0 && isPlain && node->how == PLAIN)
        node->plain = wait;
    return wait;
}

int64_t wait_of(ChainWalk *walk, Entry *entry, PyObject *coroutine, PyObject *future)
{
    if (walk->root == NULL || Py_TYPE(walk->root) != &NodeType || walk->ids == NULL) {
        PyErr_SetString(PyExc_SystemError, "a walk that has not begun");
        return -1;
    }
    const int isYield = is_none(future);
    Walk state = {.node = (Node *)walk->root, .at = new_ref(coroutine)};
    int64_t wait = -1;
    if (go_down(walk, &state, isYield ? walk->sleep : NULL) == 0) {
        if (isYield) {
            entry->awaitsWrongly = state.at != Py_None;
            wait = of_yield(walk, state.node);
        } else {
            wait = of_future(walk, &state, future);
        }
    }
    Py_XDECREF(state.at);
    Py_XDECREF(state.last);
    Py_XDECREF(state.before);
    return wait;
}

/* of(entry, coroutine, future) */
static PyObject *walk_of(ChainWalk *self, PyObject *args)
{
    Entry *entry;
    PyObject *coroutine, *future;
    if (!PyArg_ParseTuple(args, "O!OO", &EntryType, &entry, &coroutine, &future))
        return NULL;
    const int64_t wait = wait_of(self, entry, coroutine, future);
    return wait < 0 ? NULL : PyLong_FromLongLong(wait);
}

static int walk_traverse(ChainWalk *self, visitproc visit, void *arg)
{
    Py_VISIT(self->root);
    Py_VISIT(self->sleep);
    Py_VISIT(self->await);
    Py_VISIT(self->join);
    Py_VISIT(self->ids);
    Py_VISIT(self->future);
    return 0;
}

static int walk_clear(ChainWalk *self)
{
    Py_CLEAR(self->root);
    Py_CLEAR(self->sleep);
    Py_CLEAR(self->await);
    Py_CLEAR(self->join);
    Py_CLEAR(self->ids);
    Py_CLEAR(self->future);
    return 0;
}

static void walk_dealloc(ChainWalk *self)
{
    PyObject_GC_UnTrack(self);
    walk_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef walk_methods[]
    = {{"of", (PyCFunction)walk_of, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyMemberDef walk_members[]
    = {{"root", T_OBJECT, offsetof(ChainWalk, root), 0, NULL},
       {"sleep_code", T_OBJECT, offsetof(ChainWalk, sleep), 0, NULL},
       {"await_code", T_OBJECT, offsetof(ChainWalk, await), 0, NULL},
       {"join_code", T_OBJECT, offsetof(ChainWalk, join), 0, NULL},
       {"ids", T_OBJECT, offsetof(ChainWalk, ids), 0, NULL},
       {"future_type", T_OBJECT, offsetof(ChainWalk, future), 0, NULL},
       {NULL, 0, 0, 0, NULL}};

PyTypeObject ChainWalkType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.ChainWalk",
    .tp_basicsize = sizeof(ChainWalk),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_dealloc = (destructor)walk_dealloc,
    .tp_traverse = (traverseproc)walk_traverse,
    .tp_clear = (inquiry)walk_clear,
    .tp_methods = walk_methods,
    .tp_members = walk_members,
};

int init_walk(void)
{
    cr_await = attribute_of(&PyCoro_Type, "cr_await");
    gi_yieldfrom = attribute_of(&PyGen_Type, "gi_yieldfrom");
    if (cr_await.get == NULL || gi_yieldfrom.get == NULL) {
        PyErr_SetString(PyExc_ImportError, "coroutines of another kind");
        return -1;
    }
    return 0;
}
