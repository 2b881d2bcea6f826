#!/bin/sh
# Every project of tests/adopt/, built in debug, in release and for its tests, started
# directly, by a BIOS and by UEFI. What each shall print its own script holds
# (tests/adopt/NAME.sh); here it starts, says something, and its tests pass. `make
# soak-adopt` runs it. TAP.
#
# usage: tests/boot/adopted.sh [NAME...]
. "$(dirname "$0")/../tap.sh"

clang=$(sh "$t_root/scripts/llvm.sh" clang)
ar=$(sh "$t_root/scripts/llvm.sh" llvm-ar)
t_need "$clang" "$ar" nasm

# What of a project's is made elsewhere.
prepare() {
	[ "$1" != mixed ] || (cd tests/adopt/mixed/lib &&
		for part in driver math; do
			"$clang" --target=x86_64-unknown-none -mcmodel=kernel -mno-red-zone -c \
				$part.c || exit 1
		done && "$ar" rcs libmath.a math.o)
}

# Two show how Ingot reports what fails: their status, and which of their tests pass.
status_of() {
	case $1 in
	*/own-names) echo 6 ;;
	*)	echo 0 ;;
	esac
}
passing_tests() {
	case $1 in
	*/nasm)	echo width_is_known ;;
	*/own-names) echo own_names_are_called ;;
	esac
}

is_library() { grep -q '^type: library' "$1/ingot.yaml"; }
has_kit() { ! grep -q '^kit: false' "$1/ingot.yaml"; }
has_tests() {
	has_kit "$1" && grep -r -q '^TEST(' "$1" --include='*.c' --include='*.cpp'
}

# start PROJECT PROFILE_OPTION WAY
start() {
	is_library "$1" || {
		t_status "$1 runs${2:+, }$2, $3" "$(status_of "$1")" \
			t_limit 300 "$INGOT" -q -C "$1" run $2 "$3"
		cp "$t_out" said
		t_ok "... and says something" test -s said
	}
	if has_tests "$1"; then
		t_ok "$1: its tests pass${2:+, }$2, $3" t_limit 300 \
			"$INGOT" -C "$1" test $2 "$3" $(passing_tests "$1")
		t_lacks "... there are some" " 0 passed"
	fi
}

chosen=$*
count=0
for directory in "$t_root"/tests/adopt/*/; do
	name=$(basename "$directory")
	case " ${chosen:-$name} " in *" $name "*) ;; *) continue ;; esac
	project=tests/adopt/$name
	t_copy "$project"
	t_ok "$name: what is made elsewhere" prepare "$name"
	count=$((count + 1))
	for profile in "" --release; do
		for way in --direct --bios --uefi; do
			start "$project" "$profile" "$way"
		done
	done
done
t_ok "there were projects" test $count -gt 0
t_done
