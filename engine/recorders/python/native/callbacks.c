#include "hooks.h"

/* What a task in C calls, once one has been seen. */
static PyTypeObject *stepType;
static Attribute stepSelf;
static const PyMethodDef *wakeup;

int is_step(PyObject *callback)
{
    if (Py_TYPE(callback) == stepType)
        return 1;
    if (stepType != NULL || strstr(Py_TYPE(callback)->tp_name, "TaskStepMethWrapper") == NULL)
        return 0;
    stepSelf = attribute_of(Py_TYPE(callback), "__self__");
    if (stepSelf.get == NULL)
        return 0;
    stepType = (PyTypeObject *)new_ref((PyObject *)Py_TYPE(callback));
    return 1;
}

int is_wakeup(PyObject *callback)
{
    if (!PyCFunction_CheckExact(callback))
        return 0;
    const PyMethodDef *method = ((PyCFunctionObject *)callback)->m_ml;
    if (wakeup == NULL && strcmp(method->ml_name, "task_wakeup") == 0)
        wakeup = method;
    return method == wakeup;
}

int is_foreign(PyObject *callback)
{
    if (PyFunction_Check(callback) || PyCFunction_CheckExact(callback))
        return 1;
    if (!PyMethod_Check(callback) || !PyFunction_Check(PyMethod_GET_FUNCTION(callback)))
        return 0;
    PyObject *name = ((PyFunctionObject *)PyMethod_GET_FUNCTION(callback))->func_name;
    return PyUnicode_Tailmatch(name, s___step, 0, PY_SSIZE_T_MAX, 1) == 0
        && PyUnicode_Tailmatch(name, s___wakeup, 0, PY_SSIZE_T_MAX, 1) == 0;
}

PyObject *self_of(PyObject *callback)
{
    if (Py_TYPE(callback) == stepType)
        return value_of(stepSelf, callback);
    if (PyCFunction_CheckExact(callback)) {
        PyObject *self = PyCFunction_GET_SELF(callback);
        return new_ref(self == NULL ? Py_None : self);
    }
    return PyObject_GetAttr(callback, s___self__);
}
