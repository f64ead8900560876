#pragma once

// Everything with which a task awaits Qt, and a QCoro::Task a task.
#include "engine/qt/awaitprocess.h"
#include "engine/qt/awaitqcoro.h"
#include "engine/qt/awaitqfuture.h"
#include "engine/qt/awaitreply.h"
#include "engine/qt/awaitsignal.h"
#include "engine/qt/awaitsocket.h"
#include "engine/qt/awaittimer.h"
#include "engine/qt/foreigngenerator.h"
#include "engine/qt/qcoroawaitable.h"
