# Makes the font's tables of its pictures: awk -f font.awk -v part=ascii font.txt, which
# writes font.c, and the same with part=wide, which writes font_wide.c.
#
# A glyph is packed: a bit for each row that differs from the one above it (from an empty
# one, for the first), the first row the lowest bit of two bytes; then those rows, the
# leftmost pixel the highest bit. The last is left out: it is empty, or the lowest row.
# A glyph that goes down to the lowest row unchanged has a bit for that, and its byte.

function row_of(picture,    i, value) {
	for (i = 1; i <= 8; i++)
		value = value * 2 + (substr(picture, i, 1) == "#")
	return value
}

function pack(glyph,    y, above, changes, power, rows, last, bytes) {
	for (y = 0; y < 16; y++) {
		row[y] = row_of(picture[glyph, y])
		if (row[y] != above)
			last = y
		above = row[y]
	}
	if (row[last] != 0)
		last = 15
	above = 0
	power = 1
	bytes = 2
	for (y = 0; y < 16; y++) {
		if (row[y] != above || (y == 15 && last == 15)) {
			changes += power
			if (y < last || y == 15)
				rows = rows (bytes++ == 12 ? "\n\t\t" : " ") \
					sprintf("0x%02x,", row[y])
		}
		above = row[y]
		power *= 2
	}
	return sprintf("0x%02x, 0x%02x,%s", changes % 256, int(changes / 256), rows)
}

/^U\+/ {
	for (i = 1; i <= NF; i++)
		name[count + i] = $i
	wanted = 16
	first = count
	count += NF
	next
}
wanted > 0 {
	if ($0 !~ /^[.# ]+$/ || length($0) != 10 * (count - first) - 2) {
		print FILENAME ":" FNR ": no row of glyphs" >"/dev/stderr"
		exit 1
	}
	for (i = first + 1; i <= count; i++)
		picture[i, 16 - wanted] = substr($0, 10 * (i - first) - 9, 8)
	wanted--
}
END {
	if (part == "ascii") {
		print "/* font: see font.h. Made by font.awk of font.txt. */"
		print "#include \"kit/console/font.h\"\n"
		print "/* clang-format off */"
		print "const uint8_t font_ascii[] = {"
		first = 1
		count = 96
	} else {
		print "/* font_wide: see font.h. Made by font.awk of font.txt. */"
		print "#include \"kit/console/font.h\"\n"
		print "/* clang-format off */"
		print "const uint16_t font_code_points[FONT_WIDE_COUNT] = {"
		for (i = 97; i <= count; i++)
			printf "%sFONT_CODE(0x%s),%s", (i % 4 == 1 ? "\t" : " "), \
				tolower(substr(name[i], 3)), (i % 4 == 0 ? "\n" : "")
		print "};\n"
		print "const uint8_t font_wide[] = {"
		first = 97
	}
	for (i = first; i <= count; i++)
		printf "\t%s /* %s */\n", pack(i), name[i]
	print "};"
	print "/* clang-format on */"
}
