#!/bin/sh
# A crash is reported whatever the kernel has replaced, closed or broken: functions
# of <stdio.h>, stdout, the page tables, GS, the console.
. "$(dirname "$0")/../tap.sh"

# reported NAME DECLARATIONS STATEMENTS: a kernel that stores through a null pointer
# after these; its report, in a debug and in a release build, is whole.
reported() {
	mkdir -p kernel/src
	echo "name: kernel" >kernel/ingot.yaml
	cat >kernel/src/main.c <<-END_OF_SOURCE
	#include <ingot/boot.h>
	#include <stdarg.h>
	#include <stddef.h>
	$2
	__attribute__((noinline)) static void fall(volatile int *nothing)
	{
		*nothing = 1;
	}
	static void kernel_main(const struct boot_info *boot)
	{
		(void)boot;
		$3
		fall((int *)8);
	}
	ENTRY_POINT(kernel_main)
	END_OF_SOURCE
	for profile in "" --release; do
		t_status "$1 $profile" 6 t_limit 60 "$INGOT" -C kernel run --direct $profile
		t_has "what happened is said" \
			"(not mapped), exception 14"
		t_has "and where, in registers" "  cr2 0x0000000000000008  cr3 0x"
		t_has "and in the source" " in fall at kernel/src/main.c:"
		t_has "and who called" " in _start at kernel/src/main.c:"
	done
}

# ---- What is printed with ----

# Each of them is a trap.
mkdir -p kernel/src
for name in printf vprintf fprintf vfprintf dprintf sprintf vsprintf snprintf vsnprintf \
	puts putchar putc fputs fputc fwrite fflush perror strnlen strcpy strchr memchr isprint \
	strtoul qsort abort exit setjmp longjmp malloc free runtime_errno; do
	printf '\t.globl %s\n\t.type %s, @function\n%s:\n' $name $name $name
done >kernel/src/own.S
printf '\tud2\n\t.section .note.GNU-stack, "", @progbits\n' >>kernel/src/own.S
reported "a kernel with functions of its own for much of the C library" '' ''
rm kernel/src/own.S

for name in puts putchar printf vprintf snprintf vsnprintf fputs fwrite fflush; do
	case $name in
	puts) mine="int puts(const char *s) { return *s; }" ;;
	putchar) mine="int putchar(int c) { return c; }" ;;
	printf) mine="int printf(const char *f, ...) { return *f; }" ;;
	vprintf) mine="int vprintf(const char *f, va_list v) { (void)v; return *f; }" ;;
	snprintf) mine="int snprintf(char *t, size_t n, const char *f, ...)
		{ (void)n; return *t = *f; }" ;;
	vsnprintf) mine="int vsnprintf(char *t, size_t n, const char *f, va_list v)
		{ (void)n; (void)v; return *t = *f; }" ;;
	fputs) mine="int fputs(const char *s, FILE *f) { (void)f; return *s; }" ;;
	fwrite) mine="size_t fwrite(const void *p, size_t a, size_t b, FILE *f)
		{ (void)p; (void)f; return a * b; }" ;;
	fflush) mine="int fflush(FILE *f) { return f != NULL; }" ;;
	esac
	mkdir -p own/src
	echo "name: own" >own/ingot.yaml
	cat >own/src/main.c <<-END_OF_SOURCE
	#include <ingot/boot.h>
	#include <stdio.h>
	$mine
	static void say(const char *format, ...)
	{
		char text[9];
		va_list values;
		va_start(values, format);
		vprintf(format, values);
		vsnprintf(text, sizeof(text), format, values);
		va_end(values);
	}
	static void kernel_main(const struct boot_info *boot)
	{
		char text[9];
		printf("%d\n", (int)boot->version), say("one"), puts("two"), putchar(3);
		fputs("four", stdout), fwrite("5", 1, 1, stdout), fflush(stdout);
		snprintf(text, sizeof(text), "six");
	}
	ENTRY_POINT(kernel_main)
	END_OF_SOURCE
	sed -i.old 's/#include <stdio.h>/#include <stdarg.h>\n&/' own/src/main.c
	t_ok "a $name of its own, beside the library's others" "$INGOT" -C own build
done

# ---- What printing ends in ----

reported "a kernel whose stdout is a file" '
#include <runtime.h>
#include <stdio.h>
static ptrdiff_t take(void *object, const void *from, size_t size_bytes)
{
	(void)object;
	(void)from;
	return (ptrdiff_t)size_bytes;
}
int runtime_open(const char *name, int mode, struct runtime_file *file)
{
	(void)name;
	(void)mode;
	*file = (struct runtime_file){ .write = take };
	return 0;
}' 'if (freopen("log", "w", stdout) == NULL) return;'

reported "a kernel with a console that fails" '
#include <ingot/console.h>
static void write(const char *text, size_t size_bytes)
{
	*(volatile char *)text[0] = (char)size_bytes;
}
static struct console_sink sink = { .write = write };' 'console_add_sink(&sink);'

reported "a kernel whose observer of panics fails" '
#include <ingot/panic.h>
static void observe(const char *headline)
{
	(*(void (*volatile *)(void))headline)();
}' 'panic_set_observer(observe);'
t_has "which is said" "(omitted: printing it caused a fault)"

# ---- What is read of memory ----

new_tables='
#include <ingot/cpu.h>
#include <ingot/memory.h>
static _Alignas(4096) uint64_t top[512];
static void leave_tables(const struct boot_info *boot)
{
	uint64_t *now = memory_to_virtual(cpu_read_cr3() & ~(uint64_t)4095);
	top[511] = now[511];
	top[boot->stack_bottom >> 39 & 511] = now[boot->stack_bottom >> 39 & 511];
	__asm__ volatile("mov %0, %%cr3" : : "memory",
	                 "r"((uint64_t)top - boot->kernel_virtual + boot->kernel_physical));
}'
new_tables=$(echo "$new_tables" | sed 's/: : "memory",/: :/; s/kernel_physical));/kernel_physical)\
		: "memory");/')
reported "a kernel with page tables of its own, of its image and stack only" \
	"$new_tables" 'leave_tables(boot);'
reported "and with a GS of its own" "$new_tables" \
	'leave_tables(boot); cpu_write_msr(X86_MSR_GS_BASE, 0x1234567890);'

# A panic whose message cannot be made has the rest.
cat >kernel/src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/panic.h>
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	panic("no %s, %d of %s", "way", 7, (const char *)0x1234567890);
}
ENTRY_POINT(kernel_main)
END
t_status "a panic with what is no string" 6 t_limit 60 "$INGOT" -C kernel run --direct
t_has "says what it could" "panic: src/main.c:6: no way, 7 of "
t_has "and what not" "(omitted: printing it caused a fault)"
t_has "and where" " in _start at kernel/src/main.c:"
t_done
