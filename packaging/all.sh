#!/bin/sh
# all.sh: builds the packages, and tries each in a system, one after the other.
#
# usage: packaging/all.sh [NAME...]
#
# NAME is a directory of packaging/; by default all of them. Each has a script check.sh,
# which prints TAP by tests/tap.sh. A line for each says how it went, and is followed by
# what was skipped there and why; what failed is shown whole at the end, with the command
# that repeats it alone. Packages and logs stay in build/packages.
#
# The last line is "N passed, N failed", with ", N skipped" if any were. Exit status: 0 if
# something passed and nothing failed; 1; 2 for a package that does not exist.
set -u

cd "$(dirname "$0")/.." || exit 1
out=build/packages
log=$out/log

all_packages() {
	for script in packaging/*/check.sh; do
		script=${script%/check.sh}
		echo "${script##*/}"
	done
}

# "3 passed, 1 failed" from three numbers.
counts() {
	printf '%d passed' "$1"
	[ "$2" = 0 ] && [ "${4-}" != all ] || printf ', %d failed' "$2"
	[ "$3" = 0 ] || printf ', %d skipped' "$3"
}

# Checks the package $1, and adds what comes of it to the sums.
check_one() {
	start_s=$(date +%s)
	sh "packaging/$1/check.sh" >"$log/$1.tap" 2>"$log/$1.err" </dev/null
	status=$?
	awk -v status=$status -f tests/tap.awk "$log/$1.tap" >"$log/$1.verdict"
	read -r passed failed skipped <"$log/$1.verdict"
	word=ok
	if [ "$failed" != 0 ]; then
		word=FAIL
		broken="$broken $1"
	fi
	printf '%-4s  %-16s %-36s %4d s\n' $word "$1" "$(counts "$passed" "$failed" "$skipped")" \
		$(($(date +%s) - start_s))
	sed -n "s/^skipped: /SKIPPED  $1: /p" "$log/$1.verdict"
	all_passed=$((all_passed + passed))
	all_failed=$((all_failed + failed))
	all_skipped=$((all_skipped + skipped))
}

show_failure() {
	echo
	echo "==== $1"
	cat "$log/$1.tap" "$log/$1.err"
	sed -n 's/^failed: /---- failed: /p' "$log/$1.verdict"
	echo "---- again: make packages ONLY=$1"
}

[ $# -gt 0 ] || set -- $(all_packages)
for name; do
	[ -f "packaging/$name/check.sh" ] && continue
	echo "packages: packaging/$name/check.sh not found; there are:" $(all_packages) >&2
	exit 2
done

# For the host's own programs they would mean something else than for the tried ones.
unset CC LD MAKEFLAGS MFLAGS MAKELEVEL GNUMAKEFLAGS CDPATH INGOT_ROOT INGOT_CACHE
LC_ALL=C
export LC_ALL
mkdir -p "$log"
if ! mkdir "$out/running" 2>/dev/null; then
	echo "packages: they are being made already; if not, remove $out/running" >&2
	exit 1
fi
trap 'rmdir "$out/running"' EXIT
trap 'exit 130' INT TERM HUP
all_passed=0 all_failed=0 all_skipped=0
broken=
for name; do
	check_one "$name"
done
for name in $broken; do
	show_failure "$name"
done
echo
echo "$(counts $all_passed $all_failed $all_skipped all)"
[ $all_failed = 0 ] && [ $all_passed -gt 0 ]
