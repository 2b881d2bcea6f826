# messages.awk: what the sources say when something is wrong.
#
# usage: awk -v calls='NAME:ARGUMENT...' [-v returns=1] [-v percent=1] -f messages.awk FILE...
#
# Prints the texts in that argument (counted from 1) of those calls, "FILE:LINE TEXT",
# with "…" for each value. A choice, a ? "x" : "y", is two texts; of a format without
# a word of its own, "%s", the texts among its values are taken. -v returns=1 takes
# the texts that a function returns, or sets a reason to; -v percent=1 is for texts
# in which a "%" alone is a value, as the loader writes them. Macros whose value is a
# string are known if their definition is in one of the files.

BEGIN {
	count = split(calls, list, " ")
	for (i = 1; i <= count; i++) {
		split(list[i], pair, ":")
		argument_of[pair[1]] = pair[2]
		pattern = pattern (i > 1 ? "|" : "") pair[1]
	}
	pattern = "(^|[^A-Za-z_0-9])(" pattern ")[(]"
}

# --- Reading ------------------------------------------------------------------------

# Strings become "NUMBER" in `strings`, so that nothing in them is read as C.
function cut_strings(line,	out) {
	out = ""
	while (match(line, /"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\*|\/\//)) {
		out = out substr(line, 1, RSTART - 1)
		if (substr(line, RSTART, 1) == "/") {
			if (substr(line, RSTART, 2) == "//")
				return out
			line = substr(line, RSTART + 2)
			if (!index(line, "*/")) {
				in_comment = 1
				return out
			}
			line = substr(line, index(line, "*/") + 2)
			continue
		}
		if (substr(line, RSTART, 1) == "\"") {
			strings[++string_count] = substr(line, RSTART + 1, RLENGTH - 2)
			out = out "\"" string_count "\""
		} else {
			out = out "0"
		}
		line = substr(line, RSTART + RLENGTH)
	}
	return out line
}

function depth_of(text,	opened) {
	opened = gsub(/[(]/, "(", text)
	return opened - gsub(/[)]/, ")", text)
}

# --- Texts --------------------------------------------------------------------------

# Splits what follows a call's parenthesis into arguments.
function split_arguments(text,	depth, i, c, count) {
	split("", arguments)
	count = 1
	depth = 0
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "(" || c == "{")
			depth++
		else if ((c == ")" || c == "}") && --depth < 0)
			break
		if (c == "," && depth == 0)
			count++
		else
			arguments[count] = arguments[count] c
	}
	return count
}

# The texts of an expression, in `texts`: neighbours are one, and so is a macro
# between them; anything else ends a text.
function texts_of(expression,	count, current, has, token) {
	split("", texts)
	count = 0
	current = ""
	has = 0
	while (match(expression, /"[0-9]+"|[A-Za-z_][A-Za-z_0-9]*|[^ \t"A-Za-z_]/)) {
		token = substr(expression, RSTART, RLENGTH)
		expression = substr(expression, RSTART + RLENGTH)
		if (token ~ /^"/) {
			current = current strings[substr(token, 2, length(token) - 2) + 0]
			has = 1
		} else if (token in macros) {
			current = current macros[token]
			has = 1
		} else if (has && token ~ /^PRI[a-zA-Z0-9]+$/) {
			current = current "s"
		} else if (has) {
			texts[++count] = current
			current = ""
			has = 0
		}
	}
	if (has)
		texts[++count] = current
	return count
}

function plain(text) {
	if (percent) {
		gsub(/%/, "…", text)
	} else {
		gsub(/%%/, "\001", text)
		gsub(/%[-+ #0]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|z|j|t)?[diouxXscp]/, "…", text)
		gsub(/\001/, "%", text)
	}
	gsub(/(…)(…)+/, "…", text)
	gsub(/… (… )+/, "… ", text)
	sub(/\\n.*/, "", text)
	gsub(/\\"/, "\"", text)
	gsub(/\\\\/, "\\", text)
	return text
}

function say(text) {
	text = plain(text)
	sub(/ $/, " …", text)
	if (text ~ /[a-z)] |[a-z].*: /)
		print FILENAME ":" first_line " " text
}

function take_call(name, rest,	count, i, j, format_at, texts_count) {
	count = split_arguments(rest)
	format_at = argument_of[name]
	texts_count = texts_of(arguments[format_at])
	if (texts_count == 1 && plain(texts[1]) !~ /[a-z]/) {
		for (i = format_at + 1; i <= count; i++) {
			texts_count = texts_of(arguments[i])
			for (j = 1; j <= texts_count; j++)
				if (texts[j] ~ /^[a-z][^ ]* [^ ]+ /)
					say(texts[j])
		}
		return
	}
	for (j = 1; j <= texts_count; j++)
		say(texts[j])
}

function take(text,	rest, name, count, j) {
	rest = text
	while (calls != "" && match(rest, pattern)) {
		name = substr(rest, RSTART, RLENGTH - 1)
		rest = substr(rest, RSTART + RLENGTH)
		gsub(/[^A-Za-z_0-9]/, "", name)
		if (rest !~ /^const struct place|^enum |^const char/)
			take_call(name, rest)
	}
	if (returns && text ~ /(return|fail\(|reason =|why =|what =|error =|note\() ?/) {
		count = texts_of(text)
		for (j = 1; j <= count; j++)
			if (texts[j] !~ /%/)
				say(texts[j])
	}
}

# Macros that stand for themselves end in no semicolon.
function begin_file() {
	if (statement != "")
		take(statement)
	statement = ""
	string_count = in_comment = 0
}

# --- Lines --------------------------------------------------------------------------

FNR == 1 { begin_file() }
in_comment {
	if (!index($0, "*/"))
		next
	$0 = substr($0, index($0, "*/") + 2)
	in_comment = 0
}
/^#[ \t]*define [A-Z_0-9]+[ \t]+"/ || in_define {
	if (!in_define) {
		macro = $2
		macros[macro] = ""
		sub(/^#[ \t]*define [A-Z_0-9]+[ \t]+/, "")
	}
	in_define = /\\$/
	line = cut_strings($0)
	texts_of(line)
	macros[macro] = macros[macro] texts[1]
	next
}
/^#/ { next }
{
	if (statement ~ /^[ \t]*$/)
		first_line = FNR
	statement = statement " " cut_strings($0)
	if (statement !~ /[;{}:][ \t]*$/ || depth_of(statement) != 0)
		next
	take(statement)
	statement = ""
	string_count = 0
}
END { begin_file() }
