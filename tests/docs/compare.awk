# compare.awk: does a command say what its document shows?
#
# usage: awk -f tests/docs/compare.awk SHOWN SAID
#
# Both are compared line by line, without what differs from one run, machine or
# version to the next: see plain(). A line `...` of SHOWN stands for any number of
# lines. Exit status: 0 if they agree; 1 if not, and what SHOWN should be is printed:
# SAID, with what `...` stood for left out as far as it can be found again.

# An amount with a unit, and what is before it: "in 0.22 s" is as good as "in 0.3 s".
function without_amounts(text,    rest, done, amount) {
	rest = text
	done = ""
	while (match(rest, /[0-9][0-9.,]* ?(ns|us|ms|s|min|bytes|B|KiB|MiB|GiB|MHz)/)) {
		amount = substr(rest, RSTART, RLENGTH)
		done = done substr(rest, 1, RSTART - 1)
		rest = substr(rest, RSTART + RLENGTH)
		done = done (rest ~ /^[A-Za-z0-9_]/ ? amount : "AMOUNT")
	}
	return done rest
}

function plain(text) {
	gsub(/0x[0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f][0-9a-f]+/, "ADDRESS", text)
	text = without_amounts(text)
	gsub(/[0-9]+\.[0-9]+\.[0-9]+/, "VERSION", text)
	gsub(/[0-9]+ memory regions/, "N memory regions", text)
	gsub(/repeated [0-9]+ more times/, "repeated N more times", text)
	gsub(/#[0-9][0-9][0-9]+ /, "#N ", text)	# how deep is the compiler's choice
	gsub(/[ \t]+/, " ", text)
	sub(/ $/, "", text)
	return text
}

function is_gap(i) { return shown[i] ~ /^ *\.\.\.$/ }

# matches(i, j): do the lines of SHOWN from i on stand for those of SAID from j on?
# Gaps take as little as they can: the last gap seen is where it is tried again.
function matches(    i, j, gap, resume) {
	i = j = 1
	gap = 0
	while (j <= said_count) {
		if (i <= shown_count && is_gap(i)) {
			gap = i++
			resume = j
		} else if (i <= shown_count && plain(shown[i]) == plain(said[j])) {
			i++
			j++
		} else if (gap) {
			i = gap + 1
			j = ++resume
		} else {
			return 0
		}
	}
	while (i <= shown_count && is_gap(i))
		i++
	return i > shown_count
}

# The word that a line begins with, by which a run of lines is found again.
function first_word(text,    parts) {
	split(plain(text), parts, " ")
	return parts[1]
}

# The line of SAID, from j on, at which the lines shown after a gap go on: the same
# text if it is there, else the same first word; behind the end if neither is.
function find_again(text, j,    i) {
	for (i = j; i <= said_count; i++)
		if (plain(said[i]) == plain(text))
			return i
	for (i = j; i <= said_count; i++)
		if (first_word(said[i]) == first_word(text))
			return i
	return said_count + 1
}

# Runs of SHOWN between gaps keep their length; the last one ends with SAID.
function print_new(    i, j, run, is_last, at) {
	j = 1
	for (i = 1; i <= shown_count; i += run) {
		if (is_gap(i)) {
			run = 1
			print shown[i]
			at = i + 1 <= shown_count ? find_again(shown[i + 1], j) : said_count + 1
			j = at
			continue
		}
		for (run = 0; i + run <= shown_count && !is_gap(i + run); run++)
			;
		is_last = i + run > shown_count
		for (at = 0; (at < run || is_last) && j <= said_count; at++)
			print said[j++]
	}
	if (!shown_count)
		for (j = 1; j <= said_count; j++)
			print said[j]
}

FILENAME == ARGV[1] { shown[++shown_count] = $0; next }
{ said[++said_count] = $0 }
END {
	if (matches())
		exit 0
	print_new()
	exit 1
}
