#!/bin/sh
# Thousands of damaged boots by each way to start, and hundreds of thousands of
# damaged media read in one process. Prints what the parts print, and ends with
# the number of those that failed.
#
# usage: tests/fuzz/boot/soak.sh [SEED]
#
# The seed is the time, unless it is given: each run tries something else.
seed=${1:-$(date +%s)}
cd "$(dirname "$0")/../../.." || exit 1
failures=0
part() {	# NAME COUNT
	echo "# $1: sh tests/fuzz/$1.sh $seed 0 $2"
	sh "tests/fuzz/$1.sh" "$seed" 0 "$2" || failures=$((failures + 1))
}
part core 200000
part bios 2240
part pvh 2160
part uefi 360
echo "# $failures of 4 parts failed"
[ $failures = 0 ]
