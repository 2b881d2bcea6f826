#!/bin/sh
# What one file of the command uses is static there: every name that an object of
# host/ exports is used by another one.
. "$(dirname "$0")/../tap.sh"
t_need nm

# Asked from outside: by the start of every program; by unit tests (diag.h says why; what
# counts of a time limit, and how a bar looks, is a reckoning that no clock disturbs there).
expected='diag_error_count main progress_add_bar timelimit_counted'

# exports OBJECT...: the names that no other object uses, in a row.
exports() {
	for object; do
		nm -P "$object" | awk -v file="$object" '{ print $1, $2, file }'
	done | awk '
		$2 == "U" { used[$1] = 1 }
		$2 ~ /^[A-TV-Z]$/ { defined[$1] = 1 }
		END { for (name in defined) if (!(name in used)) print name }' |
		sed 's/^_//' | sort | tr '\n' ' ' | sed 's/ $//'
}

objects=$(cd "$t_root" && find host -name '*.c' ! -path '*/windows/*' | sed 's/\.c$/.o/')
t_is "every export of host/ is used elsewhere" "$expected" \
	"$(cd "$t_root/build" && exports $objects)"

echo 'int shared = 1; int lonely(void) { return shared; }' >a.c
echo 'extern int shared; int main(void) { return shared; }' >b.c
t_ok "two objects" ${HOST_CC:-cc} -c a.c b.c
t_is "an export that none uses is found" "lonely main" "$(exports a.o b.o)"
t_done
