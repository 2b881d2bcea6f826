#!/bin/sh
# run.sh: builds and runs the project's tests, two programs at a time.
#
# usage: tests/run.sh [NAME...]
#
# Without names every test runs; a name, or its beginning, chooses: unit/host,
# cli/new. The programs are
#
#	unit/AREA/test_*   built by tests/unit/build.sh AREA DIRECTORY: cmocka, but for
#	                   unit/soak, which needs a compiler only
#	cli/*              tests/cli/*.sh: the command, end to end
#	boot/run           tests/boot/run.sh DIRECTORY: the loader on many machines
#	boot/matrix        tests/boot/matrix.sh: one kernel on all kinds of machines
#	boot/refusals      tests/boot/refusals.sh: every error of the loader's, provoked
#	boot/reads         tests/boot/reads.sh: disks that fail to read
#	boot/bochs         tests/boot/bochs.sh: the loader in Bochs
#	adopt/*            tests/adopt/*.sh: kernels as others have written them, moved here
#	style/*            tests/style/*.sh: what the code and the documents promise of
#	                   themselves
#	docs/*             tests/docs/*.sh: commands, code and figures of the documents
#	fuzz/*             tests/fuzz/*.sh: damaged input, a little of much
#
# Each prints TAP, which tests/tap.awk judges. A line for each program says how
# it went; what failed is shown whole after the last one, with the command that
# repeats it alone. What a program printed stays in build/tests/log.
#
# The last line is "N passed, N failed", with ", N skipped" if any were; it stays
# in build/tests/verdict. Exit status: 0 if at least one test passed and none
# failed, else 1.
#
# Environment: CC, the host's compiler; TEST_TIMEOUT, seconds for one program. Machines
# run by emulation, on every host alike.
set -u

PROGRAMS_AT_A_TIME=2
TIMEOUT_S=${TEST_TIMEOUT:-600}

cd "$(dirname "$0")/.." || exit 1
INGOT_ACCEL=tcg
export INGOT_ACCEL
out=build/tests
self="sh tests/run.sh"

# --- One program -----------------------------------------------------------

# The command line of the program $1.
command_of() {
	case $1 in
	unit/*)	echo "$out/$1" ;;
	boot/run) echo "sh tests/$1.sh $out/boot" ;;
	*)	echo "sh tests/$1.sh" ;;
	esac
}

# Where the results of the program $1 go, without the ending.
log_of() {
	echo "$out/log/$(echo "$1" | tr / -)"
}

now_s() {
	date +%s
}

# "3 passed, 1 failed" from three numbers.
counts() {
	printf '%d passed' "$1"
	[ "$2" = 0 ] || printf ', %d failed' "$2"
	[ "$3" = 0 ] || printf ', %d skipped' "$3"
}

# What the program $1 sees. CC and LD are the host's, but to `ingot` they would
# name the kernel's, and to the boot tests LD is the linker that ingot takes.
run_program() {
	case $1 in
	unit/*)	;;
	boot/run) LD=$LLD; export LD ;;
	*)	unset CC LD ;;
	esac
	$out/timeout "$TIMEOUT_S" $(command_of "$1") </dev/null
}

# Runs the program $1, judges it, and prints its line in one piece.
run_one() {
	log=$(log_of "$1")
	start_s=$(now_s)
	run_program "$1" >"$log.tap" 2>"$log.err"
	status=$?
	awk -v status=$status -f tests/tap.awk "$log.tap" >"$log.verdict"
	read -r passed failed skipped <"$log.verdict"
	word=ok
	[ "$failed" = 0 ] || word=FAIL
	printf '%-4s  %-36s %-24s %4d s\n' $word "$1" "$(counts "$passed" "$failed" "$skipped")" \
		$(($(now_s) - start_s))
}

# --- Which programs --------------------------------------------------------

# Whether the user's names ($names) choose the program $1.
is_chosen() {
	[ -n "$names" ] || return 0
	for name in $names; do
		case $1 in "$name"*) return 0 ;; esac
	done
	return 1
}

# Whether they choose the directory $1, such as unit/host, or something in it.
is_folder_chosen() {
	is_chosen "$1" && return 0
	for name in $names; do
		case $name in "$1"/*) return 0 ;; esac
	done
	return 1
}

is_program() {
	[ -f "$1" ] && [ -x "$1" ]
}

# Old programs go first: one whose source is gone must not run.
build_units() {
	for directory in tests/unit/*/; do
		area=unit/$(basename "$directory")
		is_folder_chosen "$area" || continue
		mkdir -p "$out/$area"
		for program in "$out/$area"/test_*; do
			! is_program "$program" || rm -f "$program"
		done
		build_unit "$area"
	done
}

# A failure to build is the failure of a test named AREA/build.
build_unit() {
	log=$(log_of "$1/build")
	sh tests/unit/build.sh "${1#unit/}" "$out/$1" >"$log.tap" 2>"$log.err"
	status=$?
	sed -n "s|^# SKIP |SKIPPED  $1/build: |p" "$log.err"
	if [ $status = 0 ] && ls "$out/$1"/test_* >/dev/null 2>&1; then
		return
	fi
	printf '0 1 0\nfailed: the build ended with status %d\n' $status >"$log.verdict"
	echo "FAIL  $1/build"
	broken="$broken $1/build"
}

# All programs, one a line: the longest first, so that two at a time end together.
list_programs() {
	for script in tests/boot/run.sh tests/boot/matrix.sh tests/boot/refusals.sh \
			tests/boot/reads.sh tests/boot/bochs.sh tests/docs/commands.sh \
			tests/fuzz/*.sh tests/cli/*.sh tests/adopt/*.sh tests/style/*.sh \
			tests/docs/*.sh; do
		[ ! -f "$script" ] || echo "$script" | sed -e 's|^tests/||' -e 's|\.sh$||'
	done | awk "!seen[\$0]++"
	for program in "$out"/unit/*/test_*; do
		! is_program "$program" || echo "${program#"$out/"}"
	done
}

# The chosen ones. Each has failed until it has run: what an earlier run left
# must not speak for it.
choose_programs() {
	list_programs | while read -r program; do
		is_chosen "$program" || continue
		log=$(log_of "$program")
		: >"$log.tap"
		: >"$log.err"
		printf '0 1 0\nfailed: it was not run\n' >"$log.verdict"
		echo "$program"
	done
}

# --- The end ---------------------------------------------------------------

# What the program $1 printed and, for the reader in a hurry, what it comes to.
show_failure() {
	log=$(log_of "$1")
	echo
	echo "==== $1"
	cat "$log.tap" "$log.err"
	sed -n 's/^failed: /---- failed: /p' "$log.verdict"
	case $1 in
	unit/*/build)
		area=${1%/build}
		echo "---- again: sh tests/unit/build.sh ${area#unit/} $out/$area" ;;
	*)	echo "---- again: $self $1" ;;
	esac
}

summarize() {
	all_passed=0
	all_failed=0
	all_skipped=0
	for program; do
		read -r passed failed skipped <"$(log_of "$program").verdict"
		all_passed=$((all_passed + passed))
		all_failed=$((all_failed + failed))
		all_skipped=$((all_skipped + skipped))
		[ "$failed" = 0 ] || show_failure "$program"
	done
	for program; do
		sed -n "s|^skipped: |SKIPPED  $program: |p" "$(log_of "$program").verdict"
	done
	{
		printf '%d passed, %d failed' $all_passed $all_failed
		[ $all_skipped = 0 ] || printf ', %d skipped' $all_skipped
		echo
	} >$out/verdict
	echo
	cat $out/verdict
	[ $all_failed = 0 ] && [ $all_passed -gt 0 ]
}

# The helper that ends what takes too long; renamed into its place, since a
# second runner may be using the old one.
build_timeout() {
	${CC:-cc} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O \
		-o $out/timeout.$$ tests/timeout.c && mv -f $out/timeout.$$ $out/timeout
}

# Tests that do without `ingot` take the same LLVM.
find_tools() {
	CLANG=$(sh scripts/llvm.sh clang)
	LLD=$(sh scripts/llvm.sh ld.lld)
	OBJCOPY=$(sh scripts/llvm.sh llvm-objcopy)
	NM=$(sh scripts/llvm.sh llvm-nm)
	export CLANG LLD OBJCOPY NM
}

# Two runs would write each other's results. What a killed run left does not count.
be_alone() {
	if ! mkdir "$out/running" 2>/dev/null; then
		other=$(cat "$out/running/pid" 2>/dev/null)
		if [ -z "$other" ] || kill -0 "$other" 2>/dev/null; then
			echo "run.sh: tests run already (process ${other:-unknown})" >&2
			echo "  hint: wait for them, or remove $out/running if none do" >&2
			exit 1
		fi
	fi
	echo $$ >"$out/running/pid"
	trap 'rm -rf "$out/running"' EXIT
	trap 'exit 130' INT TERM HUP
}

if [ "${1-}" = --one ]; then
	run_one "$2"
	exit 0
fi

names=$*
broken=
# The same for every user and under make: no colours, no make flags, no choices
# for `ingot` but those that a test makes itself, a cache of our own, a `timeout`
# for those systems that have none.
unset MAKEFLAGS MFLAGS MAKELEVEL GNUMAKEFLAGS CDPATH INGOT_ROOT SOURCE_DATE_EPOCH
CMOCKA_MESSAGE_OUTPUT=TAP
HOST_CC=${CC:-cc}
INGOT=$(pwd -P)/build/ingot
XDG_CACHE_HOME=$(pwd -P)/$out/cache
LC_ALL=C
NO_COLOR=1
PATH=$PATH:$(pwd -P)/$out
export CMOCKA_MESSAGE_OUTPUT HOST_CC INGOT LC_ALL NO_COLOR PATH XDG_CACHE_HOME

mkdir -p $out/log
be_alone
build_timeout || exit 1
find_tools
build_units
programs=$(choose_programs)
[ -z "$programs" ] || echo "$programs" | xargs -n 1 -P $PROGRAMS_AT_A_TIME $self --one
summarize $broken $programs
