#!/bin/sh
# Names of functions on the machine's own screen: `symbols: true`. A kernel prints its
# backtrace, then what it finds on the screen, by BIOS, by UEFI, directly, and as a PIE
# at a random place; the report of a crash is tests/docs/screens.sh's.
. "$(dirname "$0")/../tap.sh"
t_need mcopy

t_kernel named <<'END'
#include <ingot/backtrace.h>
#include <ingot/boot.h>
#include <ingot/screen.h>
#include <stdio.h>
#include <string.h>

#ifdef MOVED
BOOT_CONFIG(.kaslr = BOOT_KASLR)
#endif

__attribute__((noinline)) static void deeper(void)
{
	backtrace_print();
}

static void kernel_main(const struct boot_info *boot)
{
	char row[128];

	if (strcmp(boot->command_line, "damage") == 0)
		((char *)boot->modules.list[boot->modules.count - 1].data)[30] ^= 1;
	deeper();
	for (unsigned i = 0; i < screen_get_rows(); i++)
		if (screen_read_row(i, row, sizeof(row)) && strstr(row, "#"))
			printf("seen: %s\n", row);
	printf("%u modules, slide %d\n", (unsigned)boot->modules.count,
	       boot->kernel_slide != 0);
}
ENTRY_POINT(kernel_main)
END
image=named/build/x86_64-os/debug/named.img

# by WAY OPTION: names are on the screen, and there alone.
by() {
	t_ok "$1: it runs" t_limit 120 "$INGOT" -C named run --backtrace=full "$2"
	cp "$t_out" said
	grep '^seen: ' said >seen
	grep '^  #' said >serial
	t_ok "... the screen has the function" \
		grep -q '#0 0x[0-9a-f]* in deeper+0x[0-9a-f]*$' seen
	t_ok "... and its caller" grep -q '#1 0x[0-9a-f]* in kernel_main+0x[0-9a-f]*$' seen
	t_has "... the serial port has a backtrace" "#1 0x" serial
	t_lacks "... without it" "+0x" serial
}

t_ok "without the key: it runs" t_limit 120 "$INGOT" -C named run --direct
cp "$t_out" said
t_has "... there is no module" "0 modules" said
t_ok "... the screen has addresses" grep -q "^seen:   #0 0x[0-9a-f]*$" said

echo 'symbols: true' >>named/ingot.yaml
by directly --direct
by "by the BIOS" --bios
by "by UEFI" --uefi
t_has "... the module is there" "1 modules, slide 0" said
t_ok "the image has the table" mcopy -n -i $image@@1M ::boot/symbols table
t_is "... which begins as one" INGOTSYM "$(head -c 8 table)"
rm -rf named/build
"$INGOT" -C named image >"$t_out" 2>"$t_err"
t_ok "... the next has the same" mcopy -n -o -i $image@@1M ::boot/symbols again
t_ok "... byte for byte" cmp table again

cp named/ingot.yaml kept.yaml
echo 'image: { cmdline: damage }' >>named/ingot.yaml
t_ok "with a damaged table it runs" t_limit 120 "$INGOT" -C named run --direct
cp "$t_out" said
t_ok "... and has addresses" grep -q "^seen:   #0 0x[0-9a-f]*$" said

cp kept.yaml named/ingot.yaml
sed 's/"panic-strategy"/"relocation-model": "pic",\
"position-independent-executables": true, "panic-strategy"/' \
	"$t_root/x86_64-os.json" >named/pie.json
printf 'target: pie.json\ndefines: [MOVED]\n' >>named/ingot.yaml
by "as a PIE" --direct
t_has "... which was moved" "slide 1" said

cp kept.yaml named/ingot.yaml
echo 'ldflags: [--strip-all]' >>named/ingot.yaml
t_status "a kernel without symbols is refused" 3 "$INGOT" -C named image
t_has "... with the reason" "it has no symbols of functions" "$t_err"
cp kept.yaml named/ingot.yaml
echo x >named/Symbols
echo 'image: { modules: [Symbols] }' >>named/ingot.yaml
t_status "a module of that name is refused" 3 "$INGOT" -C named image
t_has "... with the reason" "another file in boot/ has that name" "$t_err"
t_done
