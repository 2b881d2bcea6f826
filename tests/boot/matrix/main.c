/* matrix: one kernel on machines of every kind, by every way to start. Each
 * ends in the kernel's greeting, or in the refusal that such a machine must get.
 *
 * usage: matrix pairs|all QEMU IMAGE ISO OVMF LOADER BUNDLE DIRECTORY [FIRST [COUNT]]
 *
 * `pairs`: a few machines in which all pairs of their traits occur; `all`: all.
 * FIRST and COUNT choose some of these; FIRMWARE in the environment, if it is
 * not empty, those that start so: bios, uefi or pvh. OVMF may be empty: UEFI is
 * skipped, loudly.
 * LOADER and BUNDLE are what `ingot run --direct` starts. Prints TAP. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "abi/exit_code.h"
#include "cell.h"
#include "tests/machine/pool.h"

#define MACHINES_AT_A_TIME 2
#define LIMIT_MS           60000
#define LIMIT_UEFI_MS      180000
#define NAME_SIZE          128
#define PROGRESS_EVERY     20 /* machines */
#define GREETING           "greeter: firmware "
/* SeaBIOS from 1.16.3 on puts the registers of PCI devices above 4 GiB, if there
 * is memory too, and is then the one that cannot use an NVMe disk. */
#define BIOS_OUT_OF_REACH "Can not map memory bar over 4Gig"

struct matrix {
	const char *set, *qemu, *image, *iso, *ovmf, *loader, *bundle, *folder;
	const char *firmware; /* NULL: all of them */
	struct cell cells[CELLS_MAX];
	size_t count; /* of the set */
	unsigned number, failures;
};

static void add_disk(struct pool_arguments *arguments, const struct matrix *matrix,
                     const struct cell *cell)
{
	static const char *const devices[DISK_COUNT] = {
		[DISK_IDE] = "-device ide-hd,drive=d",
		[DISK_VIRTIO_BLK] = "-device virtio-blk-pci,drive=d",
		[DISK_VIRTIO_SCSI] = "-device virtio-scsi-pci -device scsi-hd,drive=d",
		[DISK_NVME] = "-device nvme,serial=1,drive=d",
		[DISK_USB] = "-device qemu-xhci -device usb-storage,drive=d",
		[DISK_CD] = "-device ide-cd,drive=d",
	};
	unsigned char disk = cell->value[DISK];
	bool is_q35 = cell->value[BOARD] == BOARD_Q35;

	pool_add_words(arguments, "-drive");
	pool_add(arguments, "if=none,id=d,format=raw,snapshot=on,file=%s",
	         disk == DISK_CD ? matrix->iso : matrix->image);
	if (disk == DISK_AHCI)
		pool_add_words(arguments,
		               is_q35 ? "-device ide-hd,drive=d"
		                      : "-device ahci,id=sata -device ide-hd,drive=d,bus=sata.0");
	else
		pool_add_words(arguments, "%s", devices[disk]);
}

static void add_start(struct pool_arguments *arguments, const struct matrix *matrix,
                      const struct cell *cell)
{
	if (cell->value[START] == START_PVH) {
		pool_add_words(arguments, "-kernel");
		pool_add(arguments, "%s", matrix->loader);
		pool_add_words(arguments, "-initrd");
		pool_add(arguments, "%s", matrix->bundle);
		return;
	}
	if (cell->value[START] == START_UEFI) {
		pool_add_words(arguments, "-drive");
		pool_add(arguments, "if=pflash,format=raw,readonly=on,file=%s", matrix->ovmf);
	}
	add_disk(arguments, matrix, cell);
}

static bool is_chosen(const struct matrix *matrix, const struct cell *cell)
{
	return !matrix->firmware || cell_starts_by(cell, matrix->firmware);
}

static long prepare(void *context, size_t job, int slot, struct pool_arguments *arguments)
{
	const struct matrix *matrix = context;
	const struct cell *cell = &matrix->cells[job];
	struct pool pool = { .folder = matrix->folder };
	bool is_uefi = cell->value[START] == START_UEFI;

	if (!is_chosen(matrix, cell) || (is_uefi && !*matrix->ovmf))
		return 0;
	pool_add(arguments, "%s", matrix->qemu);
	pool_add_words(arguments,
	               "-nodefaults -no-user-config -display none -vga std -no-reboot "
	               "-device isa-debug-exit,iobase=0xf4,iosize=4 -M %s -m %u -smp %u -cpu %s",
	               cell->value[BOARD] == BOARD_PC ? "pc" : "q35", cell_memory_mib(cell),
	               cell_cpus(cell), cell_model(cell));
	pool_add_serial(arguments, &pool, slot);
	if (cell->value[START] == START_BIOS) {
		pool_add_bios_log(arguments, &pool, slot);
		pool_add_words(arguments, "-boot reboot-timeout=0"); /* no disk: no wait */
	}
	add_start(arguments, matrix, cell);
	return is_uefi ? LIMIT_UEFI_MS : LIMIT_MS;
}

/* The kernel was told how it was started, and has the processors and most of the
 * memory. */
static const char *judge_greeting(const struct cell *cell, const struct pool_end *end)
{
	static const unsigned firmwares[START_COUNT] = { 1, 2, 3 }; /* abi/boot_info.h */
	const char *text = strstr(end->serial, GREETING);
	unsigned firmware, usable_mib, mib = cell_memory_mib(cell), cpus, parked;

	if (end->status != EXIT_STATUS_OF(EXIT_CODE_SUCCESS) || !text)
		return "no greeting";
	if (sscanf(text + strlen(GREETING), "%u, %u MiB usable, %u CPUs, %u parked", &firmware,
	           &usable_mib, &cpus, &parked) != 4)
		return "half a greeting";
	if (firmware != firmwares[cell->value[START]])
		return "the kernel was told of another firmware";
	if (cpus != cell_cpus(cell) || parked != cpus - 1)
		return "not all processors wait for the kernel";
	return usable_mib > mib || usable_mib < mib / 2 ? "too little or too much memory" : NULL;
}

static const char *judge_refusal(int error, const struct pool_end *end)
{
	char text[64];

	snprintf(text, sizeof text, "ingot loader: error %d: ", error);
	if (end->status == EXIT_STATUS_OF(EXIT_CODE_LOADER + error) && strstr(end->serial, text))
		return NULL;
	return "not the refusal that such a machine gets";
}

static void show_failure(struct matrix *matrix, size_t job, const struct pool_end *end,
                         const char *why)
{
	char text[2000];

	matrix->failures++;
	printf("# %s: status %d after %ld ms\n", end->timed_out ? "it hangs" : why, end->status,
	       end->time_ms);
	snprintf(text, sizeof text, "%s", end->serial);
	for (char *line = strtok(text, "\r\n"); line; line = strtok(NULL, "\r\n"))
		printf("#   %s\n", line);
	printf("# again: sh tests/boot/matrix.sh %s %zu 1\n", matrix->set, job);
}

static bool is_out_of_reach(const struct cell *cell, const struct pool_end *end)
{
	return cell->value[DISK] == DISK_NVME && !*end->serial &&
	       strstr(end->firmware, BIOS_OUT_OF_REACH);
}

static void judge(void *context, size_t job, int slot, const struct pool_end *end)
{
	struct matrix *matrix = context;
	const struct cell *cell = &matrix->cells[job];
	int error = cell_error(cell);
	const char *why = error ? judge_refusal(error, end) : judge_greeting(cell, end);
	char name[NAME_SIZE];

	(void)slot;
	cell_name(cell, name, sizeof name);
	if (is_out_of_reach(cell, end)) {
		printf("ok %u - %s # SKIP this SeaBIOS does not reach the disk\n", ++matrix->number,
		       name);
		return;
	}
	if (end->timed_out)
		why = "it hangs";
	printf("%s %u - %s: %s\n", why ? "not ok" : "ok", ++matrix->number, name,
	       error ? "refused" : "greets");
	if (matrix->number % PROGRESS_EVERY == 0)
		printf("# %u seen, %u failed; this was machine %zu of 0 to %zu\n", matrix->number,
		       matrix->failures + !!why, job, matrix->count - 1);
	if (why)
		show_failure(matrix, job, end, why);
	fflush(stdout);
}

static void skip_uefi(struct matrix *matrix, size_t first, size_t count)
{
	for (size_t i = first; i < first + count; i++) {
		char name[NAME_SIZE];

		if (matrix->cells[i].value[START] != START_UEFI || *matrix->ovmf ||
		    !is_chosen(matrix, &matrix->cells[i]))
			continue;
		cell_name(&matrix->cells[i], name, sizeof name);
		printf("ok %u - %s # SKIP no OVMF on this host\n", ++matrix->number, name);
	}
}

/* Whether there is such a firmware; none given is all of them. */
static bool take_firmware(struct matrix *matrix)
{
	const char *firmware = getenv("FIRMWARE");

	matrix->firmware = firmware && *firmware ? firmware : NULL;
	for (size_t i = 0; i < matrix->count; i++)
		if (is_chosen(matrix, &matrix->cells[i]))
			return true;
	fprintf(stderr, "matrix: no machine starts by \"%s\": bios, uefi or pvh\n", firmware);
	return false;
}

int main(int count, char **arguments)
{
	static struct matrix matrix;
	struct pool pool = {
		.width = MACHINES_AT_A_TIME, .context = &matrix, .prepare = prepare, .judge = judge
	};

	if (count < 9 || count > 11) {
		fprintf(stderr, "usage: matrix pairs|all QEMU IMAGE ISO OVMF LOADER BUNDLE "
		                "DIRECTORY [FIRST [COUNT]]\n");
		return 2;
	}
	matrix.set = arguments[1];
	matrix.qemu = arguments[2];
	matrix.image = arguments[3];
	matrix.iso = arguments[4];
	matrix.ovmf = arguments[5];
	matrix.loader = arguments[6];
	matrix.bundle = arguments[7];
	matrix.folder = pool.folder = arguments[8];
	matrix.count = cell_list_all(matrix.cells);
	if (strcmp(matrix.set, "pairs") == 0)
		matrix.count = cell_choose_pairs(matrix.cells, matrix.count);
	size_t first = count > 9 ? strtoul(arguments[9], NULL, 10) : 0;
	size_t cells = first < matrix.count ? matrix.count - first : 0;
	if (count > 10 && strtoul(arguments[10], NULL, 10) < cells)
		cells = strtoul(arguments[10], NULL, 10);
	if (!take_firmware(&matrix) || !pool_run(&pool, first, cells))
		return 2;
	skip_uefi(&matrix, first, cells);
	printf("1..%u\n", matrix.number);
	return matrix.failures || !matrix.number ? 1 : 0;
}
