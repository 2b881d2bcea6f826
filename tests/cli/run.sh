#!/bin/sh
# ingot run: what the user of a kernel sees, when it works and when it does not.
. "$(dirname "$0")/../tap.sh"

t_copy kernel
t_ok "the reference kernel runs" t_limit 180 "$INGOT" -C kernel run --screenshot screen.png
t_has "it greets" "Ingot"
t_has "it shows the memory map" "usable"
t_has "it names the processor" "QEMU"
t_has "it computes without an FPU" "3.141592653589793"
t_ok "the screenshot is a PNG file" sh -c "file kernel/screen.png | grep -q 'PNG image data'"

t_copy examples/panic
t_status "a panic is a crash" 6 t_limit 180 "$INGOT" -C examples/panic run
t_has "with its message" "panic: src/main.c:"
t_has "and the functions of the backtrace" " at examples/panic/src/main.c:"
t_has "said on standard error too" "the kernel crashed (exit status 6)" "$t_err"

# kernel TEXT: a project whose kernel_main has this body.
kernel() {
	rm -rf crash && "$INGOT" -q new crash && rm -r crash/tests || exit 1
	cat >crash/src/main.c <<END
#include <ingot/boot.h>
#include <stdint.h>
#include <stdio.h>

__attribute__((noinline))
static int deeper(volatile int *p) { return p ? *p : *(volatile int *)16; }
static volatile int depth;
static int endless(int n) { char s[64]; s[n & 63] = 1; return endless(n + 1) + s[n & 31]; }

static void kernel_main(const struct boot_info *boot)
{
	(void)boot; (void)deeper; (void)endless; (void)depth;
	$1
}
ENTRY_POINT(kernel_main)
END
}

kernel 'depth = deeper(0);'
t_status "a null pointer" 6 t_limit 120 "$INGOT" -C crash run
t_has "its exception" "page fault reading 0x10 (not mapped), exception 14"
t_has "its likely cause" "likely cause: null pointer"
t_has "its place" "in deeper at crash/src/main.c:6"
t_has "its caller" "in kernel_main at crash/src/main.c:13"

kernel 'depth = endless(0);'
t_status "a stack overflow" 6 t_limit 120 "$INGOT" -C crash run
t_has "is called by its name" "stack overflow"
t_has "in the function" "endless at crash/src/main.c:8"

kernel 'uint16_t idt[5] = { 0 }; __asm__ volatile("lidt %0; int3" : : "m"(idt));'
t_status "a triple fault" 6 t_limit 120 "$INGOT" -C crash run
t_has "is explained" \
	"triple fault: an exception, and there is no interrupt descriptor" "$t_err"
t_has "with its place" "kernel_main" "$t_err"

kernel 'printf("%d arguments\\n", 3);'
t_ok "arguments for QEMU" t_limit 120 "$INGOT" -C crash run -- -name "two words"
t_has "leave the console alone" "3 arguments"
t_ok "more CPUs and memory" t_limit 120 "$INGOT" -C crash run --smp 4 --memory 512

# What is piped is typed, however long the firmware takes, and to the last byte.
cat >crash/src/main.c <<'END'
#include <ingot/boot.h>
#include <ingot/fw_cfg.h>
#include <ingot/serial.h>
#include <stdio.h>

static struct serial port;

static void kernel_main(const struct boot_info *boot)
{
	struct fw_cfg_file file;
	char text[8] = "";

	(void)boot;
	if (fw_cfg_find(FW_CFG_INPUT, &file) == NULL && file.size_bytes < sizeof(text) &&
	    fw_cfg_read(&file, 0, text, file.size_bytes) == NULL)
		printf("input: %s\n", text);
	(void)serial_open(&port, SERIAL_COM1);
	for (char c = 0; c != '.';)
		if (serial_read(&port, &c, 1) == 1)
			printf("%c", c);
}
ENTRY_POINT(kernel_main)
END
types() {	# NAME ARGUMENTS...
	types_name=$1
	shift
	{ echo "first"; sleep 1; echo "then, the end."; } |
		t_limit 120 "$INGOT" -C crash run "$@" >"$t_out" 2>"$t_err"
	t_is "$types_name" "input: none first then, the end." \
		"$(tr -d '\r' <"$t_out" | tr '\n' ' ' | sed 's/ $//')"
}
types "input is typed"
types "and by --direct" --direct
# As a busy host is: the machine is not there yet when its silence is over.
cat >slow-qemu <<END
#!/bin/sh
case "\$*" in *-serial*) sleep 3 ;; esac
exec ${QEMU:-qemu-system-x86_64} "\$@"
END
chmod +x slow-qemu
real_qemu=${QEMU:-qemu-system-x86_64}
QEMU=$PWD/slow-qemu
export QEMU
types "and on a slow host" --direct
QEMU=$real_qemu
if "$INGOT" doctor 2>/dev/null | grep -q '^OVMF  *ok'; then
	types "and by UEFI" --uefi
else
	t_skip "input by UEFI" "no OVMF here"
fi
t_done
