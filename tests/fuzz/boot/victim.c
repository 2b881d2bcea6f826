/* victim: the kernel of damaged images. Each page of its code is a slide of
 * no-ops that ends in a greeting and an exit: wherever a damaged header makes it
 * start, whatever address it is moved to and whichever of its pages it gets, it
 * runs. What is mapped but for code it never touches. */
#include <stdint.h>

#include "abi/boot_config.h"
#include "abi/boot_info.h"
#include "abi/exit_code.h"

#define STRING_OF(x) #x
#define STRING(x)    STRING_OF(x)

struct note_head {
	uint32_t name_size, size, type;
	char name[8];
};

#define NOTE __attribute__((section(".note.ingot"), used, aligned(4))) static const

NOTE struct {
	struct note_head head;
	struct boot_abi abi;
} note_abi = {
	{ sizeof BOOT_NOTE_NAME, sizeof(struct boot_abi), BOOT_NOTE_ABI, BOOT_NOTE_NAME },
	{ BOOT_INFO_VERSION, sizeof(struct boot_info) },
};

NOTE struct __attribute__((packed)) {
	struct note_head head;
	struct boot_config config;
} note_config = {
	{ sizeof BOOT_NOTE_NAME, sizeof(struct boot_config), BOOT_NOTE_CONFIG, BOOT_NOTE_NAME },
	{ .version = BOOT_CONFIG_VERSION, .size_bytes = sizeof(struct boot_config) },
};

__attribute__((used)) static volatile char data[5000] = "data", bss[9000];
/* Relocations, where it is linked as a PIE. */
__attribute__((used)) static volatile char *volatile pointers[] = { data, bss, data + 1, bss + 1 };

/* disk.c knows the no-op, judge.c the greeting. */
__asm__(".macro say text:vararg\n"
        "	.irp character, \\text\n"
        "	mov	$\\character, %al\n"
        "	out	%al, (%dx)\n"
        "	.endr\n"
        ".endm\n"
        ".macro greet\n"
        "	mov	$0x3f8, %edx\n"
        "	say	'v', 'i', 'c', 't', 'i', 'm', '\\n'\n"
        "	mov	$" STRING(
		EXIT_PORT) ", %edx\n"
                           "	mov	$" STRING(
				   EXIT_CODE_SUCCESS) ", %eax\n"
                                                      "	out	%eax, (%dx)\n"
                                                      "1:	cli\n"
                                                      "	hlt\n"
                                                      "	jmp	1b\n"
                                                      ".endm\n"
                                                      "	.p2align 12\n"
                                                      "	.globl _start\n"
                                                      "_start:\n"
                                                      "	.rept	3\n"
                                                      "	.fill	4096 - 64, 1, 0x90\n"
                                                      "2:	greet\n"
                                                      "	.fill	64 - (. - 2b), 1, 0x90\n"
                                                      "	.endr\n");
