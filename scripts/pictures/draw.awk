# draw.awk: a diagram from its description.
#
# usage: awk -f scripts/pictures/palette.awk -f scripts/pictures/draw.awk NAME.draw
#
# The description has a figure on each line; `#` begins a comment. Numbers are pixels,
# CLASS is a colour of palette.awk.
#
#	size W H | TITLE               first
#	box X Y W H CLASS | LINE | ...  a box with centred lines; `*` before one: bold,
#	                               `~`: muted, backquote: code
#	text X Y ANCHOR | LINE         ANCHOR: start, middle or end
#	arrow X Y X Y...               through these points, with a head at the last
#	line CLASS X Y X Y...

BEGIN { LINE_HEIGHT = 17; HEAD = 7 }

# The class of a line of text by its first character, which is taken off.
function text_class(    first) {
	first = substr(line, 1, 1)
	if (first == "*" || first == "~" || first == "`")
		line = substr(line, 2)
	if (first == "*")
		return "ink bold"
	if (first == "~")
		return "muted small"
	return first == "`" ? "ink code" : "ink"
}

function draw_line(x, y, anchor,    class) {
	class = text_class()
	svg_text(x, y, anchor, class, line)
}

function draw_box(    x, y, width, height, i, top) {
	split(part[1], word, " ")
	x = word[2]; y = word[3]; width = word[4]; height = word[5]
	printf "<rect class=\"%s\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"%g\" rx=\"5\"/>\n",
		word[6] (word[7] ? " " word[7] : ""), x + 0.5, y + 0.5, width, height
	top = y + height / 2 - (count - 2) * LINE_HEIGHT / 2 + 5
	for (i = 2; i <= count; i++) {
		line = part[i]
		draw_line(x + width / 2, top + (i - 2) * LINE_HEIGHT, "middle")
	}
}

# points FIRST: the numbers of this line from word FIRST on, for a polyline.
function points(first,    i, text) {
	for (i = first; i <= words; i += 2)
		text = text (text ? " " : "") word[i] "," word[i + 1]
	return text
}

function draw_arrow(    x, y, dx, dy, length_) {
	x = word[words - 1]; y = word[words]
	dx = x - word[words - 3]; dy = y - word[words - 2]
	length_ = sqrt(dx * dx + dy * dy)
	dx /= length_; dy /= length_
	# The line ends inside of the head.
	word[words - 1] = x - dx * HEAD / 2
	word[words] = y - dy * HEAD / 2
	printf "<polyline class=\"line\" stroke-width=\"1.4\" points=\"%s\"/>\n", points(2)
	printf "<polygon class=\"head\" points=\"%g,%g %g,%g %g,%g\"/>\n", x, y,
		x - dx * HEAD - dy * HEAD / 2, y - dy * HEAD + dx * HEAD / 2,
		x - dx * HEAD + dy * HEAD / 2, y - dy * HEAD - dx * HEAD / 2
}

/^#/ || /^[ \t]*$/ { next }
{
	count = split($0, part, / *\| */)
	words = split(part[1], word, " ")
}
word[1] == "size" { svg_begin(word[2], word[3], part[2]); next }
word[1] == "box" { draw_box(); next }
word[1] == "text" { line = part[2]; draw_line(word[2], word[3], word[4]); next }
word[1] == "arrow" { draw_arrow(); next }
word[1] == "line" {
	printf "<polyline class=\"%s\" points=\"%s\"/>\n", word[2], points(3)
	next
}
{
	print FILENAME ":" FNR ": no such figure: " $0 >"/dev/stderr"
	failed = 1
	exit 1
}
END { if (!failed) svg_end() }
