/* The record of a build that is to be continued, whatever has become of the file: it is
 * read, or is none. One that is whole names the files that it is asked for.
 *
 * Runs: 6000
 * Longest: 300 */
#include <string.h>

#include "host/build/record.h"
#include "workplace.h"

FUZZ(data, size)
{
	struct arena keep = workplace_arena();
	struct plan plan = { .keep = &keep };

	workplace_file("record", data, size);
	plan.folder = workplace_folder();
	record_is_current(&plan, keep);
	record_has_file(plan.folder, "/dev/null", keep);
	/* With no step there is nothing to remove; it is written anew, as begun. */
	HOLDS(record_begin(&plan, keep));
	HOLDS(!record_is_current(&plan, keep));
	HOLDS(record_end(&plan, true, keep));
}
