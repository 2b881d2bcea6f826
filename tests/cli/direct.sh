#!/bin/sh
# --direct: QEMU starts the loader itself; kernel and modules come as a bundle.
. "$(dirname "$0")/../tap.sh"
t_need qemu-system-x86_64 file

"$INGOT" -q new hello || exit 1
head -c 3000000 /dev/urandom >hello/data.bin
printf 'from the bundle' >hello/text.txt
: >hello/empty
cat >>hello/ingot.yaml <<'END'
image:
  modules: [data.bin, text.txt, empty]
  cmdline: "written down"
END
cat >hello/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* CRC-32, bit by bit: of POSIX's cksum it is the polynomial, not the order. */
static uint32_t crc32_of(const uint8_t *at, size_t count)
{
	uint32_t crc = ~0u;

	while (count--) {
		crc ^= *at++;
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xedb88320 : 0);
	}
	return ~crc;
}

/* Of the region that holds an address. */
static uint32_t kind_of(const struct boot_info *boot, uint64_t address)
{
	for (size_t i = 0; i < boot->memory_map.count; i++) {
		const struct boot_memory_region *region = &boot->memory_map.regions[i];

		if (address >= region->base && address - region->base < region->size_bytes)
			return region->kind;
	}
	return 0;
}

static volatile char large[8 << 20];

static void kernel_main(const struct boot_info *boot)
{
	large[sizeof large - 1] = 1;
	printf("firmware %u, drive %u, command line \"%s\"\n", (unsigned)boot->firmware,
	       (unsigned)boot->boot_drive, boot->command_line);
	printf("text screen %ux%u\n", (unsigned)boot->text_screen.columns,
	       (unsigned)boot->text_screen.rows);
	printf("root pointer %s\n", boot->acpi_rsdp ? "found" : "absent");
	for (size_t i = 0; i < boot->modules.count; i++) {
		const struct boot_module *module = &boot->modules.list[i];
		const uint8_t *data = module->data;
		uint64_t end = (module->size_bytes + 4095) & ~4095ull;
		int zeros = 1;

		for (uint64_t at = module->size_bytes; at < end; at++)
			zeros = zeros && data[at] == 0;
		printf("module %s: %llu bytes, crc %08x, kind %u, %s\n", module->name,
		       (unsigned long long)module->size_bytes,
		       (unsigned)crc32_of(data, module->size_bytes),
		       module->base ? (unsigned)kind_of(boot, module->base) : 0,
		       zeros ? "then zeros" : "dirty");
	}
}
ENTRY_POINT(kernel_main)
END

# crc FILE: its CRC-32, as gzip notes it eight bytes before its end.
crc() {
	gzip -c "$1" | tail -c 8 | od -An -tu1 | {
		read -r a b c d rest
		printf '%02x%02x%02x%02x' "$d" "$c" "$b" "$a"
	}
}

t_ok "a kernel starts without a disk" t_limit 120 "$INGOT" -C hello run --direct
t_has "by PVH" "firmware 3, drive 0, command line \"written down\""
t_has "the screen is told" "text screen 80x25"
t_has "the ACPI tables are found" "root pointer found"
t_has "a module is whole" \
	"module data.bin: 3000000 bytes, crc $(crc hello/data.bin), kind 11, then zeros"
t_has "a second too" \
	"module text.txt: 15 bytes, crc $(crc hello/text.txt), kind 11, then zeros"
t_has "an empty one has no memory" "module empty: 0 bytes, crc 00000000, kind 0, then zeros"
build=hello/build/x86_64-os/debug
t_ok "no image was written" test ! -e $build/hello.img
t_ok "a bundle was" test -s $build/hello.bundle
cp $build/hello.bundle first
"$INGOT" -q -C hello run --direct >"$t_out" 2>&1
t_ok "the same files make the same bundle" cmp first $build/hello.bundle

t_ok "QEMU's -append is the command line" t_limit 120 "$INGOT" -C hello run --direct -- \
	-append "typed in"
t_has "instead of the project's" "command line \"typed in\""
for machine in "q35" "microvm" "pc -vga none -m 16" "pc -m 5G -smp 4"; do
	# shellcheck disable=SC2086
	t_ok "it starts on $machine" t_limit 120 "$INGOT" -C hello run --direct -- -M $machine
	t_has "and has its modules" "crc $(crc hello/data.bin), kind 11, then zeros"
done
t_ok "tests run" t_limit 120 "$INGOT" -C hello test --direct
t_has "and pass" "passed, 0 failed"

# refused NAME ERROR TEXT QEMU_ARGUMENTS...: the loader, started by hand.
t_status "a bundle that memory cannot hold" 2 "$INGOT" -C hello run --direct --memory 4
t_has "is named" "hello.bundle: error: a machine of 4 MiB has no room for this bundle" "$t_err"

loader=$("$INGOT" -v -C hello run --direct 2>&1 | sed -n 's/.* -kernel \([^ ]*loader.pvh\) .*/\1/p')
t_ok "the loader is a file" test -s "$loader"
refused() {
	name=$1
	error=$2
	text=$3
	shift 3
	t_status "$name" $(((32 + error) * 2 + 1)) t_limit 60 "${QEMU:-qemu-system-x86_64}" \
		-nodefaults -no-user-config -display none -no-reboot -serial stdio \
		-device isa-debug-exit,iobase=0xf4,iosize=4 -kernel "$loader" "$@"
	t_has "is said so" "ingot loader: error $error: $text"
}

refused "no bundle" 38 "no bundle of files came with the loader"
refused "another file" 38 "what came with the loader is not a bundle of files" \
	-initrd hello/data.bin
head -c 300000 first >./cut
refused "a bundle that is cut short" 38 "the bundle has " -initrd cut
cp first flipped
printf 'X' | dd of=flipped bs=1 seek=70 conv=notrunc 2>/dev/null
refused "a damaged list" 38 "the bundle is damaged: checksum" -initrd flipped
refused "no long mode" 6 "this processor has no 64-bit" -initrd first -cpu qemu32
refused "no NX" 7 "this processor has no no-execute" -initrd first -cpu qemu64,nx=off
refused "too little memory" 11 "out of memory" -initrd first -m 8

"$INGOT" -q new pixels || exit 1
cat >pixels/src/main.c <<'END'
#include <ingot/boot.h>
#include <stdio.h>

BOOT_CONFIG(.framebuffer = { .mode = BOOT_FRAMEBUFFER_WANTED, .min_width = 1020,
                             .min_height = 700 });

static void kernel_main(const struct boot_info *boot)
{
	const struct boot_framebuffer *f = &boot->framebuffer;

	printf("framebuffer %ux%u, %u bytes a line, %u bits, text at %u\n", (unsigned)f->width,
	       (unsigned)f->height, (unsigned)f->pitch_bytes, (unsigned)f->bits_per_pixel,
	       (unsigned)boot->text_screen.base);
}
ENTRY_POINT(kernel_main)
END
t_ok "a framebuffer is set without a video BIOS" t_limit 120 "$INGOT" -C pixels run --direct \
	--screenshot screen.png
t_has "as the kernel requested" "framebuffer 1024x700, 4096 bytes a line, 32 bits, text at 0"
t_ok "and that is the screen's size" sh -c "file pixels/screen.png | grep -q '1024 x 700'"
t_ok "without a video card" t_limit 120 "$INGOT" -C pixels run --direct -- -vga none
t_has "there is none" "framebuffer 0x0, 0 bytes a line, 0 bits, text at 0"

cat >>hello/ingot.yaml <<'END'
run: { command: [qemu-system-x86_64, "{}"] }
END
t_status "a project with its own command" 2 "$INGOT" -C hello run --direct
t_has "is told" "the project runs a command of its own" "$t_err"
t_done
