#!/bin/sh
# The C sources look as .clang-format says; `sh scripts/format.sh` makes them so.
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

if ! sh scripts/checker.sh clang-format >/dev/null; then
	t_skip "every C source is formatted" "no clang-format of LLVM 19 to 22: make setup test"
	t_done
fi
l_clean "every C source is formatted: sh scripts/format.sh" sh scripts/format.sh --check
t_done
