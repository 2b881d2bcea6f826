#!/bin/sh
# What the documents name is there: files and directories, links and the headings that
# they lead to, headers of the kit, and in the stories of docs/architecture.md the
# functions.
#
# A path is a word of `code` that begins with a directory of the tree, or with a
# document's name; NAME in it, or any word of capitals, stands for any name.
. "$(dirname "$0")/../tap.sh"
cd "$t_root" || exit 1

DOCUMENTS=$(ls README.md CONTRIBUTING.md CHANGELOG.md
	find docs examples -name '*.md' | LC_ALL=C sort)

# What an image holds has names of its own; what is built comes and goes.
IN_IMAGE='boot/ boot/... boot/kernel boot/ingot.conf boot/NAME.tar boot/symbols'

# spans FILE: "LINE TEXT" for each `code` outside of blocks that are set apart.
spans() {
	awk '/^```/ { is_block = !is_block; next }
	is_block || /^    / { next }
	{
		count = split($0, parts, "`")
		for (i = 2; i <= count; i += 2)
			print FNR, parts[i]
	}' "$1"
}

# paths FILE: "LINE PATH" for each path of the tree among its spans.
paths() {
	spans "$1" | awk -v directories="$directories" '
	BEGIN {
		count = split(directories, list, " ")
		for (i = 1; i <= count; i++) is_folder[list[i]] = 1
	}
	{
		for (i = 2; i <= NF; i++) {
			word = $i
			if (word ~ /^<ingot\/.*>$/)
				word = "kit/include/" substr(word, 2, length(word) - 2)
			sub(/[,;:]$/, "", word)
			sub(/:[0-9]+$/, "", word)
			first = word
			sub(/\/.*/, "", first)
			if (word ~ /\// && first in is_folder)
				print $1, word
		}
	}'
}

is_there() {
	for image_path in $IN_IMAGE; do
		[ "$1" != "$image_path" ] || return 0
	done
	# shellcheck disable=SC2046,SC2086 # the pattern is to be expanded
	set -- $(echo "$1" | sed 's/[A-Z][A-Z]\{2,\}/*/g; s/\*\**/*/g')
	[ -e "$1" ]
}

missing_paths() {
	for document in $DOCUMENTS; do
		paths "$document" | while read -r line path; do
			is_there "$path" || echo "$document:$line: $path"
		done
	done
}

# links FILE: "LINE TARGET" for each link that stays within the tree, pictures too.
links() {
	awk '/^```/ { is_block = !is_block; next }
	is_block { next }
	{
		gsub(/(src|srcset|href)="/, "](")
		gsub(/"/, ")")
		rest = $0
		while (match(rest, /\]\([^)]*\)/)) {
			target = substr(rest, RSTART + 2, RLENGTH - 3)
			rest = substr(rest, RSTART + RLENGTH)
			if (target !~ /^[a-z]*:\/\//)
				print FNR, target
		}
	}' "$1"
}

# headings FILE: what a link calls them.
headings() {
	sed -n 's/^##* *//p' "$1" | tr 'A-Z ' 'a-z-' | tr -cd 'a-z0-9_\n-'
}

missing_links() {
	for document in $DOCUMENTS; do
		links "$document" | while read -r line target; do
			file=${target%%#*}
			[ -n "$file" ] || file=$(basename "$document")
			file=$(dirname "$document")/$file
			case $target in
			*#*)	headings "$file" 2>/dev/null | grep -qx -e "${target#*#}" ;;
			*)	[ -e "$file" ] ;;
			esac || echo "$document:$line: $target"
		done
	done
}

# A row of a story: | `file` | `function`, `function` | what happens |
story_functions() {
	awk -F '|' '/^\| file \| functions \|/ { is_story = 1; next }
	!/^\|/ { is_story = 0 }
	is_story && split($2, file, "`") == 3 {
		count = split($3, names, "`")
		for (i = 2; i <= count; i += 2)
			print FNR, file[2], names[i]
	}' docs/architecture.md
}

missing_functions() {
	story_functions | while read -r line file name; do
		grep -qw -e "$name" "$file" 2>/dev/null ||
			echo "docs/architecture.md:$line: $name in $file"
	done
}

directories=$(for directory in */; do echo "${directory%/}"; done | grep -vx build | tr '\n' ' ')
t_is "paths that the documents name are there" "" "$(missing_paths)"
t_is "links lead somewhere" "" "$(missing_links)"
t_is "functions of the stories are where they are said to be" "" "$(missing_functions)"

# A test that looks at nothing passes as well.
count=$(for document in $DOCUMENTS; do paths "$document"; done | wc -l)
t_ok "paths were found" test "$count" -gt 100
count=$(for document in $DOCUMENTS; do links "$document"; done | wc -l)
t_ok "links were found" test "$count" -gt 20
t_ok "functions were found" test "$(story_functions | wc -l)" -gt 50
t_done
