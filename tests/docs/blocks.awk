# blocks.awk: the blocks of a Markdown document that are set apart.
#
# usage: awk -v out=DIRECTORY -f tests/docs/blocks.awk DOCUMENT
#
# Writes the text of block N to DIRECTORY/N and prints a line for it,
#
#	N LINE LANGUAGE KEY=VALUE...
#
# LINE being its first one. Language and keys stand behind the three backquotes,
# where a code host shows none of the keys. A comment `<!-- context: ... -->` that
# ends on the line before the block goes to DIRECTORY/N.context. A block that is only
# indented has the language `indented`, one that says no language `none`.

function begin(language) {
	number++
	file = out "/" number
	printf "" >file
	print number, FNR + (language != "indented"), language
}

/^ *<!-- context:/ && !in_block {
	in_context = 1
	context = ""
	sub(/^ *<!-- context: */, "")
}
in_context {
	line = $0
	is_last = sub(/ *-->.*/, "", line)
	context = context line "\n"
	if (is_last) {
		in_context = 0
		has_context = FNR
	}
	next
}

# A block that begins behind the mark of a list is in that list.
!in_block && match($0, /^ *([-*]|[0-9]+\.) +```/) {
	$0 = sprintf("%*s", RLENGTH - 3, "") substr($0, RLENGTH - 2)
}
/^ *```/ && !in_block {
	in_block = 1
	match($0, /^ */)
	indent = RLENGTH
	info = $0
	sub(/^ *```+ */, "", info)
	begin(info == "" ? "none" : info)
	if (has_context == FNR - 1 && has_context)
		printf "%s", context >(file ".context")
	next
}
/^ *```/ {
	in_block = 0
	close(file)
	was_blank = 1
	next
}
in_block {
	if (substr($0, 1, indent) ~ /^ *$/)
		$0 = substr($0, indent + 1)
	print >file
	next
}

# Indented text is a block after a blank line, but not in a list.
/^(    |\t)/ && !in_list && (was_blank || is_indented) {
	if (!is_indented)
		begin("indented")
	is_indented = 1
	print substr($0, 5) >file
	next
}
/^ *$/ { was_blank = 1; next }
{
	is_indented = was_blank = 0
	if ($0 ~ /^ *([-*]|[0-9]+\.) /)
		in_list = 1
	else if ($0 !~ /^ /)
		in_list = 0
}
END {
	if (in_block) {
		print FILENAME ": the last block has no end" >"/dev/stderr"
		exit 1
	}
}
