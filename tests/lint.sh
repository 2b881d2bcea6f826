# shellcheck shell=sh
# lint.sh: what the checks of tests/style/ share. Such a check begins with
#
#	. "$(dirname "$0")/../tap.sh"
#	. "$t_root/tests/lint.sh"
#
# and runs in the project's directory. Each of its lines is one tool on one part of
# the tree; what the tool says follows as comments. A tool that is missing, or too
# old to be believed, is a test that was skipped.
#
#	l_sources DIRECTORY...            their C sources, one a line; l_headers: headers
#	l_clean NAME COMMAND...        the command ends well and says nothing
#	l_flags_host, l_flags_target, l_flags_loader
#	                               how clang compiles host/; runtime/, kit/ and what
#	                               is made with them; boot/
#	l_find_clang, l_find_gcc       set $l_clang, $l_gcc to it, or to nothing

cd "$t_root" || exit 1
l_out=build/lint
mkdir -p "$l_out"

L_WARNINGS='-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Werror'

# What a tool says is shown to this line: what comes first is fixed first.
L_LINES_MAX=60

# What projects have built lies in directories of their own, and is no source.
# What is for Windows alone is compiled, and judged, by `make windows`.
l_files() {
	l_ending=$1
	shift
	find "$@" \( -path host/base/windows -o -path kernel/build -o \
		-path 'examples/*/build' -o -path 'templates/*/build' -o \
		-path 'tests/adopt/*/build' -o -path 'tests/real/*/build' \) -prune -o \
		-name "$l_ending" -print | LC_ALL=C sort
}

l_sources() { l_files '*.c' "$@"; }
l_headers() { l_files '*.h' "$@"; }

l_clean() {
	l_name=$1
	shift
	if "$@" >"$t_out" 2>&1 </dev/null && [ ! -s "$t_out" ]; then
		t_pass "$l_name"
		return 0
	fi
	t_fail "$l_name"
	sed -n "1,${L_LINES_MAX}p" "$t_out" | t_comment "$l_name, $(grep -c '' <"$t_out") lines"
	return 1
}

# The target's own flags, one a line, whose headers are no system's here: what is
# in them is checked as well.
l_target_flags() {
	"$INGOT" -C kernel target --cflags "$@" | sed 's/^-isystem$/-I/'
	printf '%s\n' -std=c17 -iquote . -DINGOT_TEST
}

l_flags_host() {
	cat scripts/host_flags
	echo '-D_DEFAULT_SOURCE -I.'	# the fuzzer's anonymous memory
	sh scripts/library.sh cflags yaml-0.1 yaml
	sh scripts/library.sh cflags cmocka cmocka
}

l_flags_target() { l_target_flags; }
l_flags_loader() { l_target_flags --target ../x86_64-boot.json; }

# gcc compiles nothing for the target in earnest, but it sees what clang does not.
# It shall see the runtime's headers before its own, as clang does; its <limits.h>
# would look for another one behind it.
l_flags_gcc_target() {
	echo '-std=c17 -ffreestanding -nostdinc -isystem runtime/include -Ikit/include -iquote .'
	echo "-isystem $("$l_gcc" -print-file-name=include)"
	echo "-isystem $("$l_gcc" -print-file-name=include-fixed)"
	echo '-D_LIBC_LIMITS_H_ -DINGOT_TEST'
	[ "$l_major" -ge 14 ] || echo '-D__has_feature(x)=0'	# which later ones know
	echo '-mgeneral-regs-only -mno-red-zone -mcmodel=kernel -fno-pic -mlong-double-64'
}

l_find_clang() {
	l_clang=${CLANG:-$(sh scripts/llvm.sh clang)}
	command -v "$l_clang" >/dev/null 2>&1 || l_clang=
}

# A Mac's gcc is a clang.
l_find_gcc() {
	l_gcc=
	for l_candidate in gcc gcc-15 gcc-14 gcc-13 gcc-12; do
		command -v $l_candidate >/dev/null 2>&1 || continue
		$l_candidate --version 2>&1 | grep -q -i clang && continue
		l_major=$($l_candidate -dumpversion | sed 's/\..*//')
		[ "$l_major" -ge 11 ] && l_gcc=$l_candidate && return
	done
}
