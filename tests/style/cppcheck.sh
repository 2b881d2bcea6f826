#!/bin/sh
# cppcheck finds nothing. What it does not understand:
#
#	comparePointers   symbols of linker scripts, which bound one array
#	invalidscanf      buffers as large as the line that is read
#	nullPointer       what va_arg gives, in the runtime's scanf and wide functions
#	...RedundantCheck, arrayIndexOutOfBoundsCond  functions that do not return
#	internalAstError  compound literals behind a question mark
#	shiftTooManyBitsSigned  what the target's compiler defines
#	funcArgOrderDifferent   macros that define several functions
#	va_list_usedBeforeStarted  a list that only asks the compiler (stdarg.h)
#	subtractPointers  symbols of linker scripts again, from 2.22 on; likewise
#	constStatement    two casts to void with a comma between them
#	intToPointerCast  SIG_IGN of <signal.h>
#	normalCheckLevelMaxBranches  a word on how deep it looks, from 2.16 on
#	syntaxError       __has_feature, which no option can define without leaving
#	                  out what other macros choose
. "$(dirname "$0")/../tap.sh"
. "$t_root/tests/lint.sh"

if ! command -v cppcheck >/dev/null 2>&1; then
	t_skip "cppcheck finds nothing" "no cppcheck: make setup test"
	t_done
fi
version=$(cppcheck --version | sed 's/[^0-9]*\([0-9]*\.[0-9]*\).*/\1/')
case $version in
1.* | 2.[0-9])
	t_skip "cppcheck finds nothing" "cppcheck $version is older than 2.10: make setup test"
	t_done ;;
esac

# check FLAGS DIRECTORY...
check() {
	flags=$1
	shift
	l_clean "cppcheck: $*" cppcheck --quiet -j 2 --std=c11 --template=gcc --error-exitcode=1 \
		--enable=warning,performance,portability --inline-suppr --suppress=missingInclude \
		--suppress=comparePointers --suppress=invalidscanf --suppress=internalAstError \
		--suppress=nullPointerRedundantCheck --suppress=arrayIndexOutOfBoundsCond \
		--suppress=nullPointerArithmeticRedundantCheck --suppress=shiftTooManyBitsSigned \
		--suppress=funcArgOrderDifferent --suppress=va_list_usedBeforeStarted \
		--suppress=nullPointer:runtime/core/stdio/* \
		--suppress=subtractPointers --suppress=constStatement \
		--suppress=intToPointerCast --suppress=normalCheckLevelMaxBranches \
		--suppress=syntaxError:kit/start/start.c \
		--suppress=syntaxError:runtime/include/sanitizer/asan_interface.h \
		--suppress=nullPointer:runtime/core/wide/* $flags "$@"
}

check "-I." host
check "-I. -Iruntime/include" boot
check "-I. -Ikit/include -Iruntime/include" runtime kit
t_done
