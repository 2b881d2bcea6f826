/* kernel: what the boot tests boot. It checks every promise of
 * abi/boot_info.h that it can see from inside, says so on COM1, and leaves
 * QEMU with EXIT_CODE_SUCCESS or EXIT_CODE_FAILURE.
 *
 * Uses nothing but abi/: these tests are the loader's, not the kit's. Macros
 * from the command line make its variants:
 *   WITHOUT_NOTE, BOOT_INFO_WANTED, CONFIG (initializers of boot_config),
 *   LOAD_BYTES (more data), BSS_BYTES, TOUCH (an address to write to),
 *   EXPECT_COMMAND_LINE, EXPECT_MODULES (count), EXPECT_SCREEN (0 or 1),
 *   EXPECT_WIDTH (of a framebuffer, where there is a screen), RECURSIVE,
 *   EXPECT_LEVELS, START_CPUS (how many there are), STACK_TOP, INFO_ADDRESS, PIE, SAY_SLIDE,
 *   PLACES (how many words, each of which says where it lies), UEFI (started by it) */
#include <stdint.h>

#include "abi/boot_config.h"
#include "abi/boot_info.h"
#include "abi/cpu.h"
#include "abi/exit_code.h"
#include "abi/uart.h"

#ifndef BOOT_INFO_WANTED
#define BOOT_INFO_WANTED BOOT_INFO_VERSION
#endif
#ifndef BSS_BYTES
#define BSS_BYTES 70000
#endif
#ifndef LOAD_BYTES
#define LOAD_BYTES 5000
#endif
#ifndef EXPECT_COMMAND_LINE
#define EXPECT_COMMAND_LINE ""
#endif
#ifndef EXPECT_MODULES
#define EXPECT_MODULES 0
#endif
#ifndef EXPECT_LEVELS
#define EXPECT_LEVELS 4
#endif
#ifndef STACK_TOP
#define STACK_TOP BOOT_STACK_TOP_ADDRESS
#endif
#ifndef INFO_ADDRESS
#define INFO_ADDRESS BOOT_INFO_ADDRESS
#endif
#ifndef EXPECT_SCREEN
#define EXPECT_SCREEN 1
#endif
#ifdef UEFI
#define BY_UEFI 1
#else
#define BY_UEFI 0
#endif

/* A note's descriptor stands 20 bytes in: no padding may come before it. */
struct note_head {
	uint32_t name_size, size, type;
	char name[8];
};

#define NOTE __attribute__((section(".note.ingot"), used, aligned(4))) static const

#ifndef WITHOUT_NOTE
NOTE struct {
	struct note_head head;
	struct boot_abi abi;
} note_abi = {
	{ sizeof BOOT_NOTE_NAME, sizeof(struct boot_abi), BOOT_NOTE_ABI, BOOT_NOTE_NAME },
	{ BOOT_INFO_WANTED, BOOT_INFO_WANTED == 1 ? BOOT_INFO_SIZE_V1 : sizeof(struct boot_info) },
};
#endif
#ifdef CONFIG
NOTE struct __attribute__((packed)) {
	struct note_head head;
	struct boot_config config;
} note_config = {
	{ sizeof BOOT_NOTE_NAME, sizeof(struct boot_config), BOOT_NOTE_CONFIG, BOOT_NOTE_NAME },
	{ CONFIG },
};
#endif

static volatile unsigned char bss[BSS_BYTES];
static volatile unsigned char loaded[LOAD_BYTES] = { [0] = 1, [LOAD_BYTES - 1] = 2 };
static const volatile unsigned char constants[300] = { [299] = 3 };

#ifdef PLACES
#define TEXT_OF(x) #x
#define TEXT(x)    TEXT_OF(x)
extern const volatile uint32_t places[PLACES];
__asm__(".section .rodata\n"
        "	.p2align 2\n"
        "places:	.rept " TEXT(PLACES) "\n"
                                             "	.long	. - places\n"
                                             "	.endr\n"
                                             "	.text\n");
#endif

static void say(const char *string)
{
	for (; *string; string++)
		cpu_out8(UART_COM1, (uint8_t)*string);
}

static _Noreturn void leave(uint32_t code)
{
	cpu_out32(EXIT_PORT, code);
	for (;;)
		__asm__ volatile("hlt");
}

static void check_at(int holds, const char *what)
{
	if (holds)
		return;
	say("kernel: does not hold: ");
	say(what);
	say("\n");
	leave(EXIT_CODE_FAILURE);
}

#define CHECK(condition) check_at((condition), #condition)

static int same(const char *a, const char *b)
{
	for (; *a && *a == *b; a++)
		b++;
	return *a == *b;
}

static void check_image(void)
{
	CHECK(loaded[0] == 1 && loaded[LOAD_BYTES - 1] == 2);
	CHECK(constants[299] == 3);
	for (uint64_t i = 0; i < BSS_BYTES; i += i + 512 < BSS_BYTES ? 512 : 1)
		CHECK(bss[i] == 0);
#ifdef PLACES
	for (uint32_t i = 0; i < PLACES; i++)
		CHECK(places[i] == i * sizeof places[0]);
#endif
	bss[BSS_BYTES - 1] = 1;
	loaded[0] = 4;
	CHECK(loaded[0] == 4);
}

static void check_registers(uint64_t stack_pointer, const struct boot_info *boot)
{
	uint64_t cr0 = cpu_read_cr0(), efer = cpu_read_msr(X86_MSR_EFER), flags;

	__asm__("pushfq; pop %0" : "=r"(flags));
	CHECK(stack_pointer == STACK_TOP - 8);
	CHECK(boot->stack_top == STACK_TOP);
	CHECK(*(uint64_t *)stack_pointer == 0);
	CHECK(cr0 & X86_CR0_WP && cr0 & X86_CR0_PG);
	CHECK(cpu_read_cr4() == (X86_CR4_PAE | (EXPECT_LEVELS == 5 ? X86_CR4_LA57 : 0)));
	CHECK(efer & X86_EFER_NXE && efer & X86_EFER_LMA);
	CHECK(!(flags & X86_FLAGS_IF));
}

static void check_gdt_is_reachable(void)
{
	__asm__ volatile("mov %%ds, %%eax; mov %%eax, %%ds; mov %%ss, %%eax; mov %%eax, %%ss"
	                 :
	                 :
	                 : "rax");
}

static uint64_t check_memory_map(const struct boot_info *boot)
{
	const struct boot_memory_region *regions = boot->memory_map.regions;
	uint64_t seen = 0;

	CHECK(boot->memory_map.count > 0);
	for (uint64_t i = 0; i < boot->memory_map.count; i++) {
		CHECK(regions[i].size_bytes > 0);
		CHECK((regions[i].base | regions[i].size_bytes) % 4096 == 0);
		CHECK(i == 0 || regions[i - 1].base + regions[i - 1].size_bytes <= regions[i].base);
		CHECK(regions[i].kind >= 1 && regions[i].kind <= BOOT_MEMORY_FRAME_ZERO);
		seen |= 1ull << regions[i].kind;
	}
	return seen;
}

/* Free memory and the tables' memory are really there, through the map. */
static void check_physical_map(const struct boot_info *boot)
{
	uint64_t offset = boot->physical_memory_offset, cr3 = cpu_read_cr3();
	uint64_t root_entry = (uint64_t)INFO_ADDRESS >> (EXPECT_LEVELS == 5 ? 48 : 39) & 511;

	CHECK(*(volatile uint64_t *)(cr3 + offset + 8 * root_entry) & 1);
	CHECK(*(volatile uint64_t *)(boot->kernel_physical + offset) ==
	      *(volatile uint64_t *)boot->kernel_virtual);
	for (uint64_t i = 0; i < boot->memory_map.count; i++) {
		const struct boot_memory_region *region = &boot->memory_map.regions[i];
		volatile uint64_t *first = (void *)(region->base + offset);
		volatile uint64_t *last = first + region->size_bytes / 8 - 1;

		if (region->kind != BOOT_MEMORY_USABLE)
			continue;
		*first = region->base;
		*last = ~region->base;
		CHECK(*first == region->base && *last == ~region->base);
	}
}

static void check_acpi(const struct boot_info *boot)
{
	const char *rsdp = (const char *)(boot->acpi_rsdp + boot->physical_memory_offset);
	const char *table;

	CHECK(boot->acpi_rsdp);
	CHECK(rsdp[0] == 'R' && rsdp[1] == 'S' && rsdp[2] == 'D');
	table = (const char *)(*(const uint32_t *)(rsdp + 16) + boot->physical_memory_offset);
	CHECK(table[0] == 'R' && table[1] == 'S' && table[2] == 'D' && table[3] == 'T');
}

static void check_screen(const struct boot_info *boot)
{
	volatile uint16_t *cells = (void *)(boot->text_screen.base + boot->physical_memory_offset);

	CHECK((boot->text_screen.base != 0) == EXPECT_SCREEN);
	if (!EXPECT_SCREEN)
		return;
	CHECK(boot->text_screen.columns == 80 && boot->text_screen.rows == 25);
	CHECK(boot->text_screen.cursor_row < 25);
	cells[79] = 0x0f4b;
	CHECK(cells[79] == 0x0f4b);
}

/* Each module is the bytes 0, 1, 2... of the file's number of bytes. */
static void check_modules(const struct boot_info *boot)
{
	CHECK(boot->modules.count == EXPECT_MODULES);
	for (uint64_t i = 0; i < boot->modules.count; i++) {
		const struct boot_module *module = &boot->modules.list[i];
		const unsigned char *bytes = module->data;

		CHECK(module->name[0] == 'm');
		if (!module->size_bytes) {
			CHECK(!bytes && !module->base);
			continue;
		}
		CHECK((uint64_t)bytes == module->base + boot->physical_memory_offset);
		CHECK(module->base % 4096 == 0);
		for (uint64_t j = 0; j < module->size_bytes; j++)
			CHECK(bytes[j] == 'a' + j % 10);
	}
}

static void check_framebuffer(const struct boot_info *boot)
{
	const struct boot_framebuffer *screen = &boot->framebuffer;
	volatile uint32_t *pixel;

#ifndef EXPECT_WIDTH
	CHECK(!screen->base);
	return;
#else
	if (!screen->base)
		return;
	CHECK(screen->width >= EXPECT_WIDTH && screen->height >= 600);
	CHECK(screen->bits_per_pixel == 32 && screen->pixel_format == BOOT_PIXEL_BGR);
	CHECK(screen->pitch_bytes >= 4 * screen->width);
	CHECK(!boot->text_screen.base);
#endif
	pixel = (void *)(screen->base + boot->physical_memory_offset +
	                 (uint64_t)screen->pitch_bytes * (screen->height - 1));
	*pixel = 0x00c0ffee;
	CHECK(*pixel == 0x00c0ffee);
	for (uint64_t i = 0; i < boot->memory_map.count; i++)
		if (boot->memory_map.regions[i].kind == BOOT_MEMORY_FRAMEBUFFER)
			return;
	CHECK(!"the framebuffer stands in the memory map");
}

/* With 4 levels: the topmost table seen through itself, four times. */
static void check_recursive(const struct boot_info *boot)
{
	uint64_t i = boot->recursive_index, cr3 = cpu_read_cr3();

#ifndef RECURSIVE
	CHECK(!i);
	return;
#endif
	CHECK(i > 0 && i < 512);
	if (boot->paging_levels == 4)
		CHECK((((volatile uint64_t *)((i >= 256 ? 0xffffull << 48 : 0) | i << 39 | i << 30 |
		                              i << 21 | i << 12))[i] &
		       0xfffffffff000) == cr3);
}

/* A pointer that the linker wrote down, and one that the processor makes. */
static void check_slide(const struct boot_info *boot)
{
	static const struct boot_info *volatile nowhere;
	static const void *volatile const there = (const void *)&nowhere;
	const void *here;

	__asm__("lea %1, %0" : "=r"(here) : "m"(nowhere));
	CHECK(there == here);
	CHECK(boot->kernel_virtual <= (uint64_t)here);
	CHECK((uint64_t)here < boot->kernel_virtual + boot->kernel_size_bytes);
	if (boot->kernel_slide)
		CHECK(boot->kernel_virtual >= BOOT_KASLR_BASE_DEFAULT);
#ifndef PIE
	CHECK(!boot->kernel_slide);
#endif
#ifdef SAY_SLIDE
	say("kernel: slide ");
	for (int i = 60; i >= 0; i -= 4)
		cpu_out8(UART_COM1, (uint8_t)"0123456789abcdef"[boot->kernel_slide >> i & 15]);
	say("\n");
#endif
}

#ifdef START_CPUS
static volatile uint64_t cpus_seen;
static unsigned char cpu_stacks[START_CPUS][256] __attribute__((aligned(16)));

/* Where the others go on: counts the CPU if it has the state that was promised. */
void cpu_main(volatile uint64_t *counter);
__asm__("cpu_main:\n\t"
        "lea 8(%rsp), %rax\n\ttest $15, %al\n\tjnz 1f\n\t"
        "cmpq $0, (%rsp)\n\tjne 1f\n\ttest %rbp, %rbp\n\tjnz 1f\n\t"
        "lock incq (%rdi)\n1:\tcli\n\thlt\n\tjmp 1b\n");

static void start_cpus(const struct boot_info *boot)
{
	uint64_t asked = 0;

	CHECK(boot->cpus.count == START_CPUS);
	for (uint64_t i = 0; i < boot->cpus.count; i++) {
		const struct boot_cpu *cpu = &boot->cpus.list[i];

		if (cpu->state == BOOT_CPU_FIRST)
			continue;
		CHECK(cpu->state == BOOT_CPU_PARKED && cpu->mailbox);
		CHECK(cpu->mailbox->apic_id == cpu->apic_id);
		cpu->mailbox->argument = (uint64_t)&cpus_seen;
		cpu->mailbox->stack_top = (uint64_t)(cpu_stacks[i] + sizeof cpu_stacks[i]);
		__atomic_store_n(&cpu->mailbox->entry, (uint64_t)cpu_main, __ATOMIC_RELEASE);
		asked++;
		while (cpus_seen < asked) /* the boot's time limit is this one's */
			__asm__ volatile("pause");
	}
	CHECK(asked == START_CPUS - 1);
}
#endif

static void check_cpus(const struct boot_info *boot)
{
	uint64_t first = 0;

	CHECK(boot->cpus.count > 0);
	for (uint64_t i = 0; i < boot->cpus.count; i++) {
		first += boot->cpus.list[i].state == BOOT_CPU_FIRST;
		CHECK(boot->cpus.list[i].mailbox == 0 ||
		      boot->cpus.list[i].state == BOOT_CPU_PARKED);
	}
	CHECK(first == 1);
#ifdef START_CPUS
	start_cpus(boot);
#endif
}

static void check_device(const struct boot_info *boot)
{
	unsigned char sum = 0, random = 0;

	for (int i = 0; i < 16; i++)
		sum |= boot->device.partition_guid[i];
	CHECK(sum && boot->device.first_lba && boot->device.sector_count);
	CHECK(boot->device.sector_size_bytes == 512);
	for (int i = 0; i < BOOT_RANDOM_SIZE; i++)
		random |= boot->random.seed[i];
	CHECK(random && boot->random.source);
	CHECK(boot->smbios);
	CHECK((boot->efi.system_table != 0) == BY_UEFI);
	CHECK((boot->efi.memory_map != 0) == BY_UEFI);
	CHECK(boot->paging_levels == EXPECT_LEVELS);
}

__attribute__((used)) static void kernel_main(const struct boot_info *boot, uint64_t stack_pointer)
{
	uint64_t kinds = 1ull << BOOT_MEMORY_USABLE | 1ull << BOOT_MEMORY_KERNEL |
	                 1ull << BOOT_MEMORY_KERNEL_STACK | 1ull << BOOT_MEMORY_PAGE_TABLES |
	                 1ull << BOOT_MEMORY_BOOT_INFO | 1ull << BOOT_MEMORY_FRAME_ZERO |
	                 1ull << BOOT_MEMORY_LOADER_RECLAIMABLE;

	say("kernel: entered\n");
	CHECK(boot == (const void *)INFO_ADDRESS);
	CHECK(boot->magic == BOOT_INFO_MAGIC && boot->version == BOOT_INFO_WANTED);
	CHECK(boot->size_bytes == sizeof *boot);
	CHECK(boot->firmware == (BY_UEFI ? BOOT_FIRMWARE_UEFI : BOOT_FIRMWARE_BIOS));
	CHECK(BY_UEFI ? boot->boot_drive == 0 : boot->boot_drive >= 0x80);
	CHECK(same(boot->command_line, EXPECT_COMMAND_LINE));
	CHECK(boot->tsc.loader_start < boot->tsc.disk_done);
	CHECK(boot->tsc.disk_done < boot->tsc.kernel_start);
	CHECK(boot->tsc.loader_start < boot->tsc.loader_ready);
	CHECK(boot->tsc.loader_ready < boot->tsc.disk_done);
	check_registers(stack_pointer, boot);
	check_slide(boot);
	check_cpus(boot);
	check_device(boot);
	check_gdt_is_reachable();
	check_image();
	CHECK((check_memory_map(boot) & kinds) == kinds);
	if (boot->physical_memory_size_bytes) {
		check_physical_map(boot);
		check_acpi(boot);
		check_screen(boot);
		check_modules(boot);
		check_framebuffer(boot);
		check_recursive(boot);
	}
#ifdef TOUCH
	*(volatile char *)(TOUCH) = 1;
#endif
	say("kernel: all promises hold\n");
	leave(EXIT_CODE_SUCCESS);
}

/* Keeps the stack pointer as it was at the entry. */
__asm__(".globl _start\n"
        "_start:\n\tmov %rsp, %rsi\n\tjmp kernel_main\n");
