#!/bin/sh
# The tool shellcheck finds nothing in the scripts: warnings and worse. What it cannot know
# is said where it is, or here:
#
#	SC1091  a library that a script reads is checked by itself
#	SC2034  ... and so are variables that only the other file reads
#	SC2154  ... or sets
#	SC2086, SC2046  lists of words, in variables that are lists
#	SC2010, SC2038  names of the project's files have no blanks
#	SC1007  `a= b=` empties several
#	SC2238  a file may be called as a program is
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

if ! command -v shellcheck >/dev/null 2>&1; then
	t_skip "no script has a shell's mistakes" "no shellcheck: make setup test"
	t_done
fi
scripts=$(find scripts tests bench site packaging .ci/run \
	\( -path 'tests/adopt/*/build' -o -path 'tests/real/*/build' \) -prune -o \
	\( -name '*.sh' -o -path .ci/run \) -print)
known=SC1007,SC1091,SC2010,SC2034,SC2038,SC2046,SC2086,SC2154,SC2238
l_clean "no script has a shell's mistakes" shellcheck --shell=sh --severity=warning \
	--format=gcc --exclude=$known $scripts
t_done
