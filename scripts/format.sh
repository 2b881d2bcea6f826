#!/bin/sh
# format.sh: makes the C and C++ sources look as .clang-format says.
#
# usage: scripts/format.sh [--check] [FILE...]
#
# Without files all of the project's. --check changes nothing: it names the lines
# that would change, and ends with status 1 if there are any. Status 4: there is
# no clang-format of LLVM 19 to 22.
set -u

mode=-i
if [ "${1-}" = --check ]; then
	mode='--dry-run -Werror'
	shift
fi

root=$(cd "$(dirname "$0")/.." && pwd -P)
formatter=$(sh "$root/scripts/checker.sh" clang-format) || {
	echo "format.sh: no clang-format of LLVM 19 to 22 is here: make setup test" >&2
	exit 4
}

if [ $# -gt 0 ]; then
	# shellcheck disable=SC2086 # a mode is one word or two
	exec "$formatter" $mode "$@"
fi
cd "$root" || exit 1
# headers.cpp is no source: a script makes many of it.
find abi bench boot examples host kernel kit runtime templates tests \
	\( -path kernel/build -o -path "examples/*/build" -o -path "templates/kernel/*/build" \
	-o -path "tests/adopt/*/build" \
	-o -path "tests/real/*/build" \) -prune \
	-o -path tests/guests/cplusplus/headers.cpp -prune \
	-o \( -name '*.[ch]' -o -name '*.cc' -o -name '*.cpp' -o -name '*.cxx' \
	-o -path 'runtime/include/c++/*' \) -type f -print |
	LC_ALL=C sort | xargs "$formatter" $mode || exit 1
