# members.awk: kit/members.list, from the symbols of all objects of runtime/ and kit/.
#
# usage: awk -f kit/members.awk debug release address kit/start/kernel.ld
#
# The first three are made as for such a build, each a file of lines "SOURCE", and "SOURCE
# NAME TYPE" with TYPE as nm has it. A name that is not in all that compile the source is
# one that it may define. What it needs is of the first two, without what the compiler
# calls for a sanitizer, and what it refers to as weak. The script counts for a source of
# the names that it defines.

FNR == 1 { build++ }

build == 4 {
	if (!match($0, /^\t*(PROVIDE(_HIDDEN)?\()?[A-Za-z_]+ = /))
		next
	name = substr($0, RSTART, RLENGTH - 3)
	gsub(/^.*\(|\t/, "", name)
	define("kit/start/kernel.ld", name)
	builds["kit/start/kernel.ld"] = 1
	next
}

NF == 1 { builds[$1]++ }

# Each object has such a name for itself.
$2 ~ /^__odr_asan_gen_/ { next }

$3 ~ /^[A-TV-Z]$/ { define($1, $2) }

$3 == "U" && build < 3 && $2 !~ /^__(ubsan|asan|stack_chk)_/ && !(($1, $2) in is_needed) {
	is_needed[$1, $2]
	needs[$1] = needs[$1] " " $2
}

$3 ~ /^[vw]$/ && !(($1, $2) in is_weak) {
	is_weak[$1, $2]
	weak[$1] = weak[$1] " " $2
}

function define(source, name) {
	if (!defines[source, name]++)
		names[source] = names[source] " " name
}

# By characters, as LC_ALL=C has it.
function sort(list, count,    i, j, item) {
	for (i = 2; i <= count; i++) {
		item = list[i]
		for (j = i - 1; j >= 1 && list[j] > item; j--)
			list[j + 1] = list[j]
		list[j + 1] = item
	}
}

function print_names(mark, text,    list, count, i, line) {
	count = split(text, list, " ")
	sort(list, count)
	line = mark
	for (i = 1; i <= count; i++) {
		if (length(line) + 1 + length(list[i]) > 95) {
			print line
			line = mark
		}
		line = line " " list[i]
	}
	if (count)
		print line
}

function print_source(source,    list, count, i, always, some) {
	count = split(names[source], list, " ")
	for (i = 1; i <= count; i++)
		if (defines[source, list[i]] == builds[source])
			always = always " " list[i]
		else
			some = some " " list[i]
	print source
	print_names("+", always)
	print_names("?", some)
	print_names("-", needs[source])
	print_names("~", weak[source])
}

END {
	print "# The names that each source defines (+), defines in some builds (?), needs (-), and"
	print "# refers to as weak (~)."
	print "# Written by members.awk: T_UPDATE=1 sh tests/cli/members.sh"
	for (source in builds)
		sources[++count] = source
	sort(sources, count)
	for (i = 1; i <= count; i++)
		print_source(sources[i])
}
