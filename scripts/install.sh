#!/bin/sh
# install.sh: puts the command, and what it reads, into a system; and takes it away again.
#
# usage: scripts/install.sh install|uninstall|list
#
# `list` only prints the path of each file that would be installed, from / and without
# DESTDIR, but for the list below.
#
# `make install` and `make uninstall` call it and set its variables: DESTDIR; prefix,
# bindir, datadir, mandir, docdir, bashcompletiondir, zshcompletiondir and
# fishcompletiondir, all of them absolute; INSTALL, INSTALL_PROGRAM
# and INSTALL_DATA, the commands that copy.
#
# $datadir/ingot/installed lists what was written, a line each: "f FILE", and "d DIRECTORY"
# for a directory that was not there before. Paths are relative to prefix where they lie
# below it: a list holds wherever the prefix has moved to. What an earlier version wrote,
# and this one does not, is removed.
set -eu

OBSERVER=${OBSERVER-build/observe.so}
tab='	'
newline='
'

fail() {
	echo "make $goal: $1" >&2
	exit 1
}

check_variables() {
	for name in prefix bindir datadir mandir docdir bashcompletiondir zshcompletiondir \
		fishcompletiondir; do
		eval "value=\$$name"
		case $value in
		/*) ;;
		*) fail "$name is \"$value\": give an absolute path" ;;
		esac
	done
	[ "$datadir" = "${bindir%/*}/share" ] ||
		fail "the command looks for ../share/ingot: datadir must be ${bindir%/*}/share"
}

# list_files MODE DIRECTORY FILE...: lines "MODE DIRECTORY FILE", with tabs between.
list_files() {
	mode=$1
	to=$2
	shift 2
	for file; do
		echo "$mode$tab$to$tab$file"
	done
}

# list_tree MODE DIRECTORY, of the files that standard input names.
list_tree() {
	while read -r file; do
		case $file in
		*/*) list_files "$1" "$2/${file%/*}" "$file" ;;
		*) list_files "$1" "$2" "$file" ;;
		esac
	done
}

# What a build reads, and `ingot new`. Headers of C++ have names without an ending.
sources() {
	echo x86_64-boot.json
	echo x86_64-os.json
	find abi boot kit runtime -type f \( -name '*.[chS]' -o -name '*.cpp' -o -name '*.ld' -o \
		-name members.list -o -path 'runtime/include/c++/*' \) ! -name '.*'
	find templates -name build -prune -o -type f -print
}

# Laid out as in the source tree: they name each other.
documents() {
	for file in README.md CHANGELOG.md CONTRIBUTING.md LICENSE; do
		echo $file
	done
	find docs -type f \( -name '*.md' -o -name '*.svg' -o -name '*.png' \)
	find examples -name build -prune -o -type f ! -name '.*' -print
}

# All that is installed.
plan() {
	list_files program "$bindir" build/ingot
	[ -z "$OBSERVER" ] || list_files data "${bindir%/*}/lib/ingot" "$OBSERVER"
	sources | LC_ALL=C sort | list_tree data "$datadir/ingot"
	list_files data "$datadir/ingot" docs/ingot.schema.json
	list_files data "$mandir/man1" docs/ingot.1
	list_files data "$mandir/man5" docs/ingot.yaml.5
	list_files data "$bashcompletiondir" docs/completions/bash/ingot
	list_files data "$zshcompletiondir" docs/completions/zsh/_ingot
	list_files data "$fishcompletiondir" docs/completions/fish/ingot.fish
	documents | LC_ALL=C sort | list_tree data "$docdir"
}

# below_prefix PATH: as the list names it, in $named.
below_prefix() {
	case $1 in
	"$prefix") named=. ;;
	"$prefix"/*) named=${1#"$prefix"/} ;;
	*) named=$1 ;;
	esac
}

# in_system NAME: where that is, in $path.
in_system() {
	case $1 in
	.) path=$DESTDIR$prefix ;;
	/*) path=$DESTDIR$1 ;;
	*) path=$DESTDIR$prefix/$1 ;;
	esac
}

# The lines of the list for what is planned: each directory that is not there, the outer
# one first, and each file.
list_planned() {
	last=
	plan | while IFS=$tab read -r mode to file; do
		if [ "$to" != "$last" ]; then
			list_directories "$to"
			last=$to
		fi
		below_prefix "$to/${file##*/}"
		echo "f $named"
	done
	below_prefix "$list"
	echo "f $named"
}

list_directories() {
	parents "$1" | while read -r directory; do
		if [ ! -d "$DESTDIR$directory" ]; then
			below_prefix "$directory"
			echo "d $named"
		fi
	done
}

# A directory and those around it, up to prefix; of one elsewhere, itself.
parents() {
	directory=$1
	found=
	while :; do
		found=$directory$newline$found
		case $directory in
		"$prefix"/*) directory=${directory%/*} ;;
		*) break ;;
		esac
	done
	printf '%s' "$found"
}

# Of two lists, the files that only the first has.
only_in_first() {
	{
		printf '%s\n' "$2"
		echo -
		printf '%s\n' "$1"
	} | awk '$0 == "-" { is_first = 1; next }
		is_first { if (/^f / && !($0 in has)) print; next }
		{ has[$0] = 1 }'
}

# remove_listed: what standard input lists, files first, inner directories first.
remove_listed() {
	LC_ALL=C sort -r -k 1,1 -k 2 | while read -r kind name; do
		in_system "$name"
		case $kind in
		f) rm -f "$path" ;;
		d) rmdir "$path" 2>/dev/null || : ;; # it has become somebody else's, too
		esac
	done
}

old_list() {
	[ ! -f "$DESTDIR$list" ] || cat "$DESTDIR$list"
}

# Before anything is copied: what fails half way can be uninstalled.
write_list() {
	old=$(old_list)
	new=$( { list_planned; printf '%s\n' "$old" | grep '^d ' || :; } | LC_ALL=C sort -u)
	$INSTALL -d -m 755 "$DESTDIR$datadir/ingot"
	only_in_first "$old" "$new" | remove_listed
	printf '%s\n' "$new" >"$DESTDIR$list.new"
	chmod 644 "$DESTDIR$list.new"
	mv -f "$DESTDIR$list.new" "$DESTDIR$list"
}

# copy MODE DIRECTORY FILE...
copy() (
	mode=$1
	to=$DESTDIR$2
	shift 2
	$INSTALL -d -m 755 "$to"
	case $mode in
	program) $INSTALL_PROGRAM "$@" "$to" ;;
	data) $INSTALL_DATA "$@" "$to" ;;
	esac
)

# The files of a directory in one go.
copy_planned() {
	plan | {
		last=
		set --
		while IFS=$tab read -r mode to file; do
			if [ "$mode$tab$to" != "$last" ] && [ $# -gt 0 ]; then
				copy "${last%%"$tab"*}" "${last#*"$tab"}" "$@"
				set --
			fi
			last=$mode$tab$to
			set -- "$@" "$file"
		done
		copy "${last%%"$tab"*}" "${last#*"$tab"}" "$@"
	}
}

install_all() {
	check_variables
	[ -x build/ingot ] || fail "build/ingot not found: run make first"
	write_list
	copy_planned
}

list_all() {
	check_variables
	plan | while IFS=$tab read -r mode to file; do
		echo "$to/${file##*/}"
	done
}

uninstall_all() {
	[ -f "$DESTDIR$list" ] ||
		fail "nothing is installed: $DESTDIR$list not found"
	all=$(cat "$DESTDIR$list")
	printf '%s\n' "$all" | remove_listed
}

cd "$(dirname "$0")/.."
umask 022
list=$datadir/ingot/installed
goal=${1-}
case $goal in
install) install_all ;;
uninstall) uninstall_all ;;
list) list_all ;;
*)
	echo "usage: install.sh install|uninstall|list" >&2
	exit 2
	;;
esac
