#include "hooks.h"

PyObject *recorder;
PyTypeObject *stepHandle, *callHandle, *futureType, *taskType;
_Thread_local LoopState *running;

int give_up(void)
{
    if (!PyErr_Occurred())
        PyErr_SetString(PyExc_SystemError, "an error without an exception");
    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return -1;
    PyObject *type, *error, *traceback;
    PyErr_Fetch(&type, &error, &traceback);
    PyErr_NormalizeException(&type, &error, &traceback);
    if (traceback != NULL)
        PyException_SetTraceback(error, traceback);
    PyObject *done = PyObject_CallMethodObjArgs(recorder, s_give_up, error, NULL);
    Py_XDECREF(done);
    Py_XDECREF(type);
    Py_XDECREF(error);
    Py_XDECREF(traceback);
    if (done != NULL)
        return 0;
    if (!PyErr_ExceptionMatches(PyExc_Exception))
        return -1;
    PyErr_Clear();
    return 0;
}

PyObject *none_after(int failed)
{
    if (failed && give_up())
        return NULL;
    Py_RETURN_NONE;
}

LoopState *loop_state(PyObject *here)
{
    static PyTypeObject *usual;
    /* One that the collector has cleared has no session either. */
    if (here == NULL || !is_a(here, &LoopStateType, &usual)
        || ((LoopState *)here)->session == NULL) {
        if (!PyErr_Occurred())
            PyErr_SetString(PyExc_TypeError, "no state of a loop");
        return NULL;
    }
    return (LoopState *)here;
}

uint32_t id_of(PyObject *actor)
{
    static PyTypeObject *usual;
    return actor != NULL && is_a(actor, &ActorType, &usual) ? ((Actor *)actor)->id : NONE;
}

PyObject *exchange(PyObject **current, PyObject *actor)
{
    PyObject *before = *current;
    *current = new_ref(actor);
    return before != NULL ? before : new_ref(Py_None);
}

void keep(PyObject **place, PyObject *object)
{
    Py_INCREF(object);
    Py_XSETREF(*place, object);
}
