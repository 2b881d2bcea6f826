# topics.awk: what `ingot help TOPIC` prints of the manual page ingot(1): sections that
# are the topics of their names in small letters.
#
# usage: awk -f text.awk -f topics.awk docs/ingot.1
#
# It knows the macros of mdoc(7) that these sections have, and stops at others. Prints rows
# of C: { "exit-status", "- TERM: TEXT\n" "  LITERAL\n" }, as wrap.h takes them.

BEGIN {
	count = split("ENVIRONMENT FILES EXIT_STATUS EXAMPLES DIAGNOSTICS", names, " ")
	for (i = 1; i <= count; i++)
		wanted[names[i]] = 1
	print "/* Written by `T_UPDATE=1 sh tests/cli/manual.sh` from docs/ingot.1. */"
}

function fail(what) {
	print "topics.awk: line " NR ": " what >"/dev/stderr"
	exit 1
}

# A paragraph, or a term and what is said of it.
function flush() {
	if (part == "")
		return
	if (is_apart)
		say("")
	say((in_list ? "- " : "") part)
	is_apart = !in_list
	part = ""
}

function end_topic() {
	flush()
	if (topic != "")
		print "\t},"
	topic = ""
}

function add(word) {
	if (word ~ /^[.,;:)]$/ || is_tight || part == "" || part ~ /\($/)
		part = part word
	else
		part = part " " word
	is_tight = 0
}

# The words behind a macro, which may be macros.
function take(from, to,    i, open) {
	for (i = from; i <= to; i++) {
		if ($i ~ /^(Ev|Pa|Li|Cm|Ic|Ar|Dv)$/) {
			continue
		} else if ($i == "Nm") {
			add("ingot")
		} else if ($i == "Xr") {
			add($(i + 1) "(" $(i + 2) ")")
			i += 2
		} else if ($i == "Fl") {
			add("-" $++i)
		} else if ($i == "Sx") {
			add($++i)
		} else if ($i == "Ns") {
			is_tight = 1
		} else if ($i == "Qq" || $i == "Pq") {
			open = $i
			part = part (part == "" ? "" : " ") (open == "Qq" ? "\"" : "(")
			is_tight = 1
			for (i++; i <= to && $i !~ /^[.,;]$/; i++)
				take(i, i)
			part = part (open == "Qq" ? "\"" : ")")
			i--
		} else {
			add($i)
		}
	}
}

/^\.Sh / {
	end_topic()
	name = substr($0, 5)
	gsub(/ /, "_", name)
	if (name in wanted) {
		topic = tolower(name)
		gsub(/_/, "-", topic)
		print "\t{ \"" topic "\","
	}
	is_apart = 0
	next
}
topic == "" { next }
{ gsub(/\\&/, ""); gsub(/\\\(dq/, "\"") }
/^\.Bd/ { flush(); if (is_apart) say(""); is_literal = 1; next }
/^\.Ed/ { is_literal = 0; is_apart = 1; next }
is_literal { say("  " $0); next }
/^\.Bl/ { flush(); in_list = 1; next }
/^\.El/ { flush(); in_list = 0; is_apart = 1; next }
/^\.Pp/ { flush(); next }
/^\.It/ {
	flush()
	sub(/^\.It /, "")
	take(1, NF)
	part = part ":"
	next
}
/^\.(Ev|Pa|Li|Cm|Ic|Ar|Dv|Nm|Xr|Fl|Sx|Qq|Pq) ?/ {
	sub(/^\./, "")
	take(1, NF)
	next
}
/^\./ { fail("unknown macro " $1) }
{ add($0) }
END { end_topic() }
