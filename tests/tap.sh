# tap.sh: the library of tests that are shell scripts. They begin with
#
#	. "$(dirname "$0")/../tap.sh"
#
# and end with t_done. In between the current directory is an empty one that
# vanishes at the end; $t_root is the project's, $INGOT the command's path.
# Each check prints one TAP line, and what went wrong as comments.
#
#	t_run COMMAND...               sets t_status; output is in $t_out, $t_err
#	t_ok NAME COMMAND...           the command ends well
#	t_status NAME STATUS COMMAND...  it ends with this status
#	t_is NAME EXPECTED ACTUAL      two texts are equal
#	t_has NAME TEXT [FILE]         the file has a line with TEXT in it
#	t_lacks NAME TEXT [FILE]       it has none
#	t_golden NAME GOLDEN [FILE]    the file equals tests/GOLDEN
#	t_skip NAME REASON             not run here: loudly
#	t_need PROGRAM...              ends the script as failed if one is missing
#	t_limit SECONDS COMMAND...     runs a command, status 124 when it takes longer
#	t_copy DIRECTORY                  a project of ours as a fresh clone has it, at its
#	                               place beside the target spec that it may name
#	t_kernel NAME                  a project in the directory NAME, of the one source that
#	                               comes by standard input
#
# FILE is $t_out when left out. In files compared by t_golden the current directory
# is written DIRECTORY, the project's ROOT, and the version of LLVM VERSION, whose
# lines under a mistake are one caret; what the first test that needs them says of loader
# and runtime is left out; T_UPDATE=1 writes the golden files.

t_root=$(cd "$(dirname "$0")/../.." && pwd -P) || exit 1
INGOT=${INGOT:-$t_root/build/ingot}
LC_ALL=C
PATH=$PATH:/usr/sbin:/sbin
export INGOT LC_ALL PATH

t_state=$(mktemp -d "${TMPDIR:-/tmp}/ingot-test.XXXXXX") && t_state=$(cd "$t_state" && pwd -P) ||
	exit 1
t_out=$t_state/out
t_err=$t_state/err
t_count=0
t_failures=0
t_end() { cd / && rm -rf "$t_state"; }
trap t_end EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
mkdir "$t_state/work" && cd "$t_state/work" || exit 1

t_pass() {
	t_count=$((t_count + 1))
	echo "ok $t_count - $1"
}

t_fail() {
	t_count=$((t_count + 1))
	t_failures=$((t_failures + 1))
	echo "not ok $t_count - $1"
}

# Standard input, as comments under the heading $1.
t_comment() {
	echo "# $1:"
	awk '{ print "#   " $0 }'	# ends a last line that has no end
}

t_show_run() {
	echo "# status $t_status"
	t_comment "standard output" <"$t_out"
	t_comment "standard error" <"$t_err"
}

t_run() {
	"$@" >"$t_out" 2>"$t_err" </dev/null
	t_status=$?
	return $t_status
}

t_status() {
	t_name=$1
	t_expected=$2
	shift 2
	t_run "$@"
	if [ "$t_status" = "$t_expected" ]; then
		t_pass "$t_name"
		return 0
	fi
	t_fail "$t_name"
	echo "# expected status $t_expected from: $*"
	t_show_run
	return 1
}

t_ok() {
	t_name=$1
	shift
	t_status "$t_name" 0 "$@"
}

t_is() {
	if [ "$2" = "$3" ]; then
		t_pass "$1"
		return 0
	fi
	t_fail "$1"
	echo "$2" | t_comment "expected"
	echo "$3" | t_comment "actual"
	return 1
}

t_has() {
	if grep -q -F -e "$2" "${3:-$t_out}"; then
		t_pass "$1"
		return 0
	fi
	t_fail "$1"
	echo "# expected a line with: $2"
	t_comment "actual" <"${3:-$t_out}"
	return 1
}

t_lacks() {
	if ! grep -q -F -e "$2" "${3:-$t_out}"; then
		t_pass "$1"
		return 0
	fi
	t_fail "$1"
	echo "# expected no line with: $2"
	t_comment "actual" <"${3:-$t_out}"
	return 1
}

t_golden() {
	t_golden_file=$t_root/tests/$2
	sed -e "s|$t_state/work|DIRECTORY|g" -e "s|$t_root|ROOT|g" \
		-e 's|LLVM [1-9][0-9]*\.[0-9]*\.[0-9]*|LLVM VERSION|g' -e 's|\^~*$|^|' \
		-e '/^ *Compiling the [a-z]* ([0-9]* files)$/d' \
		"${3:-$t_out}" >"$t_state/actual"
	if [ "${T_UPDATE:-0}" = 1 ]; then
		mkdir -p "$(dirname "$t_golden_file")" && cp "$t_state/actual" "$t_golden_file"
	fi
	if cmp -s "$t_golden_file" "$t_state/actual"; then
		t_pass "$1"
		return 0
	fi
	t_fail "$1"
	diff "$t_golden_file" "$t_state/actual" 2>&1 | t_comment "tests/$2 (<) and what is now (>)"
	return 1
}

t_skip() {
	t_count=$((t_count + 1))
	echo "ok $t_count - $1 # SKIP $2"
}

t_need() {
	for t_program; do
		command -v "$t_program" >/dev/null 2>&1 && continue
		echo "Bail out! $t_program is missing: make setup test"
		exit 1
	done
}

t_limit() {
	t_timeout=$t_root/build/tests/timeout
	if [ ! -x "$t_timeout" ]; then
		t_timeout=$t_state/timeout
		[ -x "$t_timeout" ] || "${HOST_CC:-cc}" -std=c17 -D_XOPEN_SOURCE=700 \
			-D_DARWIN_C_SOURCE -o "$t_timeout" "$t_root/tests/timeout.c" || exit 1
	fi
	"$t_timeout" "$@"
}

t_copy() {
	mkdir -p "$(dirname "$1")" && cp -R "$t_root/$1" "$1" && rm -rf "$1/build" &&
		cp "$t_root/x86_64-os.json" . || exit 1
}

t_kernel() {
	mkdir -p "$1/src" && echo "name: $1" >"$1/ingot.yaml" && cat >"$1/src/main.c" || exit 1
}

t_done() {
	echo "1..$t_count"
	[ $t_failures = 0 ] && [ $t_count -gt 0 ]
	exit $?
}
