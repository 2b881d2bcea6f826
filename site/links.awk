# links.awk: the links of a site's pages, and where each can lead.
#
# usage: awk -f links.awk PAGE.html...
#
# Prints "id FILE#NAME" for each place that a link can name, "link FILE TARGET" for
# each href and src, targets without "..", and "away FILE URL" for what a page would
# load from elsewhere: scripts, styles, pictures; a link that a reader follows may
# lead anywhere.

function directory(path) {
	return match(path, /.*\//) ? substr(path, 1, RLENGTH - 1) : "."
}

function plain(path,	part, count, i, n, kept, out) {
	count = split(path, part, "/")
	n = 0
	for (i = 1; i <= count; i++) {
		if (part[i] == ".." && n > 0)
			n--
		else if (part[i] != "." && part[i] != "")
			kept[++n] = part[i]
	}
	out = path ~ /^\// ? "/" : ""
	for (i = 1; i <= n; i++)
		out = out (i > 1 ? "/" : "") kept[i]
	return out
}

function look(name, value,	is_loaded) {
	gsub(/&amp;/, "\\&", value)
	gsub(/&lt;/, "<", value)
	is_loaded = name == "src" || tag ~ /^<link .*rel="?(stylesheet|icon|preload|preconnect)/
	if (value ~ /^(https?:)?\/\//) {
		if (is_loaded)
			print "away " FILENAME " " value
	} else if (value ~ /^#/) {
		if (length(value) > 1)
			print "link " FILENAME " " FILENAME value
	} else if (value !~ /^(mailto|data|javascript):/) {
		print "link " FILENAME " " plain(directory(FILENAME) "/" value)
	}
}

BEGIN { RS = "<" }
FNR > 1 {
	tag = "<" $0
	sub(/>.*/, "", tag)
	rest = tag
	while (match(rest, /[ \n](id|href|src)=("[^"]*"|[^" >]+)/)) {
		attribute = substr(rest, RSTART + 1, RLENGTH - 1)
		rest = substr(rest, RSTART + RLENGTH)
		name = attribute
		sub(/=.*/, "", name)
		sub(/^[a-z]*=/, "", attribute)
		gsub(/"/, "", attribute)
		if (name == "id")
			print "id " FILENAME "#" attribute
		else
			look(name, attribute)
	}
}
