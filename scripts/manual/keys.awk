# keys.awk: the manual page ingot.yaml(5), or what `ingot help KEY` prints, of
# docs/ingot-yaml.md, where all that there is to say of a key is written.
#
# usage: awk -v form=mdoc|text -f text.awk -f keys.awk docs/ingot-yaml.md
#
# It knows what that page has: headings, paragraphs, bullets, tables, blocks. Blocks that
# show an error (they begin with "ingot.yaml:") are left out. The text is rows of C:
# { "image.firmware", "PARAGRAPH\n" "\n" "- BULLET\n" "  LITERAL\n" }, as wrap.h takes it.

function mdoc_text(text) {
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	while (match(text, /`[^`]*`/))
		text = substr(text, 1, RSTART - 1) "\\fB" \
			substr(text, RSTART + 1, RLENGTH - 2) "\\fR" substr(text, RSTART + RLENGTH)
	return text ~ /^[.']/ ? "\\&" text : text
}

# A sentence begins a line, and lines are not wide.
function print_filled(text,    words, count, i, line, word) {
	count = split(text, words, " ")
	line = ""
	for (i = 1; i <= count; i++) {
		word = words[i]
		if (line != "" && (length(line " " word) > 78 || line ~ /[.]$/)) {
			print line
			line = ""
		}
		line = line (line == "" ? (word ~ /^[.']/ ? "\\&" : "") : " ") word
	}
	print line
}

# "[text](target)" is text.
function without_links(text) {
	while (match(text, /\[[^]`]*\]\([^)]*\)/)) {
		link = substr(text, RSTART + 1, RLENGTH - 1)
		sub(/\].*/, "", link)
		text = substr(text, 1, RSTART - 1) link substr(text, RSTART + RLENGTH)
	}
	return text
}

# What stands before the next paragraph, bullet or block.
function begin_part() {
	if (form == "mdoc") {
		if (!is_fresh)
			print ".Pp"
	} else if (key != "" && !is_fresh) {
		say("")
	}
	is_fresh = 0
}

function end_part() {
	if (part == "")
		return
	part = without_links(part)
	if (form == "mdoc") {
		if (kind == "bullet" && !is_list) {
			print ".Bl -dash"
			is_list = 1
			is_fresh = 1
		}
		if (kind == "bullet")
			print ".It"
		else {
			end_list()
			begin_part()
		}
		print_filled(mdoc_text(part))
	} else {
		if (kind != "bullet" || !is_list)
			begin_part()
		is_list = kind == "bullet"
		if (key != "")
			say((kind == "bullet" ? "- " : "") part)
	}
	part = ""
}

function end_list() {
	if (form == "mdoc" && is_list) {
		print ".El"
		is_fresh = 0
	}
	is_list = 0
}

function end_section() {
	end_part()
	end_list()
	if (form == "text" && key != "")
		print "\t},"
	key = ""
}

# "MAP.KEY" has a heading of its own in the text, and none here.
function begin_key(name) {
	if (form == "mdoc") {
		if (!has_keys)
			print ".Sh KEYS\n.Bl -tag -width Ds"
		has_keys = 1
		print ".It Ic " name
	} else {
		key = name
		print "\t{ \"" name "\","
	}
	key = name
	is_fresh = 1
}

BEGIN {
	made = "Written by `T_UPDATE=1 sh tests/cli/manual.sh` from docs/ingot-yaml.md."
	if (form == "mdoc") {
		print ".\\\" " made
		print ".Dd January 1, 2025\n.Dt INGOT.YAML 5\n.Os"
		print ".Sh NAME\n.Nm ingot.yaml\n.Nd what a project of Ingot is made of"
		print ".Sh DESCRIPTION"
	} else {
		print "/* " made " */"
	}
	is_fresh = 1
}

!is_block && (/^# / || /^<!--/) { next }

/^```/ && !is_block {
	end_part()
	is_block = 1
	is_begun = 0
	next
}
/^```/ {
	if (is_begun && form == "mdoc")
		print ".Ed"
	is_block = 0
	next
}
is_block {
	if (!is_begun && /^ingot\.yaml:[0-9]/)
		is_block = 2
	if (is_block == 2)
		next
	if (!is_begun && form == "mdoc") {
		end_list()
		print ".Bd -literal -offset indent"
		is_fresh = 0
	} else if (!is_begun) {
		begin_part()
		is_list = 0
	}
	is_begun = 1
	if (form == "mdoc")
		print mdoc_text($0)
	else if (key != "")
		say("  " $0)
	next
}

/^## `/ {
	end_section()
	begin_key(substr($0, 5, length($0) - 5))
	next
}
/^## / {
	end_section()
	if (form == "mdoc")
		print ".Sh " toupper(substr($0, 4))
	is_fresh = 1
	next
}

# A row of a table is a bullet: the first cell, then the others by their headings.
/^\|/ {
	count = split($0, cells, "|")
	if (cells[2] ~ /^-/)
		next
	if (!is_table) {
		end_part()
		is_table = 1
		for (i = 3; i < count; i++)
			heading[i] = cells[i]
		next
	}
	for (i = 2; i < count; i++)
		gsub(/^ +| +$/, "", cells[i])
	end_part()
	kind = "bullet"
	part = cells[2] ": " cells[3]
	for (i = 4; i < count; i++)
		if (cells[i] != "")
			part = part ";" heading[i] cells[i]
	gsub(/ +/, " ", part)
	part = part "."
	end_part()
	next
}
{ is_table = 0 }

/^- (Type|Default): / {
	if (/^- Type/) {
		end_part()
		kind = "text"
	}
	line = substr($0, 3)
	part = part (part == "" ? "" : ". ") line
	is_last = /^- Default/
	next
}
/^- / {
	end_part()
	kind = "bullet"
	part = substr($0, 3)
	next
}
/^$/ {
	if (is_last)
		part = part "."
	is_last = 0
	end_part()
	kind = "text"
	next
}
{
	sub(/^ +/, "")
	part = part (part == "" ? "" : " ") $0
}

END {
	end_section()
	if (form == "mdoc")
		print ".El\n.Sh SEE ALSO\n.Xr ingot 1"
}
