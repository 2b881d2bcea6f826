#!/bin/sh
# subjects.sh: are the subjects of commits as docs/hacking.md wants them?
#
# usage: scripts/subjects.sh [BASE]
#
# Looks at the commits from BASE, itself not among them, to HEAD; without BASE at
# all of them. A subject has
# at most 72 characters and no full stop at its end. That it is in the
# imperative, no program can tell.
#
# Exit status: 0 if all are good, 1 if one is not, 2 if they cannot be looked at.
set -u

MAX_CHARACTERS=72

if [ $# -gt 1 ]; then
	echo "usage: subjects.sh [BASE]" >&2
	exit 2
fi
commits=$(git log --format='%h %s' "${1:+$1..}HEAD" --) || exit 2

# A character of UTF-8 is as many bytes as it likes, but begins once.
printf '%s\n' "$commits" | LC_ALL=C tr -d '\200-\277' |
	LC_ALL=C awk -v max=$MAX_CHARACTERS '
{
	hash = $1
	length_characters = length($0) - length(hash) - 1
}
length_characters > max {
	print hash ": its subject has " length_characters " characters; " max " at most"
	bad = 1
}
/\.$/ {
	print hash ": its subject ends with a full stop"
	bad = 1
}
END { exit bad }'
