#include "observe/file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

bool file_create(struct file *file, const char *path, uint32_t cpus, uint32_t blocks)
{
	struct observe_layout at = observe_layout(cpus, blocks, OBSERVE_LEAVES);
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	unsigned char *map = MAP_FAILED;

	if (fd < 0)
		return false;
	if (ftruncate(fd, (off_t)at.end) == 0)
		map = mmap(NULL, at.end, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return false;
	*file = (struct file){ (void *)map, (void *)(map + at.cpu), (void *)(map + at.block),
		               (void *)(map + at.leave), (void *)(map + at.count) };
	*file->header = (struct observe_header){ .version = OBSERVE_VERSION,
		                                 .cpus = cpus,
		                                 .block_capacity = blocks,
		                                 .leave_capacity = OBSERVE_LEAVES };
	return true;
}

struct observe_leave *file_leave(struct file *file, const struct observe_leave *leave)
{
	struct observe_header *header = file->header;
	struct observe_leave *at = file->leave, *end = at + header->leaves;

	while (at < end &&
	       (at->block != leave->block || at->offset != leave->offset || at->why != leave->why))
		at++;
	if (at == end) {
		if (header->leaves == header->leave_capacity) {
			header->leaves_lost++;
			return NULL;
		}
		*at = *leave;
		header->leaves++;
	}
	return at;
}
