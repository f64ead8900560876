/* The hot paths of coroscope_record.py in C, for CPython 3.8 to 3.13. The Python file has each of
 * them too, with comments that say why; what is rare is done there, by a call from here. */
#ifndef COROSCOPE_NATIVE_H
#define COROSCOPE_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <structmember.h>

enum Kind {
    CREATED,
    READY,
    RESUMED,
    SUSPENDED,
    FINISHED,
    FAILED,
    CANCELLED,
    CANCEL_REQUESTED,
    LOST,
    DEPTH
};
#define NONE 0xFFFFFFFFu
#define FIRST_OF_TURN 0x80000000u

/* Who is at work: a task or a cause. */
typedef struct
{
    PyObject ob_base;
    uint32_t id;
} Actor;

/* A task that has not ended. */
typedef struct
{
    Actor actor;
    PyObject *ref, *name, *loop, *handle, *wokenBy, *wait, *waitWord, *coroutine;
    char awaitsWrongly;
} Entry;

/* What stores records, in chunks. */
typedef struct
{
    PyObject ob_base;
    PyObject *file, *number, *clock, *words;
    Py_buffer chunk; /* of words */
    Py_ssize_t at; /* in words of 64 bits */
    char isMonotonic; /* the clock */
} Store;

/* That of a loop. */
#define MOST_SPARE 64
typedef struct
{
    Store store;
    PyObject *session, *loop, *current, *stepping, *task, *entries, *waits;
    uint32_t firstOfTurn;
    int spareCount;
    PyObject *spare[MOST_SPARE]; /* handles of steps that are over, to serve again */
} LoopState;

/* How the object or amount of a wait is found. As in coroscope_record.py. */
enum How {
    PLAIN,
    OF_SELF,
    OF_DELAY,
    OF_EVENT,
    OF_FUTURES,
    OF_WAITER,
    OF_FUTURE,
    OF_GROUP,
    UNKNOWN
};

/* A place in an await chain: the way from a task's own coroutine down to it. */
typedef struct Node
{
    PyObject ob_base;
    PyObject *code, *chain, *called, *rule, *waits;
    int instruction;
    int how;
    Py_ssize_t local; /* index of the local variable that has it; -1: none */
    int64_t yield, plain; /* WaitIds; -1: not known yet */
    struct Node **children; /* a hash table by code and instruction */
    size_t size, used;
} Node;

/* The table of await chains. */
typedef struct
{
    PyObject ob_base;
    PyObject *root, *sleep, *await, *join, *ids, *future;
} ChainWalk;

extern PyTypeObject ActorType, EntryType, StoreType, LoopStateType, NodeType, ChainWalkType;

/* writer.c. Times are nanoseconds. These return -1 with an exception set. */
int now_of(Store *store, uint64_t *now);
int record(Store *store, uint64_t now, unsigned kind, uint32_t subject, uint32_t argument);
int record_now(Store *store, unsigned kind, uint32_t subject, uint32_t argument);
int init_writer(void);

/* node.c: borrowed; NULL if there is none, without an exception. */
Node *child_of(Node *node, PyObject *code, int instruction);

/* walk.c: the WaitId of a suspended task, or -1 with an exception set. Without a future it has
 * yielded. The task's type is the C one. */
int64_t wait_of(ChainWalk *walk, Entry *entry, PyObject *coroutine, PyObject *future);
/* ObjectId of a thing, and the weak reference to it, borrowed; NULL if it is not known, or with an
 * exception set. */
PyObject *known_object(PyObject *ids, PyObject *thing, PyObject **reference);
int init_walk(void);

/* module.c: names of attributes. */
// clang-format off
#define NAMES(NAME) \
    NAME(__self__) NAME(__step) NAME(__wakeup) NAME(_add_node) NAME(_call_soon) NAME(_closed) \
    NAME(_coroscope) NAME(_debug) NAME(_end_task) NAME(_first_seen) NAME(_must_cancel) \
    NAME(_of_future) NAME(_queue) NAME(_ready) NAME(_remember) NAME(_selector) NAME(_step_into) \
    NAME(append) NAME(begin_chunk) NAME(context) NAME(cr_frame) NAME(delay) NAME(end_step) \
    NAME(f_lasti) NAME(gi_frame) NAME(give_up) NAME(loop_recorder) NAME(qsize) NAME(self) \
    NAME(stepped_by) NAME(tables) NAME(text) NAME(yield)
// clang-format on
#define DECLARE(NAME) extern PyObject *s_##NAME;
NAMES(DECLARE)
#undef DECLARE

/* The function behind an attribute that is computed, to be called without a search for it. */
typedef struct
{
    getter get;
    void *closure;
} Attribute;
/* get is NULL where there is none of that name in C. */
Attribute attribute_of(PyTypeObject *type, const char *name);
static inline PyObject *value_of(Attribute attribute, PyObject *thing)
{
    return attribute.get(thing, attribute.closure);
}

static inline PyObject *new_ref(PyObject *object)
{
    Py_INCREF(object);
    return object;
}

/* PyObject_TypeCheck(), quicker for the type that comes again and again. */
static inline int is_a(PyObject *object, PyTypeObject *type, PyTypeObject **usual)
{
    if (Py_TYPE(object) == *usual)
        return 1;
    if (!PyObject_TypeCheck(object, type))
        return 0;
    *usual = Py_TYPE(object); /* compared with, and nothing else */
    return 1;
}

static inline int is_none(PyObject *object)
{
    return object == NULL || object == Py_None;
}

#if PY_VERSION_HEX < 0x03090000
#define PyObject_Vectorcall _PyObject_Vectorcall
#define PyCFunction_CheckExact(object) (Py_TYPE(object) == &PyCFunction_Type)
#endif

#endif
