#!/bin/sh
# build.sh: makes the site in build/site/html from the documents, the manual pages and
# the public headers, by MkDocs. What looks at the result is check.sh.
#
# usage: site/build.sh
#
# Pages keep their places in the tree, so that the links between documents hold. What
# they link to and is no document (a source, the licence) becomes a page that shows it.
set -u

cd "$(dirname "$0")/.." || exit 1
out=build/site
pages=$out/pages

# --- Documents ---------------------------------------------------------------

documents() {
	find README.md CONTRIBUTING.md CHANGELOG.md docs examples -name build -prune -o \
		-name '*.md' -print | LC_ALL=C sort
}

# Links of the document $1 to files that are no documents or pictures, by the tree.
linked_sources() {
	grep -oE '\]\([^)#]+\)' "$1" | sed -e 's/^](//' -e 's/)$//' |
		grep -vE '^[a-z]+:|\.(md|svg|png)$' | LC_ALL=C sort -u
}

# $1, a path with directories and "..", without them.
plain_path() {
	echo "$1" | awk -F / '{
		for (i = 1; i <= NF; i++)
			if ($i == "..") n--
			else if ($i != "." && $i != "") part[++n] = $i
		for (i = 1; i <= n; i++)
			printf "%s%s", (i == 1 ? "" : "/"), part[i]
	}'
}

# The word that the source $1 is coloured by.
language_of() {
	case $1 in
	*.c|*.h) echo c ;;
	*.cpp)	echo cpp ;;
	*)	echo text ;;
	esac
}

show_source() {
	mkdir -p "$pages/$(dirname "$1")"
	{
		printf '# %s\n\n````%s\n' "$1" "$(language_of "$1")"
		cat "$1"
		printf '````\n'
	} >"$pages/$1.md"
}

# Copies the document $1: links to sources lead to their pages, the language of a
# block keeps its first word, and comments of the tests are gone.
stage_document() {
	mkdir -p "$pages/$(dirname "$1")"
	script=
	for link in $(linked_sources "$1"); do
		path=$(plain_path "$(dirname "$1")/$link")
		case $path in
		*.[1-9]) ;;
		*)	show_source "$path" ;;
		esac
		script="$script
s|](${link})|](${link}.md)|g"
	done
	sed -e "$script" -e 's/^```\([a-z]*\) .*/```\1/' -e '/^<!--.*-->$/d' "$1" >"$pages/$1"
}

# mandoc writes a page's sections; the title is ours.
stage_manual() {
	page=${1##*/}
	{
		printf '# %s(%s)\n\n' "${page%.*}" "${page##*.}"
		mandoc -T markdown "$1" | sed -e 1d -e '/^# /s/^# /## /' -e 's/^## *## /### /' \
			-e '$d'
	} >"$pages/$1.md"
	echo "      - $1.md" >>$out/manuals
}

# --- Headers -----------------------------------------------------------------

# stage_header HEADER NAME LIST: its page, and its lines in the list and the index.
stage_header() {
	page=api/$3/$(echo "$2" | sed -e 's/\.h$//' -e 's|/|-|g').md
	mkdir -p "$pages/api/$3"
	awk -v name="<$2>" -f site/header.awk "$1" >"$pages/$page"
	echo "          - \"$2\": $page" >>"$out/$3"
	about=$(awk '/^\/\* / { on = 1 } on { sub(/^\/?[ *]*\*? ?/, ""); text = text " " $0 }
		on && /[.]$|[.] |^$|\*\// { exit }
		END {
			sub(/^ *[^:]*: /, "", text); sub(/ *\*\/.*/, "", text)
			gsub(/vol\. /, "vol.\\&nbsp;", text)
			sub(/\. .*/, "", text); sub(/\.$/, "", text)
			gsub(/[<]/, "\\&lt;", text)
			gsub(/\|/, "\\|", text); print text }' "$1")
	echo "| [&lt;$2>](${page#api/}) | $about |" >>"$out/$3.index"
}

stage_headers() {
	for header in kit/include/ingot/*.h; do
		case $header in */deprecated.h|*/names.h) continue ;; esac
		stage_header "$header" "ingot/${header##*/}" kit
	done
	for header in runtime/include/*.h runtime/include/sys/*.h \
			runtime/include/sanitizer/*.h; do
		stage_header "$header" "${header#runtime/include/}" runtime
	done
	{
		printf '# Headers\n\n## The kit\n\n| header | what it is |\n|---|---|\n'
		cat $out/kit.index
		printf '\n## The C library\n\n| header | what it is |\n|---|---|\n'
		cat $out/runtime.index
	} >$pages/api/README.md
}

# --- The site ----------------------------------------------------------------

# The settings, with the pages that are found, not listed.
settings() {
	sed -e "/^@MANUALS@/{
r $out/manuals
d
}" -e "/^@KIT@/{
r $out/kit
d
}" -e "/^@RUNTIME@/{
r $out/runtime
d
}" -e "s|\.\./build/site/|$(pwd -P)/build/site/|" site/mkdocs.yml
}

for tool in mkdocs mandoc python3; do
	command -v $tool >/dev/null || { echo "site: no $tool found" >&2; exit 4; }
done
unlisted=$(sh site/unlisted.sh)
[ -z "$unlisted" ] || {
	printf 'site: not in the navigation of site/mkdocs.yml:\n%s\n' "$unlisted" >&2
	exit 1
}
rm -rf $out
mkdir -p $pages/site
for document in $(documents); do
	stage_document "$document"
done
(find docs -name '*.svg' -o -name '*.png') | while read -r picture; do
	mkdir -p "$pages/$(dirname "$picture")"
	cp "$picture" "$pages/$picture"
done
for manual in docs/*.[1-9]; do
	stage_manual "$manual"
done
stage_headers
cp site/site.css site/palette.js site/icon.svg $pages/site/
settings >$out/mkdocs.yml
mkdocs build --quiet --strict -f $out/mkdocs.yml || exit 1
echo "site: $out/html/index.html, $(find $out/html -name '*.html' | wc -l) pages"
