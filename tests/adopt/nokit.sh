#!/bin/sh
# A kernel that has its own _start and nothing of the kit, and what of the runtime a
# project can be linked with.
. "$(dirname "$0")/../tap.sh"

t_copy tests/adopt/nokit
project=tests/adopt/nokit
boot() { t_limit 100 "$INGOT" -C $project run "$@"; }

for start in --direct --bios --uefi; do
	t_ok "it runs, $start" boot $start
	t_has "... and says so" "nokit: booted by Ingot loader"
done
t_ok "it runs optimized" boot --direct --release
t_has "... the same" "nokit: booted by Ingot loader"
"${NM:-$(sh "$t_root/scripts/llvm.sh" llvm-nm)}" --defined-only --extern-only \
	$project/build/x86_64-os/debug/nokit.elf | awk '{ print $3 }' >names
t_is "nothing is in it but its own" "_start
boot_note_abi
boot_note_config
kernel_tls_block
kmain" "$(grep -v '^kernel_image$\|^kernel_shadow$' names)"

# refused NAME STATUS COMMAND...: status and message (tests/golden/parts_NAME).
refused() {
	name=$1
	status=$2
	shift 2
	t_status "$name" "$status" t_limit 100 "$@"
	t_golden "$name: message" "golden/parts_$name" "$t_err"
}

cd $project || exit 1
refused test_without_kit 3 "$INGOT" test
refused address_without_kit 3 "$INGOT" build --sanitize=address
refused undefined_without_core 3 "$INGOT" build --sanitize=undefined
refused stack_without_builtins 3 "$INGOT" build --sanitize=stack
cp kernel/note.c note.c
: >kernel/note.c
t_status "without a note" 6 t_limit 100 "$INGOT" run --direct
t_has "... the loader names what is missing" "error 31"
mv note.c kernel/note.c
mv kernel/start.S start.txt
t_status "no_start" 3 "$INGOT" build
grep -v '^ld\.lld' "$t_err" >no_start
t_golden "no_start: message" golden/parts_no_start no_start
mv start.txt kernel/start.S

# --- Each part of the runtime links ------------------------------------------

cd ../.. || exit 1
mkdir -p own kit
cat >own/main.c <<'END'
#include <ingot/boot_note.h>
BOOT_NOTE
void _start(const struct boot_info *boot);
#ifdef PRINT
#include <runtime.h>
#include <stdio.h>
#include <string.h>
void runtime_write(int stream, const char *text, size_t size)
{
	(void)stream;
	for (; size; size--, text++)
		__asm__ volatile("outb %0, %1" : : "a"(*text), "Nd"((unsigned short)0x3f8));
}
void runtime_panic(const char *file, int line, const char *message)
{
	(void)file;
	(void)line;
	(void)message;
	for (;;)
		;
}
#endif
void _start(const struct boot_info *boot)
{
#ifdef PRINT
	char copy[64] = "";

	strncat(copy, boot->loader, 5);
	printf("%s, 0x%llx%%\n", copy, (unsigned long long)boot->magic * 3);
#endif
	(void)boot;
	__asm__ volatile("outb %%al, $0xf4" : : "a"((unsigned char)16));
	for (;;)
		__asm__ volatile("cli; hlt");
}
END
cat >kit/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/console.h>
static void kernel_main(const struct boot_info *boot)
{
	(void)boot;
}
ENTRY_POINT(kernel_main)
END
for parts in '[builtins]' '[core]' '[core, alloc]' '[core, builtins]' '[]'; do
	for kind in own kit; do
		is_kit=true
		[ $kind = kit ] || is_kit=false
		printf 'name: parts\nsources: [main.c]\nkit: %s\nbuild-std: %s\n' $is_kit "$parts" \
			>$kind/ingot.yaml
		t_ok "build-std $parts, kit $is_kit" "$INGOT" -q -C $kind build
	done
done
for kind in own kit; do
	t_ok "build-std [], optimized: $kind" "$INGOT" -q -C $kind build --release
done
t_ok "a kernel with the kit and no runtime of its own runs" t_limit 100 \
	"$INGOT" -C kit run --direct
printf 'name: parts\nsources: [main.c]\nkit: false\nbuild-std: [core]\ndefines: [PRINT]\n' \
	>own/ingot.yaml
t_ok "a kernel with the C library and no kit runs" t_limit 100 "$INGOT" -C own run --direct
t_has "... and prints by it" "Ingot, 0xfcedd5eadb%"
t_done
