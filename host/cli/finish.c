#include "host/cli/finish.h"

#include <inttypes.h>
#include <unistd.h>

#include "host/base/diag.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/base/text.h"

#define MS_PER_S 1000.0

void finish(const char *verb, const char *path, int64_t start_ms, struct arena scratch)
{
	const char *displayed = display_path(&scratch, path);
	struct os_file_facts facts;

	if (isatty(STDERR_FILENO) && os_file_facts(path, &facts))
		diag_status(verb, "%s (%s) in %.1f s", displayed,
		            text_size(&scratch, facts.size_bytes),
		            (double)(os_clock_ms() - start_ms) / MS_PER_S);
	else
		diag_status(verb, "%s", displayed);
}
