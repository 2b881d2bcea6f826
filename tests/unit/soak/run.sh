#!/bin/sh
# run.sh: the runtime's random tests, long: each function of builtins with 100
# million operands, printf with millions of formats, <math.h> with a million
# points for each function, the heap with millions of operations. Then short, on
# emulated hosts: s390x, whose bytes are the other way round, and arm64, whose
# floating-point unit is no judge of SSE's NaNs.
#
# usage: tests/unit/soak/run.sh SEED [SHARE]
#
# SHARE divides all counts, for a short run. Two programs at a time; each one's
# output stays in build/tests/soak. An emulated host needs a cross-compiler and
# QEMU's user emulation; where they are not, that is said loudly. The last line
# is "N passed, N failed". Environment: CC, the host's compiler.
set -u

SEED=${1:?usage: run.sh SEED [SHARE]}
SHARE=${2:-1}
EMULATED_ROUNDS=20000

cd "$(dirname "$0")/../../.." || exit 1
out=build/tests/soak
self="sh tests/unit/soak/run.sh"

# The rounds of each program; those that take longest first.
list_programs() {
	cat <<-'END'
		test_builtins 100000000
		test_math 1000000
		test_printf 10000000
		test_number 4000000
		test_heap 50000000
		test_round 10000000
		test_scan 5000000
		test_complex 5000000
		test_time 10000000
		test_string 5000000
		test_heap_steps 5000000
	END
}

# Runs "DIRECTORY PROGRAM ROUNDS [EMULATOR]" and says in a line how it went.
run_one() {
	log=$out/$1-$2.tap
	start_s=$(date +%s)
	${4-} "$out/$1/$2" "$3" "$SEED" >"$log" 2>&1
	status=$?
	awk -v status=$status -f tests/tap.awk "$log" >"$log.verdict"
	read -r passed failed skipped <"$log.verdict"
	printf '%-8s %-18s %10d rounds %4d passed %3d failed %5d s\n' "$1" "$2" "$3" "$passed" \
		"$failed" $(($(date +%s) - start_s))
	[ "$failed" = 0 ] || grep -v '^ok' "$log"
}

run_all() {
	xargs -P 2 -L 1 $self --one "$SEED"
}

run_here() {
	sh tests/unit/build.sh soak $out/here || exit 1
	for program in $out/here/test_*; do
		list_programs | grep -q "^${program##*/} " && continue
		echo "run.sh: say in list_programs how many rounds ${program##*/} has" >&2
		exit 1
	done
	list_programs | while read -r program rounds; do
		echo "here $program $((rounds / SHARE))"
	done | run_all
}

# run_there NAME TRIPLE EMULATOR
run_there() {
	if ! command -v "$2-gcc" >/dev/null || ! command -v "$3" >/dev/null; then
		echo "SKIPPED  $1: there is no $2-gcc or no $3: sh scripts/setup.sh soak"
		return
	fi
	CROSS=1 CC=$2-gcc NM=$2-nm LDFLAGS=-static sh tests/unit/build.sh soak "$out/$1" || exit 1
	list_programs | while read -r program rounds; do
		[ ! -f "$out/$1/$program" ] || echo "$1 $program $EMULATED_ROUNDS $3"
	done | run_all
}

summarize() {
	cat $out/*.verdict | awk '
		/^[0-9]+ [0-9]+ [0-9]+$/ { passed += $1; failed += $2 }
		END {
			printf "\n%d passed, %d failed\n", passed, failed
			exit failed > 0 || passed == 0
		}'
}

if [ "$SEED" = --one ]; then
	SEED=$2
	shift 2
	run_one "$@"
	exit 0
fi

rm -rf $out
mkdir -p $out
echo "seed $SEED: make soak-runtime SEED=$SEED repeats this run"
run_here
run_there s390x s390x-linux-gnu qemu-s390x
run_there arm64 aarch64-linux-gnu qemu-aarch64
echo
sed -n '/ ulp/s/^[a-z ]*[0-9]* - //p' $out/here-test_math.tap
summarize
