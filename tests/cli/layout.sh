#!/bin/sh
# How a kernel is laid out: tables of its own between __start_ and __stop_, sections of
# the large code model, notes, what is aligned to much, what runs before and after
# the kernel's function.
. "$(dirname "$0")/../tap.sh"

# says NAME EXPECTED: the kernel in the directory NAME prints this, in each profile.
says() {
	for profile in "" --release; do
		t_ok "$1 $profile runs" t_limit 60 "$INGOT" -C "$1" run --direct $profile
		t_is "and says what it should" "$2" "$(tr -d '\r' <"$t_out")"
	done
}

# ---- Tables ----

t_kernel table <<'END'
#include "driver.h"
#include <ingot/boot.h>
#include <stdio.h>
DRIVER(uart);
extern const struct driver __start_drivers[], __stop_drivers[];
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	for (const struct driver *d = __start_drivers; d < __stop_drivers; d++)
		printf("%s ", d->name);
}
ENTRY_POINT(kernel_main)
END
cat >table/src/driver.h <<'END'
struct driver { const char *name; };
#define DRIVER(n) static const struct driver n \
	__attribute__((used, section("drivers"))) = { #n }
END
printf '#include "driver.h"\nDRIVER(ps2);\n' >table/src/ps2.c
printf '#include "driver.h"\nDRIVER(rtc);\n' >table/src/rtc.c
says table "uart ps2 rtc "
sed -i.old 's/used, section/used, retain, section/' table/src/ps2.c table/src/driver.h
says table "uart ps2 rtc "

# ---- The large code model, and notes ----

t_kernel large <<'END'
#include <ingot/boot.h>
#include <stdio.h>
static char zeros[200000];
static const char text[70000] = "constant";
static int data[50000] = { 3 };
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	zeros[5] = (char)data[0];
	printf("%d %s %s", zeros[5], text, __func__);
}
ENTRY_POINT(kernel_main)
END
echo "cflags: [-mcmodel=large]" >>large/ingot.yaml
says large "3 constant kernel_main"

t_kernel notes <<'END'
#include <ingot/boot.h>
#include <stdio.h>
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("noted");
}
ENTRY_POINT(kernel_main)
END
cat >notes/src/note.S <<'END'
	.section .note.mine, "aR", @note
	.balign 4
	.long 8, 5000, 1
	.ascii "MYKERNEL"
	.fill 5000
END
echo "ldflags: [--build-id]" >>notes/ingot.yaml
says notes "noted"

# ---- Alignment ----

t_kernel aligned <<'END'
#include <ingot/boot.h>
#include <stdio.h>
static int one = 1;
static int most[2] __attribute__((aligned(2 << 20))) = { 2, 3 };
static int last = 4;
static void kernel_main(const struct boot_info *boot)
{
	int *volatile pointers[] = { &one, most, &last };
	(void)boot;
	printf("%d%d%d %d", *pointers[0], *pointers[1], *pointers[2],
	       (int)((uintptr_t)pointers[1] % (2 << 20)));
}
ENTRY_POINT(kernel_main)
END
says aligned "124 0"
t_ok "its file is the gap before the variable, and no second one" \
	test "$(wc -c <aligned/build/x86_64-os/release/aligned.stripped)" -lt 2200000

# ---- Before and after the kernel's function ----

t_kernel ends <<'END'
#ifndef __STDC_NO_THREADS__
#error "there is no <threads.h>"
#endif
#include <ingot/boot.h>
#include <stdio.h>
#include <stdlib.h>
static void first(void) { printf("first "); }
static void (*const entry)(void) __attribute__((used, section(".preinit_array"))) = first;
__attribute__((constructor)) static void start(void) { printf("start "); }
__attribute__((destructor(101))) static void last(void) { printf("last"); }
__attribute__((destructor(102))) static void end(void) { printf("end "); }
__attribute__((unused)) static void registered(void) { printf("registered "); }
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
	printf("main ");
	LEAVE;
}
ENTRY_POINT(kernel_main)
END
# leaving STATEMENTS EXPECTED
leaving() {
	printf 'name: ends\ncflags: ["-DLEAVE=%s"]\n' "$1" >ends/ingot.yaml
	says ends "$2"
}
leaving "" "first start main end last"
leaving "atexit(registered)" "first start main registered end last"
leaving "atexit(registered);exit(0)" "first start main registered end last"
leaving "atexit(registered);_Exit(0)" "first start main "
t_done
