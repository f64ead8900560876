#include "native.h"

static size_t slot_of(Node *const *table, size_t size, PyObject *code, int instruction)
{
    const uint64_t key = (uint64_t)(uintptr_t)code ^ (uint64_t)(unsigned)instruction << 40;
    size_t at = (size_t)(key * 0x9E3779B97F4A7C15u >> 32) & (size - 1);
    while (table[at] != NULL && (table[at]->code != code || table[at]->instruction != instruction))
        at = (at + 1) & (size - 1);
    return at;
}

Node *child_of(Node *node, PyObject *code, int instruction)
{
    return node->size == 0 ? NULL
                           : node->children[slot_of(node->children, node->size, code, instruction)];
}

static int grow(Node *node)
{
    const size_t size = node->size == 0 ? 2 : 2 * node->size;
    Node **children = PyMem_Calloc(size, sizeof(Node *));
    if (children == NULL) {
        PyErr_NoMemory();
        return -1;
    }
    for (size_t i = 0; i < node->size; ++i) {
        Node *child = node->children[i];
        if (child != NULL)
            children[slot_of(children, size, child->code, child->instruction)] = child;
    }
    PyMem_Free(node->children);
    node->children = children;
    node->size = size;
    return 0;
}

/* add(instruction, child) */
static PyObject *node_add(Node *self, PyObject *args)
{
    int instruction;
    Node *child;
    if (!PyArg_ParseTuple(args, "iO!", &instruction, &NodeType, &child))
        return NULL;
    if (2 * (self->used + 1) > self->size && grow(self))
        return NULL;
    child->instruction = instruction;
    const size_t at = slot_of(self->children, self->size, child->code, instruction);
    if (self->children[at] == NULL) {
        self->children[at] = (Node *)new_ref((PyObject *)child);
        ++self->used;
    }
    Py_RETURN_NONE;
}

/* Index among the variables of an argument, or -1. */
static Py_ssize_t argument_of(PyObject *code, PyObject *name)
{
    PyObject *names = PyObject_GetAttrString(code, "co_varnames");
    if (names == NULL)
        return -1;
    Py_ssize_t found = -1;
    for (Py_ssize_t i = 0; found < 0 && i < PyTuple_GET_SIZE(names); ++i) {
        if (PyUnicode_Compare(PyTuple_GET_ITEM(names, i), name) == 0)
            found = i;
    }
    Py_DECREF(names);
    return found;
}

static int node_init(Node *self, PyObject *args, PyObject *kwargs)
{
    (void)kwargs;
    PyObject *code, *chain, *called, *rule;
    if (self->waits != NULL
        || !PyArg_ParseTuple(args, "OOOO!", &code, &chain, &called, &PyTuple_Type, &rule))
        return -1;
    if (PyTuple_GET_SIZE(rule) != 3) {
        PyErr_SetString(PyExc_ValueError, "a rule has a word, a shape and a way");
        return -1;
    }
    self->how = (int)PyLong_AsLong(PyTuple_GET_ITEM(rule, 2));
    self->waits = PyDict_New();
    if (PyErr_Occurred() || self->waits == NULL)
        return -1;
    self->code = new_ref(code);
    self->chain = new_ref(chain);
    self->called = new_ref(called);
    self->rule = new_ref(rule);
    self->yield = self->plain = -1;
    self->local = -1;
    if (self->how == OF_SELF || self->how == OF_EVENT)
        self->local = argument_of(code, s_self);
    else if (self->how == OF_DELAY)
        self->local = argument_of(code, s_delay);
    return PyErr_Occurred() ? -1 : 0;
}

static int node_traverse(Node *self, visitproc visit, void *arg)
{
    for (size_t i = 0; i < self->size; ++i)
        Py_VISIT(self->children[i]);
    Py_VISIT(self->code);
    Py_VISIT(self->chain);
    Py_VISIT(self->called);
    Py_VISIT(self->rule);
    Py_VISIT(self->waits);
    return 0;
}

static int node_clear(Node *self)
{
    Node **children = self->children;
    const size_t size = self->size;
    self->children = NULL;
    self->size = self->used = 0;
    for (size_t i = 0; i < size; ++i)
        Py_XDECREF(children[i]);
    PyMem_Free(children);
    Py_CLEAR(self->code);
    Py_CLEAR(self->chain);
    Py_CLEAR(self->called);
    Py_CLEAR(self->rule);
    Py_CLEAR(self->waits);
    return 0;
}

static void node_dealloc(Node *self)
{
    PyObject_GC_UnTrack(self);
    node_clear(self);
    Py_TYPE(self)->tp_free((PyObject *)self);
}

static PyMethodDef node_methods[]
    = {{"add", (PyCFunction)node_add, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static PyMemberDef node_members[] = {{"code", T_OBJECT, offsetof(Node, code), READONLY, NULL},
                                     {"chain", T_OBJECT, offsetof(Node, chain), READONLY, NULL},
                                     {"called", T_OBJECT, offsetof(Node, called), READONLY, NULL},
                                     {"rule", T_OBJECT, offsetof(Node, rule), READONLY, NULL},
                                     {"waits", T_OBJECT, offsetof(Node, waits), READONLY, NULL},
                                     {NULL, 0, 0, 0, NULL}};

PyTypeObject NodeType = {
    PyVarObject_HEAD_INIT(NULL, 0).tp_name = "_coroscope_record.Node",
    .tp_basicsize = sizeof(Node),
    .tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC,
    .tp_new = PyType_GenericNew,
    .tp_init = (initproc)node_init,
    .tp_dealloc = (destructor)node_dealloc,
    .tp_traverse = (traverseproc)node_traverse,
    .tp_clear = (inquiry)node_clear,
    .tp_methods = node_methods,
    .tp_members = node_members,
};
