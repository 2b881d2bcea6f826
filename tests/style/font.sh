#!/bin/sh
# The kit's font is what its pictures say: T_UPDATE=1 makes the tables anew.
. "$(dirname "$0")/../tap.sh"

directory=$t_root/kit/console
for part in ascii wide; do
	table=$directory/font.c
	[ $part = ascii ] || table=$directory/font_wide.c
	awk -v part=$part -f "$directory/font.awk" "$directory/font.txt" >made.c
	[ "${T_UPDATE-}" != 1 ] || cp made.c "$table"
	t_ok "the $part glyphs are those of font.txt (T_UPDATE=1 sh tests/style/font.sh)" \
		cmp made.c "$table"
done
t_done
