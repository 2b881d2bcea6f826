#!/bin/sh
# A figure that was measured stands under a heading where the command that measures it
# is named, in `code`: a number with a unit of time or size, a ratio, or a count of what
# was tried. For README.md that is the section itself; for the pages that measure, it
# may be one around it.
. "$(dirname "$0")/../tap.sh"
cd "$t_root" || exit 1

MEASURED='README.md docs/comparison.md docs/speed.md docs/speed-runtime.md docs/size.md
docs/reliability.md'

# sections FILE: for each section that has figures and no command, its first line with
# one. With `own=1` only the section's own text counts.
cat >"$t_state/figures.awk" <<'AWK'
function is_figure(text) {
	return text ~ ("(^|[^A-Za-z0-9_.-])[0-9][0-9.,]* ?(" \
		"ns|us|ms|s|seconds?|minutes?|MHz|KiB|MiB|GiB|bytes|instructions|cycles|%|times" \
		")([^A-Za-z0-9_]|$)")
}

# A command in the section at this depth, or in one around it.
function is_measured(    i) {
	for (i = own ? depth : 1; i <= depth; i++)
		if (has_command[i])
			return 1
	return 0
}

function end_section() {
	if (figure && !is_measured())
		print file ":" figure ": under \"" heading "\" no command measures: " text
	figure = 0
}

FNR == 1 { file = FILENAME; depth = 1 }
/^```/ { in_block = !in_block; next }
/^#/ && !in_block {
	end_section()
	match($0, /^#+/)
	depth = RLENGTH
	for (i = depth; i <= 6; i++)
		has_command[i] = 0
	heading = substr($0, depth + 2)
	next
}
/`(make [a-z]|sh tests\/|sh bench\/|ingot [a-z])/ || (in_block && /^\$ (make|ingot) /) {
	has_command[depth] = 1
}
!figure && (!in_block || !/^\$/) && is_figure($0) {
	figure = FNR
	text = $0
}
END { end_section() }
AWK

sections() {
	for document; do
		case $document in README.md) own=1 ;; *) own=0 ;; esac
		awk -v own=$own -f "$t_state/figures.awk" "$document"
	done
}
t_is "each figure stands beside the command that measures it" "" "$(sections $MEASURED)"

# A test that finds no figures passes as well. README.md need not have any.
for document in ${MEASURED#* }; do
	sed 's/`make [^`]*`//g; s/`sh [^`]*`//g; s/`ingot [^`]*`//g' "$document" \
		>"$t_state/README.md"
	(cd "$t_state" && sections README.md) >"$t_out"
	t_has "without its commands $document would fail" "no command measures"
done
printf '# A page\n\nThe rest takes 3 ms.\n' >"$t_state/README.md"
(cd "$t_state" && sections README.md) >"$t_out"
t_has "... nor does a page pass that names none" "no command measures"

# quoted: the times that docs/comparison.md has, "after 9,944", without their commas.
quoted() {
	tr '\n' ' ' <docs/comparison.md |
		grep -oE '(after|is|and|firmware:) [0-9][0-9,]*[0-9]( |,|;|\.)' | tr -cd '0-9\n'
}
t_ok "the comparison quotes times" test "$(quoted | wc -l)" -gt 8
grep -oE '[0-9]+\.[0-9]' docs/speed.md | awk '{ print int($1 + 0.5) }' >"$t_out"
t_is "each of them is in docs/speed.md" "" "$(quoted | grep -vxF -f "$t_out")"
t_done
