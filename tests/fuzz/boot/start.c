#include "start.h"

#include <string.h>

#include "bundle.h"
#include "disk.h"

static const struct {
	const char *name;
	size_t file_count;
	long limit_ms;
} ways[WAY_COUNT] = {
	[WAY_BIOS] = { "bios", 0, 30000 },
	[WAY_PVH] = { "pvh", 1, 30000 },
	[WAY_UEFI] = { "uefi", 2, 120000 },
};

bool start_find_way(const char *name, enum way *way)
{
	for (int i = 0; i < WAY_COUNT; i++) {
		if (strcmp(ways[i].name, name) == 0) {
			*way = (enum way)i;
			return true;
		}
	}
	return false;
}

size_t start_file_count(enum way way)
{
	return ways[way].file_count;
}

long start_limit_ms(enum way way)
{
	return ways[way].limit_ms;
}

static bool is_worth_it(enum way way, int target)
{
	switch (target) {
	case AREA_STAGE2_PLACE:
	case AREA_STAGE2:
	case AREA_GPT_HEADER:
	case AREA_GPT_ENTRIES:
	case AREA_VOLUME:         return way == WAY_BIOS;
	case AREA_TABLE:
	case AREA_FOLDERS:        return way != WAY_PVH;
	case AREA_BUNDLE_HEADER:
	case AREA_BUNDLE_MEMBERS: return way == WAY_PVH;
	case TARGET_LENGTH:       return way != WAY_UEFI;
	}
	return true;
}

struct targets start_targets(enum way way)
{
	struct targets targets = { .count = 0 };

	for (int i = 0; i < TARGET_COUNT; i++)
		if (is_worth_it(way, i))
			targets.list[targets.count++] = (enum target)i;
	return targets;
}

bool start_open(enum way way, struct medium *medium, const char *path)
{
	return way == WAY_PVH ? bundle_make(medium, path) : disk_open(medium, path);
}

static void add_file(struct pool_arguments *arguments, const char *option, const char *format,
                     const char *path)
{
	pool_add_words(arguments, "%s", option);
	pool_add(arguments, format, path);
}

static void start_uefi(const struct start *start, const char *path,
                       struct pool_arguments *arguments)
{
	const char *firmware = start->files[0];
	bool is_whole = strstr(firmware, "OVMF.fd") != NULL; /* with its variables */

	pool_add_words(arguments, "-M q35 -m 128");
	add_file(arguments, is_whole ? "-bios" : "-drive",
	         is_whole ? "%s" : "if=pflash,format=raw,readonly=on,file=%s", firmware);
	add_file(arguments, "-drive", "if=none,id=d,format=raw,snapshot=on,file=%s", path);
	pool_add_words(arguments, "-device virtio-blk-pci,drive=d,bootindex=0");
	if (!start->files[1])
		return;
	add_file(arguments, "-drive", "if=none,id=f,format=raw,snapshot=on,file=%s",
	         start->files[1]);
	pool_add_words(arguments, "-device virtio-blk-pci,drive=f,bootindex=1");
}

void start_machine(const struct start *start, const char *path, struct pool_arguments *arguments)
{
	pool_add(arguments, "%s", start->qemu);
	pool_add_words(arguments, "-nodefaults -no-user-config -display none -vga std -no-reboot "
	                          "-device isa-debug-exit,iobase=0xf4,iosize=4");
	switch (start->way) {
	case WAY_BIOS:
		pool_add_words(arguments, "-m 64");
		add_file(arguments, "-drive", "if=ide,format=raw,file=%s", path);
		break;
	case WAY_PVH:
		pool_add_words(arguments, "-m 64");
		add_file(arguments, "-kernel", "%s", start->files[0]);
		add_file(arguments, "-initrd", "%s", path);
		break;
	default: start_uefi(start, path, arguments);
	}
}
