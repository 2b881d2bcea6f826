#!/bin/sh
# run.sh: programs of the real world, unchanged, in a booted kernel.
#
# usage: tests/real/run.sh [NAME...]
#
# Fetches Debian's source packages with `apt-get source`, compiles each as an
# ordinary Ingot project (the directories beside this script: an ingot.yaml and a
# little glue), boots it, and judges by what the package's own tests say, or by
# what the same source prints on the host. Nothing of a package is changed: what
# is unpacked is the upstream tarball.
#
# Everything lies in build/real and is kept: a second run fetches nothing
# (tests/fetch.sh).
#
# Prints TAP, as the other tests do; a package that cannot be fetched has failed.
# Needs the network, apt-get and tclsh (for SQLite); without apt everything is
# skipped, and says so. BOOT_LIMIT_S: seconds for one machine.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/fetch.sh"

real=$t_root/build/real
projects=$t_root/tests/real
BOOT_LIMIT_S=${BOOT_LIMIT_S:-900}
chosen=$*

# --- Booting ---------------------------------------------------------------

# compile NAME: builds the project tests/real/NAME.
compile() {
	t_run "$INGOT" -C "$projects/$1" build --release
	if [ "$t_status" = 0 ]; then
		t_pass "$1: compiles unchanged"
		return
	fi
	t_fail "$1: compiles unchanged"
	grep -e 'error' -A 3 "$t_err" | head -n 40 | t_comment "errors"
	return 1
}

# machine NAME [WORDS]: runs the project; its console, without carriage returns, is
# $real/NAME.console. WORDS: of the program's command line, instead of the project's.
machine() {
	t_run t_limit "$BOOT_LIMIT_S" "$INGOT" -q -C "$projects/$1" run --release --direct \
		${2:+-- -fw_cfg "name=opt/words,string=$2"}
	tr -d '\r' <"$t_out" >"$real/$1.console"
	[ "$t_status" = 0 ]
}

boot() {
	compile "$1" || return 1
	machine "$1"
	t_is "$1: ends well" 0 "$t_status" && return 0
	tail -n 20 "$real/$1.console" | t_comment "the end of its console"
	t_comment "standard error" <"$t_err"
	return 1
}

# says NAME WHAT PATTERN: the console has a line like PATTERN; \1 of it is shown.
says() {
	found=$(sed -n "s/^.*$3.*\$/\\1/p" "$real/$1.console" | tail -n 1)
	if [ -n "$found" ]; then
		t_pass "$1: $2: $found"
		return 0
	fi
	t_fail "$1: $2"
	tail -n 20 "$real/$1.console" | t_comment "expected a line like: $3; the console's end"
	return 1
}

# same NAME WHAT FILE: the console is what the same program printed on the host.
same() {
	grep -v '^the program ended with status' "$real/$1.console" >"$t_state/ours"
	if cmp -s "$t_state/ours" "$3"; then
		t_pass "$1: $2: $(wc -l <"$3" | tr -d ' ') lines"
		return 0
	fi
	t_fail "$1: $2"
	diff "$t_state/ours" "$3" | head -n 40 | t_comment "in the kernel (<) and on the host (>)"
	return 1
}

# host NAME FLAGS SOURCES...: compiles a program for the host, once.
host() {
	[ -x "$real/host-$1" ] && return 0
	program=$1
	flags=$2
	shift 2
	t_run "${HOST_CC:-cc}" -O1 -w $flags -o "$real/host-$program" "$@" -lm
	[ "$t_status" = 0 ] && return 0
	t_fail "$program: compiles for the host"
	t_show_run
	return 1
}

# --- The projects ----------------------------------------------------------

check_lua() {
	fetch lua5.4 || return 2
	boot lua || return 1
	sources=$(ls "$real"/src/lua5.4/src/*.c | grep -v luac.c)
	host lua "" $sources || return 1
	(cd "$projects/lua/scripts" && "$real/host-lua" all.lua) >"$real/lua.host" 2>&1
	rm -f "$projects/lua/scripts"/*.tmp
	says lua "scripts run to their end" '== files: \(good\)'
	t_lacks "lua: no script fails" BAD "$real/lua.console"
	same lua "eight scripts print what the host's lua prints" "$real/lua.host"
}

check_zlib() {
	fetch zlib || return 2
	boot zlib || return 1
	says zlib "example.c" '\(example: 0\)'
	says zlib "infcover.c, which covers inflate whole" '\(infcover: 0\)'
	says zlib "minigzip.c packs and unpacks" 'minigzip: \(5 of 5 good\)'
}

check_expat() {
	fetch expat || return 2
	boot expat || return 1
	says expat "runtests.c" '\(100%: Checks: [0-9]*, Failed: 0\)'
}

check_jsmn() {
	fetch jsmn || return 2
	boot jsmn || return 1
	says jsmn "tests.c" 'PASSED: \([0-9]*\)'
}

check_xxhash() {
	fetch xxhash || return 2
	boot xxhash || return 1
	says xxhash "xsum_sanity_check.c" '\(sanity check passed\)'
}

check_bzip2() {
	fetch bzip2 || return 2
	boot bzip2 || return 1
	says bzip2 "packs its samples to the bytes that it ships" '\(7 of 7 checks good\)'
}

check_lz4() {
	fetch lz4 || return 2
	boot lz4 || return 1
	says lz4 "decompress-partial.c" '\(test decompress-partial OK\)'
	says lz4 "decompress-partial-usingDict.c" '\(test decompress-partial-usingDict OK\)'
	says lz4 "all levels there and back" '\(round trips: .* good\)'
}

check_mbedtls() {
	fetch mbedtls || return 2
	boot mbedtls || return 1
	says mbedtls "selftest.c" 'Executed \([0-9]* test suites\)'
	says mbedtls "all of them" '\(\[ All tests PASS \]\)'
}

# Each of cJSON's tests is a program with cJSON in it: here they become functions
# of one, with their own names for what is in each.
write_cjson_tests() {
	rm -rf "$real/cjson-tests" && mkdir -p "$real/cjson-tests" || return 1
	sed -n 's/^CJSON_PUBLIC(.*) *\(cJSON_[A-Za-z0-9]*\)(.*/#define \1 OWN(\1)/p' \
		"$real/src/cjson/cJSON.h" | sort -u >"$real/cjson-tests/own_names.h"
	for name in reset read_file; do		# of common.h
		echo "#define $name OWN($name)" >>"$real/cjson-tests/own_names.h"
	done
	: >"$real/cjson-tests/all.c"
	body=
	for source in "$real"/src/cjson/tests/*.c; do
		name=$(basename "$source" .c)
		[ "$name" != unity_setup ] || continue
		printf '#define OWN(name) name##_%s\n#include "own_names.h"\n' "$name" \
			>"$real/cjson-tests/$name.c"
		printf '#define main %s_main\n#include "%s.c"\n' "$name" "tests/$name" \
			>>"$real/cjson-tests/$name.c"
		echo "int ${name}_main(void);" >>"$real/cjson-tests/all.c"
		body="$body	failed += ${name}_main();
"
	done
	printf 'int main(void)\n{\n	int failed = 0;\n%s	return failed;\n}\n' "$body" \
		>>"$real/cjson-tests/all.c"
}

check_cjson() {
	fetch cjson && write_cjson_tests || return 2
	boot cjson || return 1
	tests=$(awk '/ Tests .* Failures .* Ignored/ { tests += $1; failures += $3; files++ }
		END { printf "%d programs, %d tests, %d failures\n", files, tests, failures }' \
		"$real/cjson.console")
	echo "$tests" >"$t_state/tests"
	t_has "cjson: all of its tests: $tests" ", 0 failures" "$t_state/tests"
	t_is "cjson: none is missing" "$(ls "$real"/src/cjson/tests/*.c | grep -v -c unity_setup)" \
		"${tests%% *}"
}

# Debian ships SQLite's tree; its own configure and make write the amalgamation.
make_amalgamation() {
	[ ! -f "$real/sqlite-build/sqlite3.c" ] || return 0
	mkdir -p "$real/sqlite-build" && (cd "$real/sqlite-build" &&
		../src/sqlite3/configure --disable-tcl --disable-readline &&
		make sqlite3.c) >"$real/sqlite-build.log" 2>&1 && return 0
	tail -n 5 "$real/sqlite-build.log" | t_comment "SQLite's make says"
	return 1
}

check_sqlite() {
	fetch sqlite3 || return 2
	if ! command -v tclsh >/dev/null 2>&1; then
		t_skip sqlite "there is no tclsh, which its amalgamation is made with: NOT TESTED"
		return
	fi
	make_amalgamation || { t_fail "sqlite: its amalgamation"; return 1; }
	boot sqlite || return 1
	# In the kernel a long double is a double: so it is for this one.
	host sqlite "-DLONGDOUBLE_TYPE=double -DSQLITE_THREADSAFE=0
		-DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE
		-DSQLITE_ENABLE_MATH_FUNCTIONS -I$real/sqlite-build" \
		"$projects/sqlite/src/main.c" "$real/sqlite-build/sqlite3.c" || return 1
	mkdir "$t_state/sql" && cp "$projects"/sqlite/scripts/*.sql "$t_state/sql/"
	(cd "$t_state/sql" && "$real/host-sqlite" queries.sql storage.sql extensions.sql \
		storage2.sql) >"$real/sqlite.host" 2>&1
	says sqlite "scripts run to their end" '\(4 scripts, 0 failed\)'
	same sqlite "they print what SQLite prints on the host" "$real/sqlite.host"
}

check_libtommath() {
	fetch libtommath || return 2
	boot libtommath || return 1
	says libtommath "demo/test.c" 'Tests OK.NOP.FAIL: \([0-9]*.[0-9]*.0\)'
}

# Each of libsodium's tests is a program: here they become functions of one.
write_libsodium_tests() {
	from=$real/src/libsodium
	to=$real/libsodium-tests
	[ ! -f "$to/all.c" ] || return 0
	rm -rf "$to" && mkdir -p "$to/sodium" || return 1
	sed -e 's/@VERSION@/1.0.18/' -e 's/@SODIUM_LIBRARY_VERSION_MAJOR@/10/' \
		-e 's/@SODIUM_LIBRARY_VERSION_MINOR@/3/' -e '/@SODIUM_LIBRARY_MINIMAL_DEF@/d' \
		"$from/src/libsodium/include/sodium/version.h.in" >"$to/version.h"
	cp "$to/version.h" "$to/sodium/version.h"
	printf 'struct sodium_test {\n	const char *name;\n	int (*run)(void);\n};\n%s\n' \
		'extern const struct sodium_test sodium_tests[];' >"$to/libsodium_tests.h"
	list_libsodium_tests | while read -r name; do
		printf '#include <stdlib.h>\nvoid end_test(int);\n%s\n%s\n%s\n%s\n' \
			'#define exit end_test' \
			"#define main ${name}_main" "#define xmain ${name}_xmain" \
			'#define sodium_init start_test'
		printf '#include "%s"\n' "$from/test/default/$name.c"
	done | awk -v to="$to" '/^#include <stdlib/ { n++ } { print >(to "/test" n ".c") }'
	{ printf '#include "libsodium_tests.h"\n'
	list_libsodium_tests | sed 's/.*/int &_main(void);/'
	printf 'const struct sodium_test sodium_tests[] = {\n'
	list_libsodium_tests | sed 's/.*/	{ "&", &_main },/'
	printf '	{ 0, 0 }\n};\n'; } >"$to/all.c"
}

list_libsodium_tests() {
	sed -n 's/.*#define TEST_NAME "\(.*\)".*/\1/p' "$real"/src/libsodium/test/default/*.c |
		grep -v -x -e sodium_utils2 -e sodium_utils3
}

check_libsodium() {
	fetch libsodium && write_libsodium_tests || return 2
	boot libsodium || return 1
	says libsodium "its tests give what their files have" '\(libsodium: 0 failed\)'
	t_is "libsodium: none is missing" "$(list_libsodium_tests | wc -l)" \
		"$(grep -c '^[a-z0-9_]*: 0$' "$real/libsodium.console")"
}

check_pcre2() {
	fetch pcre2 || return 2
	mkdir -p "$real/pcre2-config" || return 2
	cp "$real/src/pcre2/src/config.h.generic" "$real/pcre2-config/config.h" &&
		cp "$real/src/pcre2/src/pcre2.h.generic" "$real/pcre2-config/pcre2.h" &&
		cp "$real/src/pcre2/src/pcre2_chartables.c.dist" \
			"$real/pcre2-config/pcre2_chartables.c" || return 2
	compile pcre2 || return 1
	# the tests that RunTest has for a library as this one is
	for test in 1 2 4 5 6 7 8-8-2 9 10 14-8 15 16 18 19 20 21 "21 -dfa" 22-8 24 25 26; do
		option=${test#"${test%% *}"}
		output=testoutput${test%% *}
		input=testinput${test%%[- ]*}
		machine pcre2 "$output -q -8$option $input testtry"
		t_has "pcre2: $input$option gives $output" "as $output" "$real/pcre2.console"
	done
}

# What jq's make writes, and what its configure would.
write_jq_config() {
	mkdir -p "$real/jq-config/src" && : >"$real/jq-config/config.h" &&
		echo '#define JQ_VERSION "1.6"' >"$real/jq-config/src/version.h" &&
		sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' \
			"$real/src/jq/src/builtin.jq" >"$real/jq-config/src/builtin.inc"
}

check_jq() {
	fetch jq && fetch libonig && write_jq_config || return 2
	compile jq || return 1
	for test in jq onig optional base64; do
		machine jq "-L modules --run-tests $test.test"
		says jq "$test.test" '\( of [0-9]* tests passed (0 malformed)\)'
		t_is "jq: $test.test: all pass" 0 "$t_status"
	done
	for pair in j0=-0.26005195490193345 y1=0.3246744247918 \
		'lgamma_r=\[0.6931471805599453,1\]'; do
		machine jq "-ncM 3|${pair%%=*}"
		says jq "3|${pair%%=*}" "\\(${pair#*=}\\)"
	done
}

# As libsodium's; and as its CMakeLists.txt says, each document once, and once more with
# the white space around it stripped.
write_jansson_tests() {
	from=$real/src/jansson
	to=$real/jansson-tests
	rm -rf "$to" && mkdir -p "$to" || return 1
	: >"$to/jansson_private_config.h"
	sed -e 's/@json_inline@/inline/' -e 's/@json_have_sync_builtins@/0/' \
		-e 's/@json_have_.*@/1/' \
		"$from/src/jansson_config.h.in" >"$to/jansson_config.h"
	printf 'struct jansson_test {\n	const char *name;\n	int (*run)(void);\n};\n%s\n' \
		'extern const struct jansson_test jansson_tests[];' >"$to/jansson_tests.h"
	for source in "$from"/test/suites/api/test_*.c; do
		name=$(basename "$source" .c)
		printf '#include <stdlib.h>\nvoid end_test(int);\nint pipe(int *);\n%s\n%s\n%s\n' \
			'#define exit end_test' "#define main ${name}_main" \
			"#include \"$source\"" >"$to/$name.c"
		echo "int ${name}_main(void);" >>"$to/declared"
		echo "	{ \"$name\", &${name}_main }," >>"$to/listed"
	done
	{ echo '#include "jansson_tests.h"'
	cat "$to/declared"
	echo 'const struct jansson_test jansson_tests[] = {'
	cat "$to/listed"
	printf '	{ 0, 0 }\n};\n'; } >"$to/all.c"
	(cd "$from/test/suites" && for input in *valid*/*/input encoding-flags/*/input; do
		echo "${input%/input}"
		case $input in
		invalid-unicode/* | encoding-flags/*) ;;
		*) [ -f "${input%input}nostrip" ] || echo "${input%/input} --strip" ;;
		esac
	done) >"$to/documents"
}

check_jansson() {
	fetch jansson && write_jansson_tests || return 2
	boot jansson || return 1
	documents=$(wc -l <"$real/jansson-tests/documents" | tr -d ' ')
	says jansson "its documents and programs" "\\(jansson: $documents documents; 0 failed\\)"
	t_is "jansson: no program is missing" \
		"$(ls "$real"/src/jansson/test/suites/api/test_*.c | wc -l)" \
		"$(grep -c '^test_[a-z_]*: 0$' "$real/jansson.console")"
}

# What the host's programs say of the same files.
write_digests() {
	(cd "$real/src/libmd/src" && for name in helper.c sha2.c rmd160.c libmd.map; do
		for program in md5sum sha1sum sha256sum sha384sum sha512sum; do
			$program $name || return 1
		done
	done && tail -c +5001 sha2.c | head -c 3000 | md5sum) >"$real/libmd.host"
}

check_libmd() {
	fetch libmd && mkdir -p "$real/libmd-tests" && : >"$real/libmd-tests/config.h" || return 2
	for name in md2 md4 md5 rmd160 sha1 sha2; do
		printf '#define main %s_main\n#include "%s"\n' $name \
			"$real/src/libmd/test/$name.c" >"$real/libmd-tests/test_$name.c"
	done
	boot libmd || return 1
	says libmd "its tests" '\(libmd: 6 of 6 programs\)'
	write_digests || { t_fail "libmd: digests of the host's"; return 1; }
	grep -v '^libmd: ' "$real/libmd.console" >"$t_state/digests"
	mv "$t_state/digests" "$real/libmd.console"
	same libmd "files have the digests that the host's programs find" "$real/libmd.host"
}

check() {
	case " ${chosen:-$1} " in *" $1 "*) ;; *) return ;; esac
	"check_$1"
	if [ $? = 2 ]; then
		t_fail "$1: can be fetched"
		tail -n 5 "$real/apt/log" | t_comment "apt says"
	fi
}

if ! command -v apt-get >/dev/null 2>&1; then
	t_skip "programs of the real world" \
		"there is no apt-get here to fetch their sources: NOTHING WAS TESTED"
	t_done
fi
make_apt || { echo "Bail out! apt has no source packages: see $real/apt/log"; exit 1; }
for name in lua zlib expat jsmn xxhash bzip2 lz4 mbedtls cjson sqlite libtommath \
	libsodium pcre2 jq jansson libmd; do
	check $name
done
t_done
