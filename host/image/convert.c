#include "host/image/convert.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/image/output.h"

/* Neither format has a file without a byte. */
static bool check_result(const struct place *at, const char *program, const char *path)
{
	struct os_file_facts facts;

	if (os_file_facts(path, &facts) && facts.size_bytes)
		return true;
	return diag_error(at, "%s succeeded, but the file is empty", program);
}

static bool run(const char *program, enum image_format format, const char *raw,
                const struct output *file, struct arena scratch)
{
	struct place at = { .file = file->path };
	const char *here = os_current_folder(&scratch);
	struct os_result result;

	if (!here)
		return diag_error(NULL, "cannot determine the current directory: %s",
		                  strerror(errno));
	/* In an absolute path no colon looks like a protocol. */
	const char *const arguments[] = {
		program,
		"convert",
		"-f",
		"raw",
		"-O",
		image_formats[format].converter,
		path_join(&scratch, here, raw),
		path_join(&scratch, here, file->replacement.temporary),
		NULL,
	};
	if (!os_run(&scratch, arguments, OS_OUTPUT_CAPTURE_ALL, &result))
		return diag_error(&at, "cannot start %s: %s", program, strerror(errno));
	if (result.status == 0)
		return check_result(&at, program, file->replacement.temporary);
	const char *said = (const char *)result.output.data;
	int size = (int)strcspn(said, "\n");
	return diag_error(&at, "%s %s%s%.*s", program, os_status_text(&scratch, result.status),
	                  size ? ": " : ", without a message", size, said);
}

bool convert_image(const char *program, enum image_format format, const char *raw,
                   const char *output, struct arena scratch)
{
	struct output file;

	if (!output_begin(&file, output, 0, OS_DURABLE))
		return false;
	if (run(program, format, raw, &file, scratch))
		return output_commit(&file);
	output_cancel(&file);
	return false;
}
