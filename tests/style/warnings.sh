#!/bin/sh
# No compiler warns, neither clang nor gcc: their warnings are errors here, and
# nowhere else.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

# check COMPILER FLAGS DIRECTORY...: FLAGS are of the compiler or of the directories.
check() {
	compiler=$1
	flags=$2
	shift 2
	# shellcheck disable=SC2086 # words
	l_clean "$(basename "$compiler"): $*" "$compiler" $L_WARNINGS $flags -fsyntax-only \
		$(l_sources "$@" | grep -v -e /target/ -e /greeter/)
}

# Tests run on this host, and see what they test.
check_tests() {
	check "$1" "$2" tests/unit/*.c tests/unit/host tests/unit/runtime tests/unit/soak \
		tests/faults tests/fuzz/boot tests/fuzz/core tests/fuzz/readers/*.c \
		tests/fuzz/readers/host tests/fuzz/readers/runtime tests/machine tests/boot/matrix \
		tests/terminal.c tests/timeout.c
	# The clock's header has 128 bits.
	check "$1" "$2 -Itests/unit/kit/fake -Ikit/include -Wno-pedantic" \
		tests/unit/kit tests/unit/boot tests/fuzz/readers/kit tests/fuzz/readers/boot
}

has_cmocka() {
	printf '#include <stdarg.h>\n#include <setjmp.h>\n#include <stddef.h>\n%s\n' \
		'#include <stdint.h>' '#include <cmocka.h>' |
		${HOST_CC:-cc} $(l_flags_host) -fsyntax-only -x c - 2>/dev/null
}

# --- clang -----------------------------------------------------------------

l_find_clang
if [ -n "$l_clang" ]; then
	host=$(l_flags_host)
	target=$(l_flags_target)
	check "$l_clang" "$host" host
	check "$l_clang" "$(l_flags_loader)" boot
	check "$l_clang" "$target" runtime kit
	# One example overflows the stack.
	check "$l_clang" "$target -Wno-infinite-recursion" kernel examples
	if has_cmocka; then
		check_tests "$l_clang" "$host"
	else
		t_skip "clang: tests" "no cmocka: make setup test"
	fi
else
	t_skip "clang: all sources" "no clang: make setup"
fi

# --- gcc -------------------------------------------------------------------

# What it does not know of the target, clang has seen.
gcc_of_target='-Wno-pedantic'

l_find_gcc
if [ -n "$l_gcc" ]; then
	host=$(l_flags_host)
	check "$l_gcc" "$host -Wsuggest-attribute=format -Wredundant-decls" host
	if has_cmocka; then
		check_tests "$l_gcc" "$host"
	else
		t_skip "gcc: tests" "no cmocka: make setup test"
	fi
else
	t_skip "gcc: all sources" "no gcc from 11 on that is no clang: make setup test"
fi
case $([ -z "$l_gcc" ] || "$l_gcc" -dumpmachine) in
x86_64-*)
	target="$(l_flags_gcc_target) $gcc_of_target -Wsuggest-attribute=format"
	check "$l_gcc" "$target -Wredundant-decls" boot
	check "$l_gcc" "$target" runtime kit kernel/src
	;;
*)	t_skip "gcc: boot, runtime, kit, kernel" "no gcc for x86_64" ;;
esac
t_done
