# text.awk: what keys.awk and topics.awk write for the command to print.

# A line of the text, as strings of C.
function say(text,    size) {
	gsub(/\\/, "\\\\", text)
	gsub(/"/, "\\\"", text)
	while (length(text) > 80 && match(substr(text, 1, 80), /.* /)) {
		size = RLENGTH
		print "\t  \"" substr(text, 1, size) "\""
		text = substr(text, size + 1)
	}
	print "\t  \"" text "\\n\""
}
