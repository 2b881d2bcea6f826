#include "cell.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "boot/base/errors.h"

static const unsigned char counts[DIMENSION_COUNT] = {
	START_COUNT, BOARD_COUNT, DISK_COUNT, MEMORY_COUNT, CPUS_COUNT, MODEL_COUNT,
};
static const char *const starts[] = { "BIOS", "UEFI", "PVH" };
static const char *const boards[] = { "pc", "q35" };
static const char *const disks[] = { "IDE",  "AHCI",      "virtio-blk", "virtio-scsi",
	                             "NVMe", "USB stick", "CD",         "no disk" };
static const unsigned memories_mib[] = { 16, 64, 512, 5120 };
static const unsigned cpu_counts[] = { 1, 2, 4, 16 };
static const char *const models[] = { "qemu64", "max", "qemu64,nx=off", "qemu32" };

_Static_assert(DISK_COUNT <= VALUES_MAX, "VALUES_MAX");

unsigned cell_memory_mib(const struct cell *cell)
{
	return memories_mib[cell->value[MEMORY]];
}

unsigned cell_cpus(const struct cell *cell)
{
	return cpu_counts[cell->value[CPUS]];
}

const char *cell_model(const struct cell *cell)
{
	return models[cell->value[MODEL]];
}

void cell_name(const struct cell *cell, char *name, size_t size)
{
	snprintf(name, size, "%s, %s, %s, %u MiB, %u CPU%s, %s", starts[cell->value[START]],
	         boards[cell->value[BOARD]], disks[cell->value[DISK]], cell_memory_mib(cell),
	         cell_cpus(cell), cell_cpus(cell) == 1 ? "" : "s", cell_model(cell));
}

bool cell_starts_by(const struct cell *cell, const char *firmware)
{
	const char *name = starts[cell->value[START]];
	size_t i = 0;

	while (name[i] && tolower((unsigned char)name[i]) == tolower((unsigned char)firmware[i]))
		i++;
	return !name[i] && !firmware[i];
}

int cell_error(const struct cell *cell)
{
	if (cell->value[MODEL] == MODEL_32_BIT)
		return ERROR_LONG_MODE;
	return cell->value[MODEL] == MODEL_WITHOUT_NX ? ERROR_NO_EXECUTE : 0;
}

/* q35 has no IDE. OVMF's 64-bit build ends before it comes to us on a processor
 * without long mode, and so it does in memory of 64 MiB and less. */
static bool is_possible(const struct cell *cell)
{
	const unsigned char *value = cell->value;

	if ((value[START] == START_PVH) != (value[DISK] == DISK_NONE))
		return false;
	if (value[BOARD] == BOARD_Q35 && value[DISK] == DISK_IDE)
		return false;
	return value[START] != START_UEFI ||
	       (value[MODEL] != MODEL_32_BIT && value[MEMORY] > MEMORY_64M);
}

size_t cell_list_all(struct cell cells[CELLS_MAX])
{
	struct cell cell = { { 0 } };
	size_t count = 0;
	int last;

	do {
		if (is_possible(&cell))
			cells[count++] = cell;
		for (last = DIMENSION_COUNT - 1; last >= 0; last--) {
			if (++cell.value[last] < counts[last])
				break;
			cell.value[last] = 0;
		}
	} while (last >= 0);
	return count;
}

/* --- Pairs ----------------------------------------------------------------- */

struct pairs {
	bool seen[DIMENSION_COUNT][VALUES_MAX][DIMENSION_COUNT][VALUES_MAX];
};

static int count_new(const struct pairs *pairs, const struct cell *cell)
{
	int count = 0;

	for (int a = 0; a < DIMENSION_COUNT; a++)
		for (int b = a + 1; b < DIMENSION_COUNT; b++)
			count += !pairs->seen[a][cell->value[a]][b][cell->value[b]];
	return count;
}

static void see(struct pairs *pairs, const struct cell *cell)
{
	for (int a = 0; a < DIMENSION_COUNT; a++)
		for (int b = a + 1; b < DIMENSION_COUNT; b++)
			pairs->seen[a][cell->value[a]][b][cell->value[b]] = true;
}

/* A boot by UEFI takes 20 times as long as another. A machine that refuses to
 * go on says little of what lies behind: it counts for its own sake. */
static int worth(const struct pairs *pairs, const struct cell *cell)
{
	int new = count_new(pairs, cell) * 100;

	if (cell->value[START] == START_UEFI)
		new /= 20;
	return cell_error(cell) ? new / 2 : new;
}

size_t cell_choose_pairs(struct cell *cells, size_t count)
{
	struct pairs pairs;
	size_t chosen = 0;

	memset(&pairs, 0, sizeof pairs);
	for (;;) {
		size_t best = chosen;

		for (size_t i = chosen; i < count; i++)
			if (worth(&pairs, &cells[i]) > worth(&pairs, &cells[best]))
				best = i;
		if (chosen == count || !count_new(&pairs, &cells[best]))
			return chosen;
		struct cell cell = cells[best];
		cells[best] = cells[chosen];
		cells[chosen++] = cell;
		see(&pairs, &cell);
	}
}
