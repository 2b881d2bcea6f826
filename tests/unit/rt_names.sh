#!/bin/sh
# rt_names.sh HEADER: writes a header that gives the runtime names of its own, so
# that rt_strlen can be linked beside the host's strlen and compared with it: a
# line for each name that the runtime's objects define. Forced into every source
# of the runtime by `-include` when it is built for tests on a host. Names that
# begin with rt_, runtime_ and heap_ are ours alone and stay.
#
# To know the names, every source is compiled once, unless HEADER is newer than all of
# them and was made with the same compiler. Honours CC (default cc), NM (default nm),
# which must be able to read what CC makes, and CFLAGS.
set -eu

header=${1:?usage: rt_names.sh HEADER}
cd "$(dirname "$0")/../.."

CC=${CC:-cc}
flags="-std=c17 -O0 -w ${CFLAGS:-} -ffreestanding -fno-builtin -isystem runtime/include -DRT_NATIVE"
made_by="/* $CC $flags */"
if [ "$made_by" = "$(sed -n 1p "$header" 2>/dev/null)" ] &&
	[ -z "$(find runtime tests/unit/rt_names.sh -newer "$header")" ]; then
	exit
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/rt-names.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
export CC flags work

find runtime -path runtime/sanitize -prune -o -name '*.[cS]' -print |
	xargs -n 1 -P 2 sh -c '$CC $flags -c "$0" -o "$work/$(echo "$0" | tr / _).o"'

# What the host's C puts in front of a name: an underscore on macOS.
prefix=$(echo __USER_LABEL_PREFIX__ | $CC -E -P -x c -)
"${NM:-nm}" -P -g "$work"/*.o | awk -v prefix="$prefix" '
	NF > 1 && $2 ~ /^[A-TVWZ]$/ { print substr($1, length(prefix) + 1) }' |
	grep -v -e '^rt_' -e '^runtime_' -e '^heap_' |
	LC_ALL=C sort -u | sed 's/.*/#define & rt_&/' >"$work/names"
[ -s "$work/names" ] || { echo "rt_names.sh: ${NM:-nm} shows no names" >&2; exit 1; }
{ echo "$made_by"; cat "$work/names"; } >"$header"
