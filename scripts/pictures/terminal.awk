# terminal.awk: the animated picture of a session on a terminal.
#
# usage: awk -f scripts/pictures/palette.awk -f scripts/pictures/terminal.awk SEEN
#
# SEEN is what record.sh collects: a line that begins with \001 is a command that was
# typed, the others are what the terminal got. Of a line that was written several times
# the last writing counts. Colours are those of SGR; other escape sequences are left out.
#
# Without animation, as on paper or where the reader wants none, the picture is its end.

BEGIN {
	COLUMNS = 80; ROWS = 20
	CELL = 8.4; LINE = 18; MARGIN = 14
	# Seconds: before and while a command is typed, until it answers, between lines.
	BEFORE_S = 0.35; KEY_S = 0.018; ANSWER_S = 0.35; LINE_S = 0.03; END_S = 10
	split("30 31 32 33 34 35 36 37 90 91 92 93 94 95 96 97", codes, " ")
	split("#6e7681 #ff7b72 #3fb950 #d29922 #58a6ff #bc8cff #39c5cf #c9d1d9 " \
		"#8b949e #ffa198 #56d364 #e3b341 #79c0ff #d2a8ff #56d4dd #f0f6fc", colours, " ")
	for (i in codes)
		colour_of[codes[i]] = colours[i]
	PLAIN = "#c9d1d9"
	now_s = 0
}

# sgr PARAMETERS: what follows looks so.
function sgr(parameters,    i, n, code) {
	n = split(parameters == "" ? "0" : parameters, code, ";")
	for (i = 1; i <= n; i++) {
		if (code[i] + 0 == 0) {
			colour = PLAIN
			bold = dim = 0
		} else if (code[i] == 1)
			bold = 1
		else if (code[i] == 2)
			dim = 1
		else if (code[i] == 22)
			bold = dim = 0
		else if (code[i] == 39)
			colour = PLAIN
		else if (code[i] in colour_of)
			colour = colour_of[code[i]]
	}
}

# The cells of UTF-8 text: bytes that continue a character take none.
function cells_of(text) {
	gsub(/[\200-\277]/, "", text)
	return length(text)
}

# The bytes of the text's first cells.
function bytes_of(text, cells,    i, n) {
	for (i = 1; i <= length(text); i++)
		if (substr(text, i, 1) !~ /[\200-\277]/ && ++n > cells)
			break
	return i - 1
}

# A span at the column where this line has come to; a full line goes on in the next.
function add_span(text,    fitting) {
	while (column + cells_of(text) > COLUMNS) {
		fitting = bytes_of(text, COLUMNS - column)
		add_fitting(substr(text, 1, fitting))
		text = substr(text, fitting + 1)
		end_row()
		begin_row()
	}
	add_fitting(text)
}

# Blanks move on only.
function add_fitting(text,    cells) {
	transcript = transcript text
	match(text, /^ */)
	column += RLENGTH
	text = substr(text, RLENGTH + 1)
	cells = cells_of(text)
	if (text ~ /[^ ]/)
		spans = spans sprintf("<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\" " \
			"fill=\"%s\"%s%s>%s</text>", column * CELL, rows * LINE, cells * CELL,
			colour, bold ? " class=\"b\"" : "", dim ? " class=\"d\"" : "",
			escaped(text))
	column += cells
}

function begin_row() {
	spans = ""
	column = 0
	rows++
}

# The row appears now; the screen moves up when it is full.
function end_row() {
	transcript = transcript "\n"
	if (rows > ROWS)
		scrolls = scrolls sprintf("%.2f %d\n", now_s, (rows - ROWS) * LINE)
	content = content sprintf("<g class=\"l\" style=\"animation-delay:%.2fs\">%s</g>\n",
		now_s, spans)
}

# A command: the prompt is there, then a curtain draws away from what is typed.
function add_command(text,    cells, typing_s) {
	if (rows)
		now_s += BEFORE_S
	begin_row()
	sgr("1;32")
	add_span("$ ")
	sgr("0")
	add_span(text)
	cells = cells_of(text)
	typing_s = cells * KEY_S
	spans = spans sprintf("<rect class=\"t\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" ",
		2 * CELL, (rows - 1) * LINE + 4, cells * CELL + 1, LINE)
	spans = spans sprintf("style=\"animation-duration:%.2fs;animation-delay:%.2fs;" \
		"animation-timing-function:steps(%d)\"/>", typing_s, now_s, cells)
	end_row()
	now_s += typing_s + ANSWER_S
}

# Of what was written over itself the last counts: what follows the last return.
function add_output(text,    n, written, at, parameters, rest) {
	sub(/\r+$/, "", text)
	n = split(text, written, "\r")
	text = written[n]
	gsub(/\033\[[0-9;?]*[A-LN-Zac-ln-z]/, "", text)
	gsub(/\t/, "        ", text)
	begin_row()
	while (match(text, /\033\[[0-9;]*m/)) {
		at = RSTART
		parameters = substr(text, at + 2, RLENGTH - 3)
		rest = substr(text, at + RLENGTH)
		if (at > 1)
			add_span(substr(text, 1, at - 1))
		sgr(parameters)
		text = rest
	}
	if (text != "")
		add_span(text)
	end_row()
	now_s += LINE_S
}

BEGIN { sgr("0") }
/^\001/ { add_command(substr($0, 2)); next }
{ add_output($0) }

function print_style(    i, n, step, at) {
	print "<style>"
	print "text{white-space:pre}.b{font-weight:700}.d{opacity:.7}"
	print ".l{animation:l .01s backwards}@keyframes l{from{opacity:0}}"
	print ".t{fill:#0d1117;transform:scaleX(0);transform-box:fill-box;" \
		"transform-origin:100% 0;animation:t 1s backwards}" \
		"@keyframes t{from{transform:scaleX(1)}}"
	printf ".s{animation:s %ds step-end forwards}" \
		"@keyframes s{0%%{transform:translateY(0)}", END_S
	n = split(scrolls, step, "\n")
	for (i = 1; i < n; i++) {
		split(step[i], at, " ")
		printf "%.2f%%{transform:translateY(-%dpx)}", 100 * at[1] / END_S, at[2]
	}
	split(n > 1 ? step[n - 1] : "0 0", at, " ")
	printf "100%%{transform:translateY(-%dpx)}}\n", at[2]
	print "@media(prefers-reduced-motion:reduce){.l,.t,.s{animation:none}}"
	print "</style>"
	final_offset = at[2]
}

END {
	if (now_s > END_S) {
		printf "terminal.awk: the session takes %.1f s, more than %d\n", now_s, END_S \
			>"/dev/stderr"
		exit 1
	}
	width = COLUMNS * CELL + 2 * MARGIN
	shown = rows < ROWS ? rows : ROWS
	height = shown * LINE + 2 * MARGIN
	print "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" font-size=\"14\""
	print " font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas," \
		"'DejaVu Sans Mono',monospace\""
	printf " viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n", width, height, width, height
	print "<title>A terminal: a new kernel, its first run, its tests, a crash explained</title>"
	printf "<desc>%s</desc>\n", escaped(transcript)
	print_style()
	printf "<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#0d1117\" stroke=\"#30363d\"/>\n",
		width, height
	printf "<clipPath id=\"c\"><rect y=\"%d\" width=\"%d\" height=\"%d\"/></clipPath>\n",
		MARGIN, width, shown * LINE + 4
	printf "<g clip-path=\"url(#c)\"><g transform=\"translate(%d %d)\">", MARGIN,
		MARGIN - 4
	printf "<g class=\"s\" transform=\"translate(0 -%d)\">\n%s</g></g></g>\n</svg>\n", \
		final_offset, content
}
