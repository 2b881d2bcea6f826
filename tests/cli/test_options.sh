#!/bin/sh
# ingot test: which tests are run, how often and in which order, and what is shown of them.
. "$(dirname "$0")/../tap.sh"

"$INGOT" -q new p && cd p && rm tests/*.c || exit 1
cat >tests/more.c <<'END'
#include <ingot/test.h>
#include <stdio.h>
static int calls;
TEST(alpha) { printf("alpha was here\n"); }
TEST(alpha_beta) { printf("call %d\n", calls); CHECK(calls++ > 0); }
TEST(gamma) { CHECK(calls++ < 3); }
END
cat >tests/other.c <<'END'
#include <ingot/test.h>
TEST(delta) {}
TEST(crashes) { *(volatile int *)16 = 1; }
END

# --- Which ---------------------------------------------------------------------

t_ok "two filters" "$INGOT" test --direct gamma delta
t_has "... run what either fits" "2 passed, 0 failed, 3 filtered out"
t_ok "a whole name" "$INGOT" test --direct --exact alpha
t_has "... runs that alone" "1 passed, 0 failed, 4 filtered out"
t_ok "--skip, twice" "$INGOT" test --direct --skip beta --skip other.c
t_has "... leaves both out" "2 passed, 0 failed, 3 filtered out"
t_run "$INGOT" test --direct delta alhpa
t_is "a filter that fits none fails, beside one that fits" 1 "$t_status"
t_has "... and is named" 'no test has "alhpa" in its name or file' "$t_err"
t_lacks "... and nothing is run" PASS
t_run "$INGOT" test --direct --exact alph
t_has "so does a name that is none" 'no test has the name "alph"' "$t_err"
t_run "$INGOT" test --direct --skip a
t_is "no test at all is a failure" 1 "$t_status"
t_has "... with a sentence" "all tests are left out" "$t_err"
t_status "an empty filter" 2 "$INGOT" test ''
t_has "... is one that a script has lost" "a FILTER is empty" "$t_err"
t_status "an empty --skip" 2 "$INGOT" test --skip ''

# --- How often, in which order ---------------------------------------------------

t_ok "a test that passes at its second try" \
	"$INGOT" test --direct --retries 2 --junit j.xml alpha_beta
t_has "... is flaky" "FLAKY"
t_has "... which says why" "passed at try 2: CHECK(calls++ > 0) failed"
t_has "... and is counted" "1 passed (1 flaky), 0 failed"
t_has "... in JUnit it has passed" 'failures="0" errors="0" skipped="0"' j.xml
t_has "... and says so" "flaky: passed at try 2; the first: CHECK(calls++ &gt; 0) failed" j.xml
t_run "$INGOT" test --direct --retries 1 crashes
t_is "a crash is tried again in a new machine, and fails" 1 "$t_status"
t_run "$INGOT" test --direct --repeat 6 gamma
t_is "a test that must pass six times" 1 "$t_status"
t_has "... says at which time it did not" "in run 4 of 6"
t_has "... and how it is repeated" "rerun: ingot test --direct --repeat 6 gamma"
t_ok "three times" "$INGOT" test --direct --repeat 3 gamma
shuffled() {
	"$INGOT" test --direct --shuffle 11 2>/dev/null |
		sed -n 's/^ *[A-Z]* \[[^]]*\] \([a-z_]*\).*/\1/p'
}
shuffled >one
shuffled >two
t_is "a seed is an order" "$(cat one)" "$(cat two)"
t_is "... that is the same everywhere" "gamma alpha_beta alpha delta crashes " \
	"$(tr '\n' ' ' <one)"
t_is "... of all tests" "$(printf '%s\n' alpha alpha_beta crashes delta gamma)" "$(sort one)"

t_run "$INGOT" test --direct --fail-fast --junit j.xml -- -smp 1
t_is "--fail-fast" 1 "$t_status"
t_has "... begins none after a failure" "2 of 5 tests run: 1 passed, 1 failed, 3 not run"
t_has "... JUnit has them as skipped" 'tests="5" failures="1" errors="0" skipped="3"' j.xml
t_has "the rerun keeps what is QEMU's" "rerun: ingot test --direct alpha_beta -- -smp 1"
t_run "$INGOT" test --direct --tap --fail-fast
t_is "TAP has a line for each" 5 "$(grep -c -E '^(not )?ok ' "$t_out")"
t_has "... and why" "ok 5 - crashes # SKIP not run after the first failure"

# --- What did not pass the last time -----------------------------------------------

"$INGOT" test --direct >"$t_out" 2>/dev/null
t_has "all" "3 passed, 1 failed, 1 crashed"
t_run "$INGOT" test --direct --rerun
t_has "--rerun runs what did not pass" "0 passed, 1 failed, 1 crashed"
sed 's/calls++ > 0/1/' tests/more.c >fixed && mv fixed tests/more.c
t_ok "one is fixed" "$INGOT" test --direct alpha_beta
t_run "$INGOT" test --direct --rerun
t_has "... the other is known still" "0 passed, 1 crashed, 4 filtered out"
sed 's/\*(vol.*= 1;//' tests/other.c >fixed && mv fixed tests/other.c
t_ok "both are" "$INGOT" test --direct --rerun
t_has "... one of them now" "1 passed, 0 failed"
t_ok "then" "$INGOT" test --direct --rerun
t_has "... all are run" "5 passed, 0 failed"
t_has "... and it is said why" "passed the last time: all are run" "$t_err"

# --- What is shown -------------------------------------------------------------------

t_ok "--show-output" "$INGOT" test --direct --exact --show-output alpha
t_has "... shows what a test printed that passed" "alpha was here"
t_ok "without it" "$INGOT" test --direct --exact alpha
t_lacks "... nothing" "alpha was here"
sed 's/calls++ < 3/0/; s/gamma/alph/' tests/more.c >worse && mv worse tests/more.c
t_run "$INGOT" test --direct --exact alph
t_has "a name that is part of others is repeated exactly" "rerun: ingot test --direct --exact alph"
rm -rf build
t_ok "--no-run" "$INGOT" test --direct --no-run
t_lacks "... runs none" Running
t_ok "... and has built them" test -f build/x86_64-os/test/p.elf
t_done
