# What a screenshot says: awk -f screen.awk font.txt PIXELS, PIXELS being a PPM file's
# bytes as `od -A n -v -t u1` prints them. A row of the kit's terminal a line, before it
# the colour of its first character: R(ed), Y(ellow), W(hite), C(yan), G(reen), "-" if it
# is the default, " " if the row is empty. What is no glyph is U+003F.

BEGIN {
	letter["255 128 120"] = "R"
	letter["246 226 122"] = "Y"
	letter["255 255 255"] = "W"
	letter["125 229 232"] = "C"
	letter["126 227 138"] = "G"
	letter["200 204 208"] = "-"
	MARGIN = 8
}

FNR == NR && /^U\+/ {
	for (i = 1; i <= NF; i++)
		name[i] = $i
	count = NF
	rows = 0
	next
}
FNR == NR && /^[.# ]+$/ {
	for (i = 1; i <= count; i++)
		picture[i] = (rows ? picture[i] : "") $i
	if (++rows == 16)
		for (i = 1; i <= count; i++)
			add_glyph(picture[i], name[i])
	next
}
FNR == NR { next }

# Only ASCII and the block, which is the cursor, have names that awk can print.
function add_glyph(glyph, code,    i, value) {
	for (i = 3; i <= 6; i++)
		value = value * 16 + index("0123456789ABCDEF", substr(code, i, 1)) - 1
	if (value < 127)
		glyphs[glyph] = sprintf("%c", value)
	else if (code == "U+2588")
		glyphs[glyph] = "_"
}

# The header, "P6 WIDTH HEIGHT 255" with newlines, is a few bytes; then three to a pixel.
{
	for (f = 1; f <= NF; f++) {
		if (words < 4)
			read_header($f)
		else
			read_sample($f)
	}
}

function read_header(byte) {
	if (byte > 32) {
		word = word sprintf("%c", byte)
		return
	}
	if (++words == 2)
		width = word + 0
	word = ""
}

function read_sample(sample) {
	pixel = pixel (samples ? " " : "") sample
	if (++samples < 3)
		return
	add_pixel(pixel)
	pixel = ""
	samples = 0
}

function add_pixel(colour) {
	if (x >= MARGIN && x < width - MARGIN && y >= MARGIN) {
		bits = bits (colour == "0 0 0" ? "." : "#")
		if (colour != "0 0 0") {
			at = int((x - MARGIN) / 8)
			if (!(at in ink))
				ink[at] = colour
		}
	}
	if (++x < width)
		return
	x = 0
	if (y++ >= MARGIN)
		end_line()
}

function end_line(    c) {
	for (c = 0; c * 8 < length(bits); c++)
		cells[c] = cells[c] substr(bits, c * 8 + 1, 8)
	columns = c
	bits = ""
	if ((y - MARGIN) % 16 == 0)
		end_row()
}

function end_row(    c, text, first, code) {
	for (c = 0; c < columns; c++) {
		code = cells[c] in glyphs ? glyphs[cells[c]] : "?"
		text = text code
		if (first == "" && code != " ")
			first = ink[c] in letter ? letter[ink[c]] : "?"
		delete cells[c]
		delete ink[c]
	}
	sub(/ +$/, "", text)
	print (first == "" ? " " : first) " " text
}
