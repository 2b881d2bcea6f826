#!/bin/sh
# No line of a script, of assembly or of a Makefile is over 100 columns, tabs being
# eight of them. C is clang-format's matter; documents and data are not code.
. "$(dirname "$0")/../tap.sh"

# too_long FOLDER: "FILE:LINE: COLUMNS columns" of each line over the limit.
too_long() {
	(cd "$1" && find . \( -name build -o -name '.?*' \) -prune -o \( -name '*.sh' -o \
		-name '*.awk' -o -name '*.[Ss]' -o -name '*.ld' -o -name Makefile \) -print |
		sort | while read -r file; do
			expand "$file" | awk -v file="${file#./}" 'length > 100 {
				print file ":" NR ": " length " columns" }'
		done)
}

too_long "$t_root" >wrong
t_is "no line is over 100 columns" "" "$(cat wrong)"

mkdir -p tree/build
printf '\t%093d\n' 1 >tree/a.sh
printf '\t%092d\n' 1 >tree/b.awk
cp tree/a.sh tree/build/
too_long tree >wrong
t_is "one that is too long is found" "a.sh:1: 101 columns" "$(cat wrong)"
t_done
