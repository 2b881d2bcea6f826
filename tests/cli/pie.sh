#!/bin/sh
# Position-independent kernels: the reference kernel's own tests pass as one, and
# what crashes at a random place is found in the source all the same.
. "$(dirname "$0")/../tap.sh"

# pie_of PROJECT: makes its target position-independent.
pie_of() {
	sed 's/"panic-strategy"/"relocation-model": "pic",\
    "position-independent-executables": true, "panic-strategy"/' \
		"$t_root/x86_64-os.json" >"$1/pie.json"
	echo 'target: pie.json' >>"$1/ingot.yaml"
}

cp -R "$t_root/kernel" . && rm -rf kernel/build
[ -d kernel ] || exit 1
pie_of kernel
t_status "the reference kernel's tests pass as a PIE" 0 t_limit 600 "$INGOT" -C kernel test
t_has "none fails" " 0 failed"

mkdir -p moved/src && pie_of moved
cat >moved/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>
#include <string.h>

BOOT_CONFIG(.kaslr = BOOT_KASLR)

__attribute__((noinline)) static void fall(volatile int *nothing)
{
	*nothing = 1;
}

static void kernel_main(const struct boot_info *boot)
{
	static const struct { uint16_t limit; uint64_t base; } none;

	printf("slide 0x%llx\n", (unsigned long long)boot->kernel_slide);
	if (strcmp(boot->command_line, "reset") == 0)
		__asm__ volatile("lidt %0; ud2" : : "m"(none));
	fall(NULL);
}
ENTRY_POINT(kernel_main)
END
t_status "a fault at a random place" 6 t_limit 300 "$INGOT" -C moved run
t_has "the slide is told" "  kernel slide 0x00000000"
t_has "the function is found" " in fall at moved/src/main.c:9"
t_has "and its caller" " in kernel_main at moved/src/main.c:"
grep "^slide" "$t_out" >slides
for i in 1 2 3; do
	t_limit 300 "$INGOT" -C moved run 2>/dev/null | grep "^slide" >>slides
done
t_ok "four boots, not one place" test "$(sort -u slides | wc -l)" -gt 1

echo "image: { cmdline: reset }" >>moved/ingot.yaml
t_status "a reset at a random place" 6 t_limit 300 "$INGOT" -C moved run
cp "$t_err" report
t_ok "is found too" grep -q "kernel_main at moved/src/main.c:\|main.c:[0-9]* in kernel_main" report
t_done
