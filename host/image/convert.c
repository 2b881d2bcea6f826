#include "host/image/convert.h"

#include <errno.h>
#include <string.h>

#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"
#include "host/image/output.h"

static bool run(const char *program, enum image_format format, const char *raw, const char *output,
                struct arena scratch)
{
	const char *here = os_current_folder(&scratch);
	struct os_result result;

	if (!here)
		return diag_error(NULL, "cannot name the current folder: %s", strerror(errno));
	/* In an absolute path no colon looks like a protocol. */
	const char *const arguments[] = {
		program,
		"convert",
		"-f",
		"raw",
		"-O",
		image_formats[format].converter,
		path_join(&scratch, here, raw),
		path_join(&scratch, here, output),
		NULL,
	};
	if (!os_run(&scratch, arguments, OS_OUTPUT_CAPTURE_ALL, &result))
		return diag_error(NULL, "cannot start %s: %s", program, strerror(errno));
	if (result.status == 0)
		return true;
	return diag_error(NULL, "%s fails with status %d: %.*s", program, result.status,
	                  (int)strcspn((const char *)result.output.data, "\n"),
	                  (const char *)result.output.data);
}

bool convert_image(const char *program, enum image_format format, const char *raw,
                   const char *output, struct arena scratch)
{
	struct output file;

	if (!output_begin(&file, output, 0))
		return false;
	if (run(program, format, raw, file.replacement.temporary, scratch))
		return output_commit(&file);
	output_cancel(&file);
	return false;
}
