#!/bin/sh
# build.sh OUTDIR: unit tests of what the kit computes without a machine,
# OUTDIR/test_kit_*. Honours CC and CFLAGS; sanitizers unless SANITIZE is set
# empty.
set -eu
out=${1:?usage: build.sh OUTDIR}
cd "$(dirname "$0")/../../.."
mkdir -p "$out"
sanitize=${SANITIZE--fsanitize=address,undefined -fno-sanitize-recover=undefined}
if [ -n "$sanitize" ]; then
	echo 'int main(void) { return 0; }' > "$out/probe.c"
	# shellcheck disable=SC2086
	if ! "${CC:-cc}" $sanitize -o "$out/probe" "$out/probe.c" 2> /dev/null; then
		echo "# SKIP sanitizers: ${CC:-cc} cannot link $sanitize" >&2
		sanitize=
	fi
fi
flags="-std=c17 -D_POSIX_C_SOURCE=200809L -O1 -g -Wall -Wextra -Wpedantic -Werror
	-I. -Ikit/include $sanitize ${CFLAGS-}"

build() {	# NAME SOURCES: test_NAME.c with the modules it tests
	name=$1
	shift
	# shellcheck disable=SC2086
	"${CC:-cc}" $flags -o "$out/test_kit_$name" "tests/unit/kit/test_$name.c" \
		tests/unit/unit.c tests/unit/registry.c "$@" -lcmocka
}

build tar kit/archive/tar.c kit/archive/tar_header.c
build terminal kit/console/terminal.c kit/console/screen.c kit/console/screen_escape.c kit/console/scrollback.c
build cmdline kit/archive/cmdline.c
build log_ring -pthread
# Ports are the test's; the clock calculates with 128 bits.
flags="-Itests/unit/kit/fake $flags -Wno-pedantic"
build devices kit/device/keyboard.c kit/device/keyboard_decode.c kit/device/keyboard_layout.c kit/device/fw_cfg.c kit/time/clock.c
