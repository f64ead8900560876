#include "hooks.h"

Py_ssize_t atCallback, atArgs, atContext, atEntry, atBy, atLoop;
static Py_ssize_t atCancelled, atRepr, atTrace;

static void set_slot(PyObject *object, Py_ssize_t at, PyObject *value /* stolen */)
{
    PyObject *before = SLOT(object, at);
    SLOT(object, at) = value;
    Py_XDECREF(before);
}

PyObject *new_handle(PyTypeObject *type, PyObject *callback, PyObject *args, PyObject *loop,
                     PyObject *context)
{
    PyObject *ownContext = context == Py_None ? PyContext_CopyCurrent() : new_ref(context);
    PyObject *handle = ownContext == NULL ? NULL : type->tp_alloc(type, 0);
    if (handle == NULL) {
        Py_XDECREF(ownContext);
        return NULL;
    }
    SLOT(handle, atContext) = ownContext;
    SLOT(handle, atCallback) = new_ref(callback);
    SLOT(handle, atArgs) = new_ref(args);
    SLOT(handle, atLoop) = new_ref(loop);
    SLOT(handle, atCancelled) = new_ref(Py_False);
    SLOT(handle, atRepr) = new_ref(Py_None);
    SLOT(handle, atTrace) = new_ref(Py_None);
    return handle;
}

/* A handle that has served, without its callback and arguments; NULL if there is none. */
static PyObject *spare_handle(LoopState *here)
{
    if (here->spareCount == 0)
        return NULL;
    PyObject *handle = here->spare[--here->spareCount];
    if (Py_REFCNT(handle) == 1 && SLOT(handle, atCancelled) == Py_False)
        return handle;
    Py_DECREF(handle); /* somebody has it still */
    return NULL;
}

PyObject *handle_of_step(LoopState *here, Entry *entry, PyObject *callback, PyObject *args,
                         PyObject *loop, PyObject *context)
{
    PyObject *handle = context == Py_None ? NULL : spare_handle(here);
    if (handle == NULL) {
        handle = new_handle(stepHandle, callback, args, loop, context);
        if (handle == NULL)
            return NULL;
    } else {
        set_slot(handle, atCallback, new_ref(callback));
        set_slot(handle, atArgs, new_ref(args));
        set_slot(handle, atLoop, new_ref(loop));
        set_slot(handle, atContext, new_ref(context));
    }
    set_slot(handle, atEntry, new_ref((PyObject *)entry));
    return handle;
}

/* After its step; it keeps nothing. Not one that somebody else has, an exception handler perhaps:
 * more than the frames that run it, which are the same each time. */
void keep_spare(LoopState *here, PyObject *handle)
{
    static Py_ssize_t fewest = PY_SSIZE_T_MAX;
    if (Py_REFCNT(handle) < fewest)
        fewest = Py_REFCNT(handle);
    if (Py_REFCNT(handle) > fewest || here->spareCount == MOST_SPARE
        || SLOT(handle, atTrace) != Py_None || SLOT(handle, atRepr) != Py_None)
        return;
    const Py_ssize_t emptied[] = {atCallback, atArgs, atContext, atEntry, atLoop};
    here->spare[here->spareCount++] = new_ref(handle);
    for (size_t i = 0; i < sizeof(emptied) / sizeof(*emptied); ++i)
        set_slot(handle, emptied[i], new_ref(Py_None));
}

static int find_slot(PyTypeObject *type, const char *name, Py_ssize_t *at)
{
    PyObject *descriptor = PyObject_GetAttrString((PyObject *)type, name);
    if (descriptor == NULL)
        return -1;
    const int isSlot = Py_TYPE(descriptor) == &PyMemberDescr_Type;
    if (isSlot)
        *at = ((PyMemberDescrObject *)descriptor)->d_member->offset;
    else
        PyErr_Format(PyExc_TypeError, "%s is no slot", name);
    Py_DECREF(descriptor);
    return isSlot ? 0 : -1;
}

int find_slots(void)
{
    return find_slot(stepHandle, "_callback", &atCallback)
        || find_slot(stepHandle, "_args", &atArgs)
        || find_slot(stepHandle, "_cancelled", &atCancelled)
        || find_slot(stepHandle, "_context", &atContext) || find_slot(stepHandle, "_loop", &atLoop)
        || find_slot(stepHandle, "_repr", &atRepr)
        || find_slot(stepHandle, "_source_traceback", &atTrace)
        || find_slot(stepHandle, "_entry", &atEntry) || find_slot(callHandle, "_by", &atBy);
}
