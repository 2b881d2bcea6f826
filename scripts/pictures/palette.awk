# palette.awk: the colours of the project's diagrams, on a light and on a dark page.
#
# A picture brings its own background: a viewer that does not tell it which page it
# stands on shows the light one, whole. No variables of CSS: not every viewer has them.

# One name, its fill and stroke on a light page, and on a dark one.
function palette_add(name, fill, stroke, dark_fill, dark_stroke) {
	palette_light = palette_light sprintf(".%s{fill:%s;stroke:%s}", name, fill, stroke)
	palette_dark = palette_dark sprintf(".%s{fill:%s;stroke:%s}", name, dark_fill, dark_stroke)
}

function palette_begin() {
	palette_add("page", "#ffffff", "none", "#0d1117", "none")
	palette_add("ink", "#1f2328", "none", "#e6edf3", "none")
	palette_add("muted", "#59636e", "none", "#9198a1", "none")
	palette_add("line", "none", "#6e7781", "none", "#8b949e")
	palette_add("grid", "none", "#d1d9e0", "none", "#30363d")
	palette_add("head", "#6e7781", "none", "#8b949e", "none")
	palette_add("plain", "#f6f8fa", "#818b98", "#161b22", "#6e7681")
	palette_add("empty", "none", "#818b98", "none", "#6e7681")
	palette_add("blue", "#ddf4ff", "#0969da", "#0b2948", "#58a6ff")
	palette_add("green", "#dafbe1", "#1a7f37", "#0f2d1a", "#3fb950")
	palette_add("amber", "#fff8c5", "#9a6700", "#2e2309", "#d29922")
	palette_add("purple", "#fbefff", "#8250df", "#25123f", "#a371f7")
	palette_add("red", "#ffebe9", "#cf222e", "#3c1618", "#f85149")
	palette_add("bar-ours", "#1a7f37", "none", "#3fb950", "none")
	palette_add("bar-grub", "#9a6700", "none", "#d29922", "none")
	palette_add("bar-limine", "#0969da", "none", "#58a6ff", "none")
	palette_add("floor", "none", "#cf222e", "none", "#f85149")
}

function escaped(text) {
	gsub(/&/, "\\&amp;", text)
	gsub(/</, "\\&lt;", text)
	gsub(/>/, "\\&gt;", text)
	return text
}

# The file's first lines; `title` is what a reader without eyes is told.
function svg_begin(width, height, title) {
	palette_begin()
	printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" ", width, height
	printf "width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\"\n", width, height,
		escaped(title)
	print " font-family=\"-apple-system,'Segoe UI',Ubuntu,'DejaVu Sans',sans-serif\"" \
		" font-size=\"13\">"
	print "<title>" escaped(title) "</title>"
	print "<style>"
	print palette_light
	print "@media(prefers-color-scheme:dark){" palette_dark "}"
	print ".bold{font-weight:600}.small{font-size:11px}"
	print ".code{font-family:ui-monospace,Menlo,'DejaVu Sans Mono',monospace;font-size:12px}"
	print ".dashed{stroke-dasharray:4 3}"
	print "</style>"
	printf "<rect class=\"page\" width=\"%d\" height=\"%d\"/>\n", width, height
}

function svg_text(x, y, anchor, class, text) {
	printf "<text x=\"%g\" y=\"%g\"%s class=\"%s\">%s</text>\n", x, y,
		anchor == "start" ? "" : " text-anchor=\"" anchor "\"", class, escaped(text)
}

function svg_end() { print "</svg>" }
