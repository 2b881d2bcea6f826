# steps.sh: sourced by what compiles modules of the project for programs on the host:
# the unit tests (build.sh) and the fuzzers (tests/fuzz/readers/build.sh). They stand
# in the project's directory, and have set $out, where objects/ lies, CC and LDFLAGS.

# --- The steps ---------------------------------------------------------------

# Whether the compiler makes programs with FLAGS.
links() {
	echo 'int main(void) { return 0; }' >"$out/objects/probe.c"
	$CC $1 "$out/objects/probe.c" -o "$out/objects/probe" 2>/dev/null
}

# compile DIRECTORY FLAGS SOURCE...: objects in objects/DIRECTORY, two at a time, and no
# others; one that is newer than all that it was made of stays.
compile() {
	directory=$out/objects/$1
	flags=$(printf '%s ' $2 ${CFLAGS:-})	# in one line
	shift 2
	mkdir -p "$directory"
	if [ "$CC $flags" != "$(cat "$directory/flags" 2>/dev/null)" ]; then
		rm -f "$directory"/*.o
		echo "$CC $flags" >"$directory/flags"
	fi
	wanted=" $(printf '%s.o ' "$@" | tr / _)"
	for object in "$directory"/*.o; do
		case $wanted in *" ${object##*/} "*) ;; *) rm -f "$object" ;; esac
	done
	export flags directory
	[ $# = 0 ] || printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
		object=$directory/$(echo "$0" | tr / _).o
		if [ -f "$object" ]; then
			made_of=$(sed -e "s/^[^:]*://" -e "s/\\\\$//" "$object.d")
			[ -n "$(find $made_of -newer "$object" 2>&1)" ] || exit 0
		fi
		set -- $CC $flags ${prefix_header:+-include "$prefix_header"} \
			-MMD -MF "$object.d" -c "$0" -o "$object"
		[ -n "$may_fail" ] || exec "$@"
		"$@" 2>"$object.why" || sed -n "/rror:/{ s/^/left out: /p; q; }" "$object.why" >&2'
}

# archive NAME FLAGS SOURCE...: objects/NAME.a
archive() {
	compile "$@"
	rm -f "$directory.a"
	${AR:-ar} rcs "$directory.a" "$directory"/*.o
}

# programs DIRECTORY FLAGS PARTS SOURCE...: OUTDIR/NAME of each NAME.c, with the objects
# in objects/PARTS. An archive of its own, objects/NAME.a, is searched first.
programs() {
	parts=$3
	compile "$1" "$2" $(shift 3; echo "$@")
	shift 3
	export parts libraries
	[ $# = 0 ] || printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
		name=$(basename "$0" .c)
		objects=$out/objects
		set -- "$directory/$(echo "$0" | tr / _).o"
		[ -z "$parts" ] || set -- "$@" "$objects/$parts"/*.o
		[ ! -f "$objects/$name.a" ] || set -- "$@" "$objects/$name.a"
		$CC $flags $LDFLAGS "$@" "$objects/modules.a" $libraries -o "$out/$name"'
}

# Whether a test cannot run on the processor that CC makes programs for.
is_for_other_processors() {
	case $($CC -dumpmachine) in
	x86_64*|amd64*) return 1 ;;
	esac
	grep -q 'Runs on x86_64 alone' "$1"
}

# --- What areas differ in ----------------------------------------------------

language="$(cat scripts/host_flags) -g"
# A test that is not entered is a function that nobody calls.
test_flags='-I. -Werror=unused-function -Werror=missing-prototypes'
# A warning in older compilers of what is an error in newer ones.
test_flags="$test_flags -Werror=implicit-function-declaration"
libraries='-lm -pthread'
# Whoever builds the modules for use looks at their warnings.
module_flags='-I. -w'
prefix_header=	# which modules include before all else
may_fail=	# what this host cannot compile is not tested here

# set_area AREA: the flags above, and $modules; false: there is no such area.
set_area() {
	case $1 in
	host)
		modules=$(find host -name '*.c' ! -path host/cli/main.c ! -path '*/windows/*')
		module_flags="$module_flags $(sh scripts/library.sh cflags yaml-0.1 yaml)"
		libraries="$libraries $(sh scripts/library.sh libs yaml-0.1 yaml)" ;;
	boot)
		modules=$(find boot -name '*.c')
		may_fail=yes ;;
	kit)	# Ports and counters are the test's.
		modules=$(find kit -name '*.c')
		language="$language -Itests/unit/kit/fake -Ikit/include"
		may_fail=yes ;;
	runtime|soak)
		modules=$(find runtime -path runtime/sanitize -prune -o -name '*.[cS]' -print)
		module_flags='-w -ffreestanding -fno-builtin -isystem runtime/include -DRT_NATIVE'
		prefix_header=$out/objects/rt_names.h
		sh tests/unit/rt_names.sh "$prefix_header" ;;
	*)	return 1 ;;
	esac
}
