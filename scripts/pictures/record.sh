#!/bin/sh
# record.sh: an animated picture of a terminal, from a real session.
#
# usage: sh scripts/pictures/record.sh SESSION.txt OUTPUT.svg
#
# Types the commands of SESSION.txt one after the other in a shell on a terminal of 80
# columns, in an empty directory, and draws what is seen there. INGOT names the command
# if it is not build/ingot.
set -eu

session=$(cd "$(dirname "$1")" && pwd -P)/$(basename "$1")
output=$(cd "$(dirname "$2")" && pwd -P)/$(basename "$2")
root=$(cd "$(dirname "$0")/../.." && pwd -P)
state=$(mktemp -d "${TMPDIR:-/tmp}/ingot-record.XXXXXX")
trap 'rm -rf "$state"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

${HOST_CC:-${CC:-cc}} -std=c17 -D_XOPEN_SOURCE=700 -D_DARWIN_C_SOURCE -O \
	-o "$state/terminal" "$root/tests/terminal.c"
mkdir "$state/bin" "$state/work"
ln -s "${INGOT:-$root/build/ingot}" "$state/bin/ingot"
echo "$state/work" >"$state/directory"
unset NO_COLOR
PATH=$state/bin:$PATH
TERM=xterm-256color
export PATH TERM root

# in_session COMMAND...: where the last one ended; a crash that is shown is no error.
in_session() {
	(cd "$(cat "$state/directory")" && "$@") || true
}

# A command's line begins with \001: a terminal never gets that to see.
while read -r kind command; do
	case $kind in
	'$')	printf '\001%s\n' "$command"
		in_session "$state/terminal" sh -c "$command
			pwd >'$state/directory'" ;;
	%)	in_session sh -c "$command" >&2 ;;
	esac
done <"$session" >"$state/seen"

awk -f "$root/scripts/pictures/palette.awk" -f "$root/scripts/pictures/terminal.awk" \
	"$state/seen" >"$state/picture"
mv "$state/picture" "$output"
