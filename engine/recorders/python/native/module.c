#include "frames.h"
#include "hooks.h"

#define DEFINE(NAME) PyObject *s_##NAME;
NAMES(DEFINE)
#undef DEFINE

static int init_names(void)
{
#define INTERN(NAME)                                                                               \
    if (s_##NAME == NULL && (s_##NAME = PyUnicode_InternFromString(#NAME)) == NULL)                \
        return -1;
    NAMES(INTERN)
#undef INTERN
    return 0;
}

Attribute attribute_of(PyTypeObject *type, const char *name)
{
    Attribute found = {NULL, NULL};
    PyObject *descriptor = PyObject_GetAttrString((PyObject *)type, name);
    if (descriptor == NULL) {
        PyErr_Clear();
    } else if (Py_TYPE(descriptor) == &PyGetSetDescr_Type) {
        const PyGetSetDef *attribute = ((PyGetSetDescrObject *)descriptor)->d_getset;
        found.get = attribute->get;
        found.closure = attribute->closure;
    }
    Py_XDECREF(descriptor);
    return found;
}

/* place_of(coroutine): the instruction and the first variable, to see whether this half knows where
 * they are in this Python. None in a subinterpreter: what is remembered here is of the main one. */
static PyObject *place_of_coroutine(PyObject *module, PyObject *coroutine)
{
    (void)module;
    Place place;
    if (PyThreadState_Get()->interp != PyInterpreterState_Main() || !PyCoro_CheckExact(coroutine)
        || !place_of(coroutine, &place) || place.variables[0] == NULL)
        Py_RETURN_NONE;
    return Py_BuildValue("OiO", place.code, place.instruction, place.variables[0]);
}

#define FASTCALL(function) ((PyCFunction)(void (*)(void))(function)), METH_FASTCALL
static PyMethodDef functions[] = {{"place_of", place_of_coroutine, METH_O, NULL},
                                  {"hook_call_soon", hook_call_soon, METH_VARARGS, NULL},
                                  {"hook_enqueue", hook_enqueue, METH_VARARGS, NULL},
                                  {"hook_wakeup_next", hook_wakeup_next, METH_VARARGS, NULL},
                                  {"set_running", set_running, METH_O, NULL},
                                  {"turn_hook", turn_hook, METH_VARARGS, NULL},
                                  {"begin_step", begin_step, METH_O, NULL},
                                  {"end_step", FASTCALL(end_step), NULL},
                                  {"begin_call", begin_call, METH_O, NULL},
                                  {"end_call", FASTCALL(end_call), NULL},
                                  {NULL, NULL, 0, NULL}};
static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_coroscope_record",
    .m_size = -1,
    .m_methods = functions,
};

static int add_type(PyObject *module, PyTypeObject *type)
{
    if (PyType_Ready(type))
        return -1;
    Py_INCREF(type);
    if (PyModule_AddObject(module, strrchr(type->tp_name, '.') + 1, (PyObject *)type) == 0)
        return 0;
    Py_DECREF(type);
    return -1;
}

__attribute__((visibility("default"))) /* which it has of itself from 3.9 on */
PyMODINIT_FUNC
PyInit__coroscope_record(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL)
        return NULL;
    PyTypeObject *const types[]
        = {&ActorType, &EntryType, &StoreType, &LoopStateType, &NodeType, &ChainWalkType};
    int failed = init_names() || init_writer() || init_walk();
    for (size_t i = 0; !failed && i < sizeof(types) / sizeof(*types); ++i)
        failed = add_type(module, types[i]);
    if (!failed)
        return module;
    Py_DECREF(module);
    return NULL;
}
