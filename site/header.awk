# header.awk: the page of a public header, in Markdown.
#
# usage: awk -v name='<ingot/page.h>' -f header.awk HEADER
#
# A header is written for its reader: its first comment says what it is, and each
# comment after it speaks of the declarations that follow, up to an empty line.
# So a page is those comments as prose, each with its declarations as code below,
# under a heading that names them, which the search then finds. What stands under
# "---- Implementation" is left out, as are guards, includes and definitions of
# what the header needs itself.

# Comments are text in which code is indented by a tab: as Markdown has it.
function prose(text,	lines, count, i, out, line) {
	sub(/^[ \t]*\/\*[ \t]*/, "", text)
	sub(/[ \t]*\*\/[ \t]*$/, "", text)
	count = split(text, lines, "\n")
	out = ""
	for (i = 1; i <= count; i++) {
		line = lines[i]
		sub(/^[ \t]* \* ?/, "", line)
		sub(/^ \*$/, "", line)
		out = out (line ~ /^\t/ ? code_line(line) : text_line(line)) "\n"
	}
	return out (in_code ? end_code() : "")
}

function code_line(line) {
	sub(/^\t/, "", line)
	if (in_code)
		return line
	in_code = 1
	return "\n```c\n" line
}

function end_code() {
	in_code = 0
	return "```\n"
}

function text_line(line) {
	if (in_code && line == "")
		return ""
	line = escape(line)
	# A list of the comment's own, and a context, each begin a paragraph.
	if (line ~ /^Context:/)
		line = "\n**Context:**" substr(line, 9)
	if (in_code)
		return end_code() "\n" line
	return line
}

function escape(line) {
	gsub(/&/, "\\&amp;", line)
	gsub(/</, "\\&lt;", line)
	gsub(/\*/, "\\*", line)
	gsub(/_/, "\\_", line)
	gsub(/\[/, "\\[", line)
	return line
}

# The names that a block of declarations declares, in its order, at most four.
function declared(block,	lines, count, i, line, found, depth, at) {
	found = ""
	at = 0
	depth = 0
	count = split(block, lines, "\n")
	for (i = 1; i <= count && at < 4; i++) {
		line = lines[i]
		gsub(/__attribute__\(\(([^()]|\([^()]*\))*\)\)/, "", line)
		gsub(/(KIT_NAME|RUNTIME_NAME)\([a-z_0-9]*\)/, "", line)
		name_of = ""
		if (depth == 0 && line ~ /^#[ \t]*define /) {
			match(line, /define +[A-Za-z_0-9]+/)
			name_of = substr(line, RSTART + 7, RLENGTH - 7)
		} else if (depth == 0 && line ~ /^(struct|enum|union) [a-z_0-9]+ \{/) {
			name_of = line
			sub(/ \{.*/, "", name_of)
		} else if (depth == 0 && line ~ /^typedef .*;/) {
			name_of = line
			sub(/;.*/, "", name_of)
			sub(/.*[ *]/, "", name_of)
		} else if (depth == 0 && line !~ /^[ \t#]/ && match(line, /[a-z_A-Z0-9]+\(/)) {
			name_of = substr(line, RSTART, RLENGTH - 1)
		} else if (depth == 0 && line ~ /^extern .*;/) {
			name_of = line
			sub(/(\[.*)?;.*/, "", name_of)
			sub(/.*[ *]/, "", name_of)
		}
		gsub(/[^{]/, "", line)
		depth += length(line)
		line = lines[i]
		gsub(/[^}]/, "", line)
		depth -= length(line)
		sub(/^ +/, "", name_of)
		if (name_of != "" && index(" " found ",", " " name_of ",") == 0) {
			found = found (at ? ", " : "") name_of
			at++
		}
	}
	return found
}

# Ends a block: its comment and its code, if it declares something.
function flush(	names) {
	if (code != "") {
		names = declared(code)
		if (names != "") {
			gsub(/, /, "`, `", names)
			print "### `" names "`\n"
			if (comment != "")
				print prose(comment)
			gsub(/[ \t\n]*(KIT_NAME|RUNTIME_NAME)\([a-z_0-9]*\)/, "", code)
			print "```c\n" code "```\n"
		}
	}
	code = ""
	comment = ""
}

BEGIN { print "# " escape(name) "\n" }

/^\/\* ---- Implementation/ { exit }
/^\/\* ---- .* ---- \*\/$/ {
	flush()
	sub(/^\/\* ---- /, "")
	sub(/ ---- \*\/$/, "")
	print "## " escape($0) "\n"
	next
}

# A comment that begins a line; the first one speaks of the header.
/^\/\*/ && depth == 0 && !in_comment {
	if (started)
		flush()
	comment = ""
	in_comment = 1
}
in_comment {
	comment = comment (comment == "" ? "" : "\n") $0
	if (/\*\//) {
		in_comment = 0
		if (!started) {
			print prose(comment)
			comment = ""
			started = 1
		}
	}
	next
}

/^#(pragma|[ \t]*include)/ && !depth { next }
/^#[ \t]*(if|ifdef|ifndef|elif|else|endif|undef|error)|^#[ \t]*define __need/ {
	if (!depth)
		next
}
/^extern "C" \{|^\}$/ && depth == 0 { next }
/^$/ && depth == 0 { flush(); next }
{
	code = code $0 "\n"
	braces = $0
	depth += gsub(/\{/, "", braces) - gsub(/\}/, "", braces)
}
END { flush() }
