/* What the hooks share. */
#ifndef COROSCOPE_HOOKS_H
#define COROSCOPE_HOOKS_H

#include "native.h"

extern PyObject *recorder;
extern PyTypeObject *stepHandle, *callHandle, *futureType, *taskType;
/* That of the loop which this thread runs. */
extern _Thread_local LoopState *running;

/* guard.c: after an error in here. 0: the program goes on; -1: it is not an error, but an interrupt.
 */
int give_up(void);
/* None, once the recorder has given up if it \a failed. */
PyObject *none_after(int failed);
/* Checked; NULL with an exception. */
LoopState *loop_state(PyObject *here);
uint32_t id_of(PyObject *actor);
/* Sets who is at work; gives back who was. */
PyObject *exchange(PyObject **current, PyObject *actor);
void keep(PyObject **place, PyObject *object);

/* callbacks.c: whether it is a step of a task in C that has not waited, one that has, or surely
 * nothing of a task: those in Python have bound methods. */
int is_step(PyObject *callback);
int is_wakeup(PyObject *callback);
int is_foreign(PyObject *callback);
/* Whose callback it is; a new reference. */
PyObject *self_of(PyObject *callback);

/* handles.c: where handles have their attributes. */
extern Py_ssize_t atCallback, atArgs, atContext, atEntry, atBy, atLoop;
#define SLOT(object, at) (*(PyObject **)((char *)(object) + (at)))
int find_slots(void);
PyObject *new_handle(PyTypeObject *type, PyObject *callback, PyObject *args, PyObject *loop,
                     PyObject *context);
PyObject *handle_of_step(LoopState *here, Entry *entry, PyObject *callback, PyObject *args,
                         PyObject *loop, PyObject *context);
void keep_spare(LoopState *here, PyObject *handle);

/* steps.c */
extern PyObject *thrownInto; /* thrown_into() */
int find_attributes(void);
/* What replaces Handle._run()'s begin and end, for steps and for other callbacks. */
PyObject *begin_step(PyObject *module, PyObject *handle);
PyObject *end_step(PyObject *module, PyObject *const *args, Py_ssize_t count);
PyObject *begin_call(PyObject *module, PyObject *handle);
PyObject *end_call(PyObject *module, PyObject *const *args, Py_ssize_t count);

/* enqueue.c and turns.c: functions of the module, which coroscope_record.py calls once. */
PyObject *hook_enqueue(PyObject *module, PyObject *args);
PyObject *hook_call_soon(PyObject *module, PyObject *args);
PyObject *hook_wakeup_next(PyObject *module, PyObject *args);
PyObject *set_running(PyObject *module, PyObject *here);
PyObject *turn_hook(PyObject *module, PyObject *args);

#endif
