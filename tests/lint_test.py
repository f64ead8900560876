#!/usr/bin/python3
"""What the lints find and what they leave alone."""
import unittest

import lint_coroutines
import lint_rooms

UNSAFE = (
    ('if (co_await f()) g();', 'co_await in the condition of if'),
    ('if (int x = 1; co_await f(x)) g();', 'co_await in the condition of if'),
    ('while (!co_await f()) {}', 'co_await in the condition of while'),
    ('do { g(); } while (co_await f());', 'co_await in the condition of while'),
    ('switch (co_await f()) { case 1: break; }', 'co_await in the condition of switch'),
    ('for (int i = 0; i < co_await f(); ++i) g();', 'co_await in the condition of for'),
    ('x = co_await a() + co_await b();', 'two co_awaits in one full expression'),
    ('f(co_await a(),\n  co_await b());', 'two co_awaits in one full expression'),
    ('co_await [x] { return f(x); }();', 'a lambda in the operand of co_await'),
    ('co_await run([x] { return f(x); });', 'braces in the operand of co_await'),
    ('co_await Item{1};', 'braces in the operand of co_await'),
    ('co_await f({1, 2});', 'braces in the operand of co_await'),
    ('Item item{co_await f()};', 'co_await inside a braced list'),
    ('x = c ? co_await f() : 0;', '?: together with co_await'),
    ('co_await f(c ? a : b);', '?: together with co_await'),
    ('throw Error(co_await f());', 'throw together with co_await'),
    ('p = new Item(co_await f());', 'new together with co_await'),
)

SAFE = (
    'const bool ok = co_await f(); if (ok) g();',
    'if (const int x = 1; x > 0) co_await f();',
    'for (const int x : co_await f()) g(x);',
    'for (int i = 0; i < n; ++i) co_await f(i);',
    'for (int x = co_await f(); x < 3; x = co_await f()) g();',
    'while (more) { co_await a(); co_await b(); }',
    'if (c ? a : b) co_await f();',
    'co_await a(); x = c ? 1 : 2; throw Error();',
    '// if (co_await f())\n/* co_await [x] */ co_await f();',
    'print("co_await {} ? {}", 1); co_await f("new {}");',
    'co_await f(\'{\'); const int n = 1\'000\'000;',
    'auto text = R"(co_await X{})"; co_await f(std::move(text));',
    'Task<> f() { co_await g(); }\nTask<> g() { co_await h(); }',
    'auto l = [&]() -> Task<> { co_await g(); };',
)


class LintCoroutines(unittest.TestCase):
    def test_unsafe_shapes_are_found(self):
        for source, sentence in UNSAFE:
            with self.subTest(source):
                found = [s for _, s in lint_coroutines.lint(f'Task<> t() {{ {source} }}')]
                self.assertIn(sentence, found)

    def test_safe_shapes_are_left_alone(self):
        for source in SAFE:
            with self.subTest(source):
                self.assertEqual(lint_coroutines.lint(f'Task<> t() {{ {source} }}'), [])

    def test_the_line_is_that_of_the_co_await(self):
        source = '/* one\n two */\nTask<> t()\n{\n    throw Error(\n        co_await f());\n}\n'
        self.assertEqual(lint_coroutines.lint(source), [(6, 'throw together with co_await')])


class LintRooms(unittest.TestCase):
    def test_arrows_point_one_way(self):
        for path, include, allowed in (
                ('engine/run/run.cpp', '"engine/trace/trace.h"', True),
                ('engine/run/run.cpp', '"engine/sync/gather.h"', True),
                ('engine/run/run.cpp', '<vector>', True),
                ('engine/run/run.cpp', '<QString>', False),
                ('engine/run/run.cpp', '<QtCore/qglobal.h>', False),
                ('engine/run/run.cpp', '"engine/qt/rundriver.h"', False),
                ('engine/run/run.cpp', '"engine/workloads/registry.h"', False),
                ('engine/core/eventloop.cpp', '"engine/sync/queue.h"', False),
                ('engine/core/eventloop.cpp', '"engine/task/task.h"', False),
                ('engine/qt/rundriver.cpp', '<QTimer>', True),
                ('engine/qt/rundriver.cpp', '"engine/workloads/registry.h"', False),
                ('engine/qt/rundriver.cpp', '"views/export/timelineexport.h"', False),
                ('engine/workloads/network/crawl.cpp', '<QTimer>', True),
                ('engine/trace/trace.cpp', '"engine/core/clock.h"', False),
                ('engine/trace/trace.cpp', '"app/cli/commandline.h"', False),
                ('views/timeline/view.cpp', '"engine/trace/trace.h"', True),
                ('views/scenario/panel.cpp', '"engine/scenario/scenario.h"', True),
                ('views/timeline/view.cpp', '"engine/run/run.h"', False),
                ('views/timeline/view.cpp', '"views/output/outputpanel.h"', False),
                ('views/timeline/view.cpp', '"app/workspace/style.h"', False),
                ('views/model/model.cpp', '"views/words/durationtext.h"', False),
                ('views/unheardof/new.cpp', '"engine/trace/trace.h"', False),
                ('app/session/session.cpp', '"app/window/mainwindow.h"', False),
                ('app/main.cpp', '"engine/run/run.h"', True),
                ('app/main.cpp', '"tests/support/textlines.h"', False)):
            with self.subTest(f'{path} {include}'):
                found = lint_rooms.lint(path, f'#pragma once\n\n#include {include}\n')
                self.assertEqual(found == [], allowed)
                self.assertTrue(allowed or found[0][0] == 3)

    def test_arrows_point_one_way(self):
        def below(room, above=()):
            self.assertNotIn(room, above, ' > '.join((*above, room)))
            for other in lint_rooms.ARROWS.get(room, ()):
                below(other, (*above, room))

        for room in lint_rooms.ARROWS:
            below(room)

    def test_namesakes(self):
        paths = ('engine/core/queue.h', 'engine/core/queue.cpp', 'engine/sync/queue.h', 'views/queue.h')
        self.assertEqual(lint_rooms.namesakes(paths),
                         [('engine/sync/queue.h', 'engine/core/queue.h')])


if __name__ == '__main__':
    unittest.main()
