#include "host/cli/write_disk.h"

#include "host/base/text.h"
#include "host/build/progress.h"
#include "host/image/disk.h"

#define MIB       1048576u
#define BAR_BYTES 16384 /* a line of the widest terminal */

/* The watch comes first: it is what disk_write hands back. */
struct bar {
	struct disk_watch watch;
	struct progress progress;
	struct arena scratch;
};

static int mib_of(uint64_t bytes)
{
	return (int)((bytes + MIB - 1) / MIB);
}

static void show(struct disk_watch *watch, bool is_read_back, uint64_t done, uint64_t total)
{
	struct bar *bar = (struct bar *)watch;
	const char *verb = is_read_back ? "Comparing" : "Writing";

	if (!text_equal(bar->progress.verb, verb)) {
		progress_clear(&bar->progress);
		bar->progress = progress_begin(verb, bar->progress.what, 0);
	}
	progress_step(&bar->progress, mib_of(done), mib_of(total), "MiB", bar->scratch);
	if (done == total)
		progress_clear(&bar->progress);
}

bool write_disk(const char *path, const char *image, struct arena scratch)
{
	struct bar bar = {
		.watch = { show },
		.progress = progress_begin("Writing", path_name(image), 0),
		.scratch = arena_part(&scratch, BAR_BYTES),
	};
	bool good = disk_write(path, image, &bar.watch, scratch);

	progress_clear(&bar.progress);
	return good;
}
