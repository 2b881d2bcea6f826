#!/bin/sh
# What would be a wrong kernel is none: refused by name when it is compiled, when
# it is linked or when it starts.
. "$(dirname "$0")/../tap.sh"

# kernel NAME DECLARATIONS STATEMENTS: a project in the directory NAME.
kernel() {
	t_kernel "$1" <<-END_OF_SOURCE
	#include <complex.h>
	#include <ingot/boot.h>
	#include <stdarg.h>
	#include <stdio.h>
	$2
	static void kernel_main(const struct boot_info *boot)
	{
	(void)boot;
	$3
	}
	ENTRY_POINT(kernel_main)
	END_OF_SOURCE
}

# --- Arguments that va_arg could not find -------------------------------------

refused="va_arg of 16 bytes or less with floating-point members: pass their address"
variadic() {
	kernel variadic "$1;
	static int __attribute__((noinline)) take(int n, ...)
	{
		va_list values;
		va_start(values, n);
		type it = va_arg(values, type);
		va_end(values);
		return ((char *)&it)[0];
	}" 'type it = { 0 }; printf("%d\n", take(1, it));'
}
for type in "struct { double x, y; }" "struct { float x, y; }" "struct { long n; float x; }" \
	"struct { struct { float at[1]; } in; }" "float _Complex" \
	"float __attribute__((vector_size(8)))"; do
	variadic "typedef $type type"
	t_status "va_arg of $type" 3 "$INGOT" -C variadic build
	t_has "is refused" "src/main.c:10:13: error: " "$t_err"
	t_has "by name" "$refused" "$t_err"
done
t_status "in a release build, too" 3 "$INGOT" -C variadic build --release
t_has "by name" "$refused" "$t_err"
echo "cflags: [-O0]" >>variadic/ingot.yaml
t_status "without optimization it is a panic" 6 t_limit 60 "$INGOT" -C variadic run --direct
t_has "with that sentence" "panic: src/main.c:10: $refused"
# --- What nobody would run ------------------------------------------------------

kernel old_ctors '__attribute__((used, section(".ctors"))) static void *const entry = (void *)1;' ''
t_status "constructors of the old kind" 3 "$INGOT" -C old_ctors build
t_has "are refused by name" \
	"constructors in .ctors or .dtors: compile them with -fuse-init-array" "$t_err"

# --- A code model that cannot reach a kernel ------------------------------------

kernel model '' ''
echo "target: model.json" >>model/ingot.yaml
sed 's/"panic-strategy"/"code-model": "small", &/' "$t_root/x86_64-os.json" >model/model.json
t_status "the code model \"small\"" 3 "$INGOT" -C model build
t_has "is refused at its place" \
	': error: code model "small" reaches the lowest 2 GiB' \
	"$t_err"
t_lacks "and not by the linker, at every address" "relocation" "$t_err"

# --- What an optimizer takes for impossible ---------------------------------------

# impossible NAME STATEMENT: a function that does this is called, in a release build;
# what is behind it in memory and in the source is not reached.
impossible() {
	kernel impossible "__attribute__((unused)) static inline void store(int *to) { *to = 1; }
	__attribute__((noinline)) static void does(int n)
	{
		(void)n;
		$2;
	}
	__attribute__((noinline, used)) static void next(void) { puts(\"the next\"); }" \
		'does((int)boot->version + 1);'
	t_status "$1" 6 t_limit 60 "$INGOT" -C impossible run --release --direct
	t_has "is reported" "$3"
	t_has "where it is" "does at impossible/src/main.c:"
	t_lacks "with nothing before it" "the "
}
impossible "a store to null that is inlined" \
	"if (n > 1) store(NULL); puts(\"the rest\")" \
	"page fault writing 0x"
impossible "a place that is not reached" \
	"__asm__ volatile(\"\"); __builtin_unreachable()" \
	"invalid opcode, exception 6"
t_done
