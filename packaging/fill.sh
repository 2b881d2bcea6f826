#!/bin/sh
# fill.sh: prints a file of packaging/ with what the project knows filled in.
#
# usage: packaging/fill.sh FILE
#
#	@VERSION@        of abi/version.h
#	@LLVM_OLDEST@, @LLVM_USUAL@   numbers of host/toolchain/needs.def
#	@PACKAGES MANAGER NEED...@    its names of packages, with blanks between; '#' in a
#	                 name becomes LLVM_USUAL's number
#	@MAINTAINER@     $MAINTAINER: "NAME <ADDRESS>"
#	@HOMEPAGE@       $HOMEPAGE
#	@SHA256@, @SHA512@   of the sources' archive, which packaging/source.sh makes first
#	@DATE FORMAT@    as date(1) prints it: of $SOURCE_DATE_EPOCH, else of the commit
#
# What is not known is an error. Who publishes a package says who and where; the
# defaults are names that are reserved for examples.
set -eu

[ $# = 1 ] || {
	echo "usage: fill.sh FILE" >&2
	exit 2
}
root=$(dirname "$0")/..
version=$(sed -n 's/^#define INGOT_VERSION "\(.*\)"$/\1/p' "$root/abi/version.h")
epoch=${SOURCE_DATE_EPOCH:-$(git -C "$root" log -1 --format=%ct 2>/dev/null || echo 946684800)}

MAINTAINER=${MAINTAINER:-The Ingot authors <ingot@ingot-os.example>}
HOMEPAGE=${HOMEPAGE:-https://ingot-os.example}
export MAINTAINER HOMEPAGE

awk -v version="$version" -v epoch="$epoch" \
	-v archive="$root/build/packages/ingot-$version.tar.gz" '
function fail(text) {
	print "fill: " FILENAME ":" FNR ": " text >"/dev/stderr"
	has_failed = 1
	exit 1
}

# The only line that a command prints.
function ask(command,   line) {
	if ((command | getline line) <= 0)
		fail("nothing comes from: " command)
	close(command)
	return line
}

# In hexadecimal: a digit for four bits.
function sum(bits) {
	return substr(ask("sha" bits "sum <\"" archive "\""), 1, bits / 4)
}

function packages(words, count,   i, k, list, names, seen, result) {
	for (i = 3; i <= count; i++) {
		if (!((words[2], words[i]) in package))
			fail("needs.def has no PACKAGE(" words[2] ", " words[i] ")")
		names = split(package[words[2], words[i]], list, " ")
		for (k = 1; k <= names; k++)
			if (!seen[list[k]]++)
				result = result " " list[k]
	}
	gsub("#", number["LLVM_USUAL"], result)
	return substr(result, 2)
}

function value(text,   words, count) {
	count = split(text, words, " ")
	if (text == "VERSION")
		return version
	if (text in number)
		return number[text]
	if (text == "MAINTAINER" || text == "HOMEPAGE")
		return ENVIRON[text]
	if (text ~ /^SHA(256|512)$/)
		return sum(substr(text, 4))
	if (words[1] == "DATE" && count > 1)
		return ask("LC_ALL=C date -u -d @" epoch " \"+" substr(text, 6) "\"")
	if (words[1] == "PACKAGES" && count > 2)
		return packages(words, count)
	fail("@" text "@ is not known")
}

# needs.def comes first.
FNR == NR && /^LLVM_[A-Z]*\([0-9]+\)/ {
	split($0, parts, /[()]/)
	number[parts[1]] = parts[2]
}
FNR == NR && /^PACKAGE\(/ {
	split($0, parts, /[(,"]/)
	sub(/^ */, "", parts[3])
	package[parts[2], parts[3]] = parts[5]
}
FNR == NR { next }

{
	rest = $0
	line = ""
	while (match(rest, /@[A-Z][^@]*@/)) {
		line = line substr(rest, 1, RSTART - 1)
		text = substr(rest, RSTART + 1, RLENGTH - 2)
		rest = substr(rest, RSTART + RLENGTH)
		line = line value(text)
	}
	print line rest
}
END { if (has_failed) exit 1 }' "$root/host/toolchain/needs.def" "$1"
