#!/bin/sh
# Tests that must panic or fault, that skip themselves, that have a time limit of their own:
# in C, with the strictest warnings, and in C++.
. "$(dirname "$0")/../tap.sh"

"$INGOT" -q new p && cd p && rm tests/*.c || exit 1
echo 'cflags: [-std=c17, -Wall, -Wextra, -Wpedantic, -Werror]' >>ingot.yaml
cat >tests/kinds.c <<'END'
#include <ingot/panic.h>
#include <ingot/test.h>
#include <ingot/trap.h>
#define plain 1
TEST(plain) {}
TEST_PANICS(runs_out, "no memory") { panic("no memory for %d pages", 3); }
TEST_PANICS(other_words, "no memory") { panic("no patience"); }
TEST_PANICS(does_not, "no memory") {}
TEST_FAULTS(writes_null, TRAP_PAGE_FAULT) { *(volatile int *)16 = 1; }
TEST_FAULTS(wrong_one, TRAP_DEBUG) { *(volatile int *)16 = 1; }
TEST_FAULTS(none_at_all, TRAP_PAGE_FAULT) {}
TEST(skips) { TEST_SKIP("needs four CPUs"); }
TEST_WITH(has_little_time, .timeout_ms = 400) { for (;;) __asm__ volatile("pause"); }
TEST_WITH(has_much_time, .timeout_ms = 100000) {}
END
"$INGOT" test --direct --junit j.xml >out 2>err
t_has "of ten" "4 passed, 2 failed, 2 crashed, 1 timed out" out
said() { grep -E "^ *$1 \[[^]]*\] $2( |\$)" out >/dev/null; }
t_ok "a panic that is wanted passes" said PASS runs_out
t_ok "one with other words does not" said CRASH other_words
t_has "... and it is said what was wanted" "it was to end with: no memory" out
t_ok "nor does a test that only ends" said FAIL does_not
t_has "... for this reason" "tests/kinds.c:8: it did not panic" out
t_ok "an exception that is wanted passes" said PASS writes_null
t_ok "another does not: 1 is not 14" said CRASH wrong_one
t_has "... which was wanted" "it was to end with: exception 1" out
t_has "an exception that does not come" "tests/kinds.c:11: it did not raise exception 14" out
t_ok "a test that skips itself" said SKIP skips
t_has "... says why" "needs four CPUs" out
t_has "... in JUnit, too" '<skipped message="needs four CPUs"/>' j.xml
t_has "... and is counted there" 'skipped="1"' j.xml
t_has "a time limit of its own" "timed out after 400 ms" out
t_ok "the others keep theirs" said PASS has_much_time
t_run "$INGOT" test --direct --tap --exact skips
t_is "a test that is skipped is no failure" 0 "$t_status"
t_has "... in TAP" "ok 1 - skips # SKIP needs four CPUs"
t_ok "what makes no test makes no warning" "$INGOT" build

rm tests/kinds.c && sed 's/-std=c17, //' ingot.yaml >yaml && cp yaml ingot.yaml
cat >tests/kinds.cpp <<'END'
#include <ingot/panic.h>
#include <ingot/test.h>
#include <ingot/trap.h>
TEST(plain) {}
TEST_PANICS(runs_out, "no memory") { panic("no memory"); }
TEST_FAULTS(writes_null, TRAP_PAGE_FAULT) { *reinterpret_cast<volatile int *>(16) = 1; }
TEST(skips) { TEST_SKIP("not here"); }
END
for std in c++17 c++20; do
	sed "s/^cflags.*/&\nstd: [$std]/" yaml >ingot.yaml
	t_run "$INGOT" test --direct
	t_has "$std" "3 passed, 1 skipped"
done
t_done
