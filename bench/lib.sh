# lib.sh: what benchmarks of the command have in common. They begin with
#
#	. "$(dirname "$0")/lib.sh"
#
# and are in the root of the tree then. $ingot is the command, $work an empty directory
# that vanishes at the end, $runs the first argument, else 11.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd -P)
runs=${1:-11}
ingot=$root/build/ingot
work=$(mktemp -d "${TMPDIR:-/tmp}/ingot-bench.XXXXXX")
b_end() { rm -rf "$work"; }
trap b_end EXIT
"${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 -O2 -o "$work/stopwatch" bench/stopwatch.c

# The heading of the rows.
heading() { printf '%-44s %9s %9s\n' "" "median" "minimum"; }

# row NAME RUNS COMMAND...: median and minimum, in milliseconds.
row() {
	name=$1
	shift
	# shellcheck disable=SC2183 # the program prints two words
	printf '%-44s %9s %9s\n' "$name" $("$work/stopwatch" "$@")
}
