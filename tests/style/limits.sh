#!/bin/sh
# C: lines of at most 100 columns, a tab being 8, functions of at most 70 lines, files
# of at most 600. A table or a decoder may be longer if it says why:
#
#	/* longer: WHY */
#
# in the function, or in the first ten lines of the file.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

cat >"$t_state/limits.awk" <<'AWK'
function end_file() {
	if (lines > 600 && !says_why_file)
		print file ": " lines " lines; the limit is 600"
}

function columns(text,    i, n, parts, width) {
	n = split(text, parts, "\t")
	width = length(parts[1])
	for (i = 2; i <= n; i++)
		width = width - width % 8 + 8 + length(parts[i])
	return width
}

FNR == 1 {
	end_file()
	file = FILENAME
	lines = first = says_why = says_why_file = 0
}
{ lines++ }
/longer: / && FNR <= 10 { says_why_file = 1 }
/longer: / { says_why = 1 }
length($0) > 100 || /\t/ {
	# Bytes that continue a character of UTF-8 are no columns.
	text = $0
	gsub(/[\200-\277]/, "", text)
	if (columns(text) > 100)
		print FILENAME ":" FNR ": " columns(text) " columns; the limit is 100"
}
/^{/ { first = FNR; says_why = 0 }
/^}/ && first {
	if (FNR - first - 1 > 70 && !says_why)
		print FILENAME ":" first ": a function of " FNR - first - 1 \
			" lines; the limit is 70"
	first = 0
}
END { end_file() }
AWK
l_clean "no line, function or file of C is too long" awk -f "$t_state/limits.awk" \
	$(l_files '*.[ch]' abi bench boot examples host kernel kit runtime tests)
t_done
