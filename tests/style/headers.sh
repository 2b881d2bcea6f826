#!/bin/sh
# Each header compiles alone: what it needs it includes. What a header is for only
# behind others, or in assembly, is in the second list.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

l_find_clang
if [ -z "$l_clang" ]; then
	t_skip "every header compiles alone" "no clang: make setup"
	t_done
fi

# A source for each header on standard input, which includes nothing else: their
# names, one a line.
make_sources() {
	rm -rf "$l_out/headers"
	mkdir -p "$l_out/headers"
	while read -r header; do
		case $header in
		kit/include/*) name="<${header#kit/include/}>" ;;
		runtime/include/*) name="<${header#runtime/include/}>" ;;
		*)	name="\"$header\"" ;;
		esac
		source=$l_out/headers/$(echo "$header" | tr / _).c
		# A source must not be empty.
		printf '#include %s\nextern int not_empty;\n' "$name" >"$source"
		echo "$source"
	done
}

# check FLAGS DIRECTORY...
check() {
	flags=$1
	shift
	sources=$(l_headers "$@" | grep -v -x -f "$t_state/others" | make_sources)
	l_clean "headers alone: $*" "$l_clang" $L_WARNINGS $flags -fsyntax-only $sources
}

cat >"$t_state/others" <<'END'
boot/base/cpu_check.h
END
check "$(l_flags_host)" abi host
check "$(l_flags_loader)" boot
check "$(l_flags_target)" abi runtime kit kernel
t_done
