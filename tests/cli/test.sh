#!/bin/sh
# ingot test: verdicts on tests that pass, fail, panic, fault and hang.
. "$(dirname "$0")/../tap.sh"

t_copy kernel
# Each way to start, and 1, 2, 4 and 16 CPUs; `make soak-kit` has all 12 machines.
t_ok "the reference kernel's tests pass" t_limit 300 "$INGOT" -C kernel test
t_has "and are counted" "passed, 0 failed"
t_lacks "there are some" " 0 passed"
t_ok "with the undefined-behaviour sanitizer" \
	grep -q __ubsan_handle_add_overflow kernel/build/x86_64-os/test/kernel.elf
t_ok "optimized, too" t_limit 300 "$INGOT" -C kernel test --release
"$(sh "$t_root/scripts/llvm.sh" llvm-nm)" kernel/build/x86_64-os/test-release/kernel.elf >symbols
t_has "and linked with locks" " spinlock_acquire" symbols
t_lacks "that count nothing" " spinlock_count_" symbols

t_ok "on 4 CPUs" t_limit 300 "$INGOT" -C kernel test --smp 4
t_ok "on 16 CPUs, without a disk" t_limit 300 "$INGOT" -C kernel test --direct --smp 16
t_ok "by UEFI on 2 CPUs" t_limit 300 "$INGOT" -C kernel test --uefi --smp 2
t_ok "in a small machine without HPET" t_limit 300 "$INGOT" -C kernel test --direct --memory 64 \
	-- -machine hpet=off

t_copy examples/failing
t_status "a project with failing tests" 1 t_limit 300 "$INGOT" -C examples/failing test \
	--timeout 5 --junit verdicts.xml
# What the code generator decides, and the time, are not part of the verdict.
sed -e 's/\[[0-9.]* s\]/[TIME]/' -e 's/[0-9]* frames of the kit/N frames of the kit/' \
	-e 's/  slow$//' -e 's/ ([0-9]* slow)//' "$t_out" >plain
t_golden "each fails alone, with its reason" golden/test_failing plain
t_ok "the JUnit file is there" grep -q '<testsuite' examples/failing/verdicts.xml
t_status "as TAP" 1 t_limit 300 "$INGOT" -C examples/failing test --timeout 5 --tap
t_has "it begins with a version" "TAP version 14"
t_has "it has a plan" "1.."

"$INGOT" -q new hello || exit 1
t_ok "a filter" t_limit 120 "$INGOT" -C hello test doubles
t_has "chooses one" "1 passed, 0 failed"
t_status "a filter that matches nothing" 1 t_limit 120 "$INGOT" -C hello test nothing_like_this
t_ok "the tests by name" t_limit 120 "$INGOT" -C hello test --list
t_has "with their names and where they are" "hello/tests/first.c:"
t_has "with their names" "memory_is_given_and_taken_back"
rm -r hello/tests
t_status "no test at all is a failure" 1 t_limit 120 "$INGOT" -C hello test
t_has "and is said" "no test" "$t_err"
t_done
