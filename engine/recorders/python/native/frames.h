/* Where a suspended coroutine or generator is: its frame, which Python itself would have to make an
 * object of first, and of its variables a dictionary. As pycore_frame.h of the version has it, which
 * module.c checks before anything is recorded. */
#ifndef COROSCOPE_FRAMES_H
#define COROSCOPE_FRAMES_H

#define Py_BUILD_CORE_MODULE 1 /* of use only before Python.h */
#include "native.h"

#if PY_VERSION_HEX >= 0x030e0000
#error "Where the frames of this Python are is not known; it records without this half."
#elif PY_VERSION_HEX >= 0x030b0000
#include <internal/pycore_frame.h>
#else
#include <frameobject.h>
#endif

typedef struct
{
    PyObject *code; /* borrowed, as the variables are */
    PyObject **variables;
    int instruction; /* in bytes, as f_lasti */
} Place;

/* Of a coroutine or generator, which has not ended; 0: it has no frame. */
static inline int place_of(PyObject *coroutine, Place *place)
{
    PyGenObject *generator = (PyGenObject *)coroutine;
#if PY_VERSION_HEX >= 0x030b0000
    if (generator->gi_frame_state >= FRAME_COMPLETED)
        return 0;
    _PyInterpreterFrame *frame = (_PyInterpreterFrame *)generator->gi_iframe;
    place->instruction = _PyInterpreterFrame_LASTI(frame) * (int)sizeof(_Py_CODEUNIT);
#if PY_VERSION_HEX >= 0x030d0000
    place->code = frame->f_executable;
#else
    place->code = (PyObject *)frame->f_code;
#endif
    place->variables = frame->localsplus;
#else
    PyFrameObject *frame = generator->gi_frame;
    if (frame == NULL)
        return 0;
    place->code = (PyObject *)frame->f_code;
    place->instruction = frame->f_lasti;
#if PY_VERSION_HEX >= 0x030a0000
    if (place->instruction > 0)
        place->instruction *= 2;
#endif
    place->variables = frame->f_localsplus;
#endif
    return 1;
}

#endif
