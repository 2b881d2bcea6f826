# compile.sh: the command for Windows, compiled by mingw-w64. To be sourced, in the
# project's directory.
#
#	windows_compile OUT SOURCE...   OUT/SOURCE.o of each that is older; errors are printed
#	windows_sources                 the sources of the command there, one a line
#	windows_link PROGRAM ARGUMENTS...  a program for the console, without libraries of
#	                                mingw's beside it
#
# $windows_include: -I of libyaml's header.

windows_cc=${WINDOWS_CC:-x86_64-w64-mingw32-gcc}
windows_include=${windows_include-}
# The language is that of the host's command; the rest of POSIX comes by posix.h.
windows_flags="-std=c17 -O1 -g -Wall -Wextra -Wshadow -I. -Ihost/base/windows/include \
	-include host/base/windows/posix.h -D__USE_MINGW_ANSI_STDIO=1 -Wno-format \
	-Wno-format-extra-args -DYAML_DECLARE_STATIC"

# What stands in host/base/windows replaces its namesake in host/base.
windows_sources() {
	for source in host/*/*.c; do
		[ -f "host/base/windows/${source#host/base/}" ] || echo "$source"
	done
	ls host/base/windows/*.c
}

windows_compile() {
	windows_out=$1
	shift
	export windows_cc windows_flags windows_include windows_out
	printf '%s\n' "$@" | xargs -n 1 -P 2 sh -c '
		object=$windows_out/$0.o
		mkdir -p "${object%/*}"
		[ -f "$object" ] && [ -z "$(find host abi tests/unit -name "*.h" \
			-newer "$object" | head -n 1)" ] && [ "$object" -nt "$0" ] && exit 0
		case $0 in host/cli/main.c) main=-Dmain=ingot_main ;; *) main= ;; esac
		$windows_cc $windows_flags $windows_include $main -c -o "$object" "$0"'
}

windows_link() {
	program=$1
	shift
	$windows_cc -g -static -o "$program" "$@"
}
