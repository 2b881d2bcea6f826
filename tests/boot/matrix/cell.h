#pragma once
/* cell: one machine of the matrix: a value in each of its dimensions. */
#include <stdbool.h>
#include <stddef.h>

enum dimension { START, BOARD, DISK, MEMORY, CPUS, MODEL, DIMENSION_COUNT };

enum start { START_BIOS, START_UEFI, START_PVH, START_COUNT };
enum board { BOARD_PC, BOARD_Q35, BOARD_COUNT };
enum disk {
	DISK_IDE,
	DISK_AHCI,
	DISK_VIRTIO_BLK,
	DISK_VIRTIO_SCSI,
	DISK_NVME,
	DISK_USB,
	DISK_CD,
	DISK_NONE, /* PVH: files come by -initrd */
	DISK_COUNT,
};
enum memory { MEMORY_16M, MEMORY_64M, MEMORY_512M, MEMORY_5G, MEMORY_COUNT };
enum cpus { CPUS_1, CPUS_2, CPUS_4, CPUS_16, CPUS_COUNT };
enum model { MODEL_QEMU64, MODEL_MAX, MODEL_WITHOUT_NX, MODEL_32_BIT, MODEL_COUNT };

#define VALUES_MAX 8 /* of a dimension */
#define CELLS_MAX  4096

struct cell {
	unsigned char value[DIMENSION_COUNT];
};

/* Every machine that exists and whose firmware can start; returns how many. */
size_t cell_list_all(struct cell cells[CELLS_MAX]);

/* A few of these, moved to the front, in which each value of a dimension meets
 * each of every other, as far as it does in all of them; those that take long
 * are avoided. Returns how many. */
size_t cell_choose_pairs(struct cell *cells, size_t count);

/* The number of the loader's error that the cell must end in; 0: a greeting. */
int cell_error(const struct cell *cell);

/* "bios", "uefi" or "pvh", in letters of either case. */
bool cell_starts_by(const struct cell *cell, const char *firmware);

unsigned cell_memory_mib(const struct cell *cell);
unsigned cell_cpus(const struct cell *cell);
const char *cell_model(const struct cell *cell); /* as QEMU calls it */

/* "BIOS, pc, IDE, 16 MiB, 4 CPUs, qemu64". */
void cell_name(const struct cell *cell, char *name, size_t size);
