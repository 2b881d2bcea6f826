#!/bin/sh
# Every command that a document shows is run, in the document's order, and says what
# the document shows. Commands stand in blocks of the language `console`:
#
#	```console
#	$ ingot new hello
#	     Created kernel hello in hello
#	$ ingot -C hello run
#	...
#	Hello from hello!
#	```
#
# A line `...` stands for any lines; compare.awk says which differences do not count.
# A document is one session in one shell, in an empty directory that has the parts of a
# clone which commands name: `build/ingot`, `docs`, `examples`, `kernel`. A block
# `console in=examples/crashes` runs in a fresh copy of that project. A block of another
# language with `file=hello/src/main.c` is a file that the reader writes there. What the
# block `console llvm=22` shows is that LLVM's, as line numbers of optimized code are:
# with another the command is run, and its output is not compared.
#
# Text that a program printed and that another test compares needs no command: a block
# `text from=tests/golden/reports_crashes` has lines of that file, in this order; so
# has a block `c from=examples/hello/src/main.c`, or one that names a file which the
# session has made.
#
# usage: [T_UPDATE=1] sh tests/docs/commands.sh [DOCUMENT...]
#
# T_UPDATE=1 writes what commands say into the documents: read the difference.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/documents.sh"

# Commands that are shown and not run: a pattern of the shell, and why. They show no
# output, or it would not be held true.
not_run() {
	case $(echo "$1" | sed "s| *#.*||") in
	make|'make build/ingot'|'make SETUP='*)
		echo "has made the command that is tested" ;;
	'make run'|'make test'|'make fresh'*)
		echo "make fresh runs it on a bare system" ;;
	'make bench'*|'make soak'*|'make fuzz'*|'make hosts'*)
		echo "takes minutes to hours" ;;
	'make install'*|'make uninstall'*|'make -s install'*)
		echo "tests/cli/install.sh runs it" ;;
	sudo\ *)
		echo "asks for root" ;;
	*/dev/sd*)
		echo "writes to a disk that must be there" ;;
	git\ clone\ *|*apt-get\ *|*\ install\ *|'make static'*|'make site'*|'make windows'*|\
	'make packages'*)
		echo "takes something from the network" ;;
	man\ *)
		echo "shows a page on a terminal" ;;
	*'-gdb tcp:'*|gdb\ *)
		echo "wait for each other: tests/cli/gdb.sh runs them" ;;
	*)	return 1 ;;
	esac
}

d_parts_of_clone='Makefile docs examples kernel scripts x86_64-os.json'

# --- From a document to a script that is its session -------------------------

# steps BLOCK: splits it into BLOCK.1.command, BLOCK.1.shown, BLOCK.2.command...
steps() {
	awk -v block="$1" '
	/^\$ / {
		if (n)
			close(command)
		n++
		command = block "." n ".command"
		shown = block "." n ".shown"
		printf "" >shown
		goes_on = 1
		sub(/^\$ /, "")
	}
	/^> / && goes_on { sub(/^> /, "") }
	!n {
		print "output before the first command" >"/dev/stderr"
		exit 1
	}
	{
		if (goes_on) {
			print >command
			if (match($0, /<<-?["'\'']?[A-Z]+/)) {
				end = substr($0, RSTART, RLENGTH)
				gsub(/[^A-Z]/, "", end)
			}
			goes_on = /\\$/ || (end != "" && $0 != end)
			if (!goes_on)
				end = ""
		} else
			print >shown
	}
	END { print n + 0 }' "$1"
}

# session: the script of all blocks that the index on standard input lists.
session() {
	while read -r number line language keys; do
		block=$d_blocks/$number
		d_keys "$keys"
		if [ -n "$d_file" ]; then
			echo "mkdir -p '$(dirname "$d_file")' && cp '$block' '$d_file'"
		fi
		[ "$language" = console ] || continue
		count=$(steps "$block") || echo "$document:$line" >>wrong
		[ -z "$d_in" ] || echo "d_enter '$d_in'"
		step=0
		while [ $step -lt "$count" ]; do
			step=$((step + 1))
			session_step "$block.$step" "$document:$line"
		done
		[ -z "$d_in" ] || echo "d_leave"
	done
}

# One command; what was printed on the way is seen even if it ends the shell.
session_step() {
	reason=$(not_run "$(cat "$1.command")")
	if [ -n "$reason" ]; then
		echo "$(sed 1q "$1.command"): $reason" >>not_run
		[ ! -s "$1.shown" ] || echo "$2: output of a command that is not run" >>wrong
		return
	fi
	echo "{"
	cat "$1.command"
	echo "} >'$1.said' 2>&1 </dev/null
	echo \$? >'$1.status'"
}

# The session's first lines: a fresh copy of a project, and the way back.
session_begin() {
	cat <<-'END_OF_SCRIPT'
	d_enter() {
		d_back=$(pwd)
		cd "$d_home" && rm -rf "./$1" && mkdir -p "./$1" && rmdir "./$1" &&
			cp -R "$t_root/$1" "./$1" && rm -rf "./$1/build" && cd "./$1"
	}
	d_leave() { cd "$d_back"; }
	END_OF_SCRIPT
}

# A directory that looks like a clone; `ingot` is found by its name.
make_home() {
	d_home=$t_state/work/home
	rm -rf "$d_home" && mkdir -p "$d_home/build" || exit 1
	for part in $d_parts_of_clone; do
		ln -s "$t_root/$part" "$d_home/$part" || exit 1
	done
	rm "$d_home/examples" && mkdir "$d_home/examples" || exit 1
	ln -s "$INGOT" "$d_home/build/ingot" || exit 1
}

# --- Comparison ----------------------------------------------------------------

# Of a command whose whole output is left out, nothing is seen but that it went well.
is_failure_unseen() {
	[ "$(cat "$1.status")" != 0 ] && ! grep -q -v -x "\.\.\." "$1.shown" &&
		[ -s "$1.shown" ]
}

# The reader's own places, and the clone's; without what only the first build of all says.
as_shown() {
	sed -e "s|$d_home|/home/you/ingot|g" -e "s|$t_root|/home/you/ingot|g" \
		-e '/^ *Compiling the [a-z]* ([0-9]* files)$/d' "$1"
}

check_step() {
	step_name="$document:$2: $(sed 1q "$1.command")"
	as_shown "$1.said" >"$1.now"
	if [ -n "$d_llvm" ] && ! d_is_llvm "$d_llvm"; then
		t_skip "$step_name" "shown as LLVM $d_llvm makes it"
		cp "$1.shown" "$1.new"
	elif is_failure_unseen "$1" && [ "${T_UPDATE:-0}" = 1 ]; then
		t_pass "$step_name # written anew"
		is_new=yes
		cp "$1.now" "$1.new"
	elif is_failure_unseen "$1"; then
		t_fail "$step_name"
		t_comment "it failed" <"$1.now"
		cp "$1.shown" "$1.new"
	elif awk -f "$t_root/tests/docs/compare.awk" "$1.shown" "$1.now" >"$1.new"; then
		t_pass "$step_name"
		cp "$1.shown" "$1.new"
	elif [ "${T_UPDATE:-0}" = 1 ]; then
		t_pass "$step_name # written anew"
		is_new=yes
	else
		t_fail "$step_name"
		diff "$1.shown" "$1.now" | t_comment "$document (<) and what is now (>)"
		cp "$1.shown" "$1.new"
	fi
}

# check_block NUMBER LINE: its steps, and the block as it is to be.
check_block() {
	block=$d_blocks/$1
	step=1
	while [ -f "$block.$step.command" ]; do
		if [ -f "$block.$step.said" ]; then
			check_step "$block.$step" "$2"
		else
			cp "$block.$step.shown" "$block.$step.new"
		fi
		sed -e '1s/^/$ /' -e '2,$s/^/> /' "$block.$step.command"  >>"$block.whole"
		cat "$block.$step.new" >>"$block.whole"
		step=$((step + 1))
	done
}

check_console() {
	document=$1
	d_blocks=$t_state/work/blocks
	rm -rf "$d_blocks" && mkdir "$d_blocks" || exit 1
	rm -rf "$t_state/work/home"
	d_index "$document" >index
	grep -q '^[0-9]* [0-9]* console' index || return 0
	make_home
	{ session_begin; session <index; echo "exit 0"; } >script
	if ! (cd "$d_home" && export t_root d_home && PATH=$d_home/build:$PATH &&
			sh "$t_state/work/script" >"$t_out" 2>"$t_err"); then
		t_fail "$document: its session"
		t_comment "standard error" <"$t_err"
	fi
	is_new=
	while read -r number line language keys; do
		d_keys "$keys"
		[ "$language" != console ] || check_block "$number" "$line"
	done <index
	[ -z "$is_new" ] || grep -q ' indented$' index || write_document
}

# Blocks that were not of the console stay what they were.
write_document() {
	awk -v blocks="$d_blocks" '
	/^ *```/ || (!in_block && /^ *([-*]|[0-9]+\.) +```/) {
		in_block = !in_block
		if (in_block)
			number++
		whole = blocks "/" number ".whole"
		is_ours = /```console/
		pad = $0
		sub(/```.*/, "", pad)
		gsub(/[^ ]/, " ", pad)
		print
		if (is_ours) {
			while ((getline line <whole) > 0)
				print (line == "" ? "" : pad) line
			close(whole)
		}
		if (!in_block)
			is_ours = 0
		next
	}
	!in_block && (/^    / || /^\t/) { print; next }
	!is_ours' "$t_root/$document" >document && cp document "$t_root/$document"
}

# --- Text that stands in a file --------------------------------------------------

# in_order BLOCK FILE: the lines of the block are in the file, in this order; `...`
# stands for any.
in_order() {
	awk 'FNR == NR {
		if ($0 !~ /^[ \t]*\.\.\.$/ && $0 !~ /^[ \t]*$/)
			shown[++count] = $0;
		next
	}
	found < count && index($0, shown[found + 1]) { found++ }
	END {
		if (found < count) {
			print "not there, or not in this order: " shown[found + 1]
			exit 1
		}
	}' "$1" "$2"
}

# quoted FILE: where it is, of the session or of the tree.
quoted() {
	if [ -f "$t_state/work/home/$1" ]; then
		echo "$t_state/work/home/$1"
	else
		echo "$t_root/$1"
	fi
}

check_quotations() {
	document=$1
	d_index "$document" >index
	while read -r number line language keys; do
		d_keys "$keys"
		[ -z "$d_from" ] ||
			t_ok "$document:$line: stands in $d_from" \
				in_order "$d_blocks/$number" "$(quoted "$d_from")"
	done <index
}

# --- Which language ---------------------------------------------------------------

# Outputs that nothing holds true, and blocks that no test can read.
wrong_blocks() {
	d_index "$1" | while read -r number line language keys; do
		d_keys "$keys"
		case $language,$d_file in
		console,*|c,*|cpp,*|yaml,*|json,*|text,*|*,?*) ;;
		*)	echo "$1:$line: a block of $language:" \
				"console, c, cpp, yaml, json or text" ;;
		esac
		[ "$language" = text ] && [ -z "$d_from" ] || continue
		! grep -q -E '^\$ |^ *#0 0x|^panic: |^exception [0-9]|passed, [0-9]+ failed' \
			"$d_blocks/$number" ||
			echo "$1:$line: output: a block of console, or of text with from=FILE"
	done
}

: >wrong
: >not_run
documents=${*:-$(d_documents)}
for document in $documents; do
	check_console "$document"
	check_quotations "$document"
	wrong_blocks "$document" >>wrong
done
t_is "each block says what it is, and each output comes from somewhere" "" "$(cat wrong)"
[ $# != 0 ] || t_ok "commands were run" test $t_count -gt 10
sort -u not_run | t_comment "commands that are shown and not run"
t_done
