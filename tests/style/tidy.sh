#!/bin/sh
# clang-tidy finds nothing: the checks, and why others are left out, are in
# .clang-tidy. This is the slow one; a source that was clean is looked at again
# when it, any header, the checks or the tool have changed.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

l_tidy=$(sh scripts/checker.sh clang-tidy) || {
	t_skip "clang-tidy finds nothing" "no clang-tidy of LLVM 19 to 22: make setup test"
	t_done
}

# Prints the sources of the directories $* that were not clean as they are now.
stale() {
	mkdir -p "$l_out/tidy"
	{
		"$l_tidy" --version
		cat .clang-tidy tests/lint.sh
		l_headers abi host boot runtime kit kernel | xargs cat
	} | cksum >"$l_out/tidy/now"
	if ! cmp -s "$l_out/tidy/now" "$l_out/tidy/common"; then
		rm -rf "$l_out/tidy/clean"
		mv "$l_out/tidy/now" "$l_out/tidy/common"
	fi
	mkdir -p "$l_out/tidy/clean"
	l_sources "$@" | while read -r source; do
		cksum <"$source" | cmp -s - "$l_out/tidy/clean/$(echo "$source" | tr / _)" ||
			echo "$source"
	done
}

# Checks the sources, and remembers them if they are clean.
cat >"$t_state/tidy" <<'END'
tool=$1 clean=$2 flags=$3
shift 3
words=$("$tool" --quiet "$@" -- $flags 2>"$clean.err.$$")
status=$?
[ $status = 0 ] && [ -z "$words" ] || { echo "$words"; cat "$clean.err.$$"; }
rm -f "$clean.err.$$"
[ $status = 0 ] || exit 1
for source; do
	cksum <"$source" >"$clean/$(echo "$source" | tr / _)"
done
END

# check FLAGS DIRECTORY...
check() {
	flags=$1
	shift
	stale "$@" >"$t_state/stale"
	l_clean "clang-tidy: $*" xargs_tidy "$flags"
}

xargs_tidy() {
	[ -s "$t_state/stale" ] || return 0
	xargs -n 8 -P 2 sh "$t_state/tidy" "$l_tidy" "$l_out/tidy/clean" "$1" <"$t_state/stale"
}

check "$(l_flags_host)" host
check "$(l_flags_loader)" boot
check "$(l_flags_target)" runtime kit kernel/src
t_done
