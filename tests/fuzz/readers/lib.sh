# shellcheck shell=sh
# lib.sh: sourced by who runs fuzz targets: what there are, and what they came to.

# f_targets DIRECTORY: AREA/NAME of those that are built, one a line.
f_targets() {
	for f_program in "$1"/*/fuzz_*; do
		[ -x "$f_program" ] || continue
		f_program=${f_program#"$1/"}
		echo "${f_program%/*}/${f_program#*/fuzz_}"
	done
}

# f_runs AREA/NAME: how many inputs a test takes: "Runs: N" in its first comment.
f_runs() {
	sed -n 's/^ \* Runs: \([0-9]*\).*/\1/p' \
		"${FUZZ_SOURCES:-tests/fuzz}/readers/${1%/*}/fuzz_${1#*/}.c"
}

# f_result DIRECTORY AREA/NAME: sets f_executed and f_input, "-" if no input failed.
f_result() {
	f_executed=0 f_input='?'
	[ ! -f "$1/result/${2#*/}" ] || read -r f_executed f_input <"$1/result/${2#*/}"
}
