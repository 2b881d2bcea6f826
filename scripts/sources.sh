#!/bin/sh
# sources.sh: copies these sources, without what was made of them, into a directory.
#
# usage: scripts/sources.sh DIRECTORY
#
# Left out are .git and what .gitignore names; files that git does not know yet come
# along. The copy says which commit it is of, as an archive of git's does.
set -eu

[ $# = 1 ] || {
	echo "usage: sources.sh DIRECTORY" >&2
	exit 2
}
mkdir -p "$1"
to=$(cd "$1" && pwd -P)
cd "$(dirname "$0")/.."
commit=$(sh scripts/commit.sh)
sed 's,^/\(.*\)/$,./\1,' .gitignore >"$to/.ignored"
tar -cf - -X "$to/.ignored" --exclude=./.git . | tar -xf - -C "$to"
sed "s/[$]Format:%H[$]/$commit/" scripts/commit.sh >"$to/scripts/commit.sh"
rm "$to/.ignored"
