#!/bin/sh
# examples/README.md has a line for each example, whose command ends as the line says.
. "$(dirname "$0")/../tap.sh"

list=$t_root/examples/README.md

# rows: "PROJECT STATUS COMMAND..." of each line of the table.
rows() {
	awk -F '|' '/^\| \[/ {
		split($2, link, /[][]/)
		split($4, code, "`")
		print link[2], $5 + 0, code[2]
	}' "$list"
}
rows >rows

(cd "$t_root/examples" && find . -name build -prune -o -name ingot.yaml -print) |
	sed 's|^\./||; s|/ingot.yaml$||' | LC_ALL=C sort >projects
cut -d ' ' -f 1 rows | LC_ALL=C sort >listed
t_is "each example has a line in examples/README.md" "$(cat projects)" "$(cat listed)"

mkdir bin && ln -s "$INGOT" bin/ingot && PATH=$(pwd)/bin:$PATH
while read -r project status command; do
	t_copy "examples/$project"
	case $command in
	*"-C examples/$project "*) t_status "$command" "$status" t_limit 180 $command ;;
	*)	t_fail "the command of $project names it: $command" ;;
	esac
done <rows
t_done
