# words.awk: words that are not used. The first file is the list (words.list); of all
# others each line with such a word is printed: "FILE:LINE: WORD: write ...".
#
# Of C and assembly only comments and strings are read, of documents all but quotations
# ("> ..."). A word that goes over the end of a line is not found.

BEGIN { FS = "\t" }

FNR == 1 {
	file_count++
	is_code = FILENAME ~ /\.([chS]|cpp|def|ld)$/
	is_comment = 0
}

file_count == 1 {
	if ($0 !~ /^(#|$)/) {
		pattern[++pattern_count] = "[^a-z0-9_](" $1 ")[^a-z0-9_]"
		better[pattern_count] = $2
	}
	next
}

# What of a line of code is meant for people: the insides of comments and strings.
function prose(line,   text, at, end, first)
{
	text = ""
	while (line != "") {
		if (is_comment) {
			end = index(line, "*/")
			if (!end)
				return text " " line
			text = text " " substr(line, 1, end - 1)
			line = substr(line, end + 2)
			is_comment = 0
			continue
		}
		if (!match(line, /\/\*|\/\/|"|'/))
			return text
		first = substr(line, RSTART, RLENGTH)
		line = substr(line, RSTART + RLENGTH)
		if (first == "/*") {
			is_comment = 1
		} else if (first == "//") {
			return text " " line
		} else if (first == "'") {
			# A character; an apostrophe of assembly's ends nothing.
			if (match(line, /^(\\.|[^\\])'/))
				line = substr(line, RLENGTH + 1)
		} else {
			at = match(line, /^([^"\\]|\\.)*"/) ? RLENGTH : length(line) + 1
			text = text " " substr(line, 1, at - 1)
			line = substr(line, at + 1)
		}
	}
	return text
}

/^>/ && !is_code { next }

{
	line = tolower(" " (is_code ? prose($0) : $0) " ")
	for (i = 1; i <= pattern_count; i++)
		if (match(line, pattern[i]))
			print FILENAME ":" FNR ": \"" \
				substr(line, RSTART + 1, RLENGTH - 2) "\": write " better[i]
}
