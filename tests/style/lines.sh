#!/bin/sh
# No line of a script, of assembly or of a Makefile is over 100 columns, tabs being
# eight of them. C is clang-format's matter; documents and data are not code. Each
# source ends in a newline, which only some compilers ask for.
. "$(dirname "$0")/../tap.sh"

# too_long DIRECTORY: "FILE:LINE: COLUMNS columns" of each line over the limit.
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

# unended DIRECTORY: each source whose last byte is no newline.
unended() {
	(cd "$1" && find . \( -name build -o -name '.?*' \) -prune -o -type f \( -name '*.[chSs]' \
		-o -name '*.cpp' -o -name '*.sh' -o -name '*.awk' -o -name '*.ld' \) -print |
		sort | while read -r file; do
			[ -z "$(tail -c 1 "$file")" ] || echo "${file#./}"
		done)
}

unended "$t_root" >wrong
t_is "every source ends in a newline" "" "$(cat wrong)"
printf 'int x;' >tree/c.c
echo 'int x;' >tree/d.c
unended tree >wrong
t_is "one that does not is found" "c.c" "$(cat wrong)"
t_done
