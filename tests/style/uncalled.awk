# uncalled.awk: functions of shell scripts that nothing calls.
#
# usage: awk -f tests/style/uncalled.awk FILE...
#
# Prints "FILE:LINE: NAME" for each. A function may be called by its own file, by a
# file that reads it with `.`, and by one that is read together with it; check_$name
# calls whatever begins with check_. Comments do not call.

FNR == 1 { files[++file_count] = FILENAME; inside = "" }

/^[ \t]*#/ { next }

/^[a-z_][a-z0-9_]*\(\)/ {
	inside = $0
	sub(/\(.*/, "", inside)
	defined[++count] = inside
	file_of[count] = FILENAME
	line_of[count] = FNR
	sub(/^[^)]*\)/, "")
	in_one_line = /}[ \t]*(#.*)?$/
}

/^\. / {
	read = $0
	sub(/^.*\//, "", read)
	sub(/".*/, "", read)
	reads[FILENAME] = reads[FILENAME] " " read
}

{
	rest = $0
	while (match(rest, /[A-Za-z0-9_]+"?\$?/)) {
		word = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		is_prefix = word ~ /_"?\$$/
		gsub(/["$]/, "", word)
		if (is_prefix)
			prefixes[FILENAME] = prefixes[FILENAME] " " word
		else if (word != inside)
			used[FILENAME, word] = 1
	}
}

/^[})]/ || in_one_line { inside = ""; in_one_line = 0 }

END {
	for (i = 1; i <= count; i++)
		if (!is_called(defined[i], file_of[i]))
			print file_of[i] ":" line_of[i] ": " defined[i]
}

function base_of(path)
{
	sub(/^.*\//, "", path)
	return path
}

function has_word(list, word) { return index(list " ", " " word " ") > 0 }

# Whether file `a` sees the functions of file `b`, or they are seen together.
function is_related(a, b,   i)
{
	if (a == b || has_word(reads[a], base_of(b)) || has_word(reads[b], base_of(a)))
		return 1
	for (i = 1; i <= file_count; i++)
		if (has_word(reads[files[i]], base_of(a)) && has_word(reads[files[i]], base_of(b)))
			return 1
	return 0
}

function is_called(name, file,   i, n, list, k)
{
	for (i = 1; i <= file_count; i++) {
		if (!((files[i], name) in used) && prefixes[files[i]] == "")
			continue
		if (!is_related(files[i], file))
			continue
		if ((files[i], name) in used)
			return 1
		n = split(prefixes[files[i]], list, " ")
		for (k = 1; k <= n; k++)
			if (index(name, list[k]) == 1)
				return 1
	}
	return 0
}
