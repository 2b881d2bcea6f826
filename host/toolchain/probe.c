#include "host/toolchain/probe.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "host/base/cache.h"
#include "host/base/os_file.h"
#include "host/base/os_process.h"

#define PROBE_FORMAT  "ingot-probe 1\n"
#define CHECKSUM_SIZE 17 /* 16 digits and a line end */

/* FNV-1a: tells a torn file from a whole one, not from a forged one. */
static uint64_t checksum(const char *data, size_t size)
{
	uint64_t sum = 0xcbf29ce484222325;

	for (size_t i = 0; i < size; i++)
		sum = (sum ^ (unsigned char)data[i]) * 0x100000001b3;
	return sum;
}

/* What an answer file opens with: it holds for this file of the program only. */
static bool describe(struct buffer *head, const char *const *question)
{
	const char *path = os_real_path(head->arena, question[0]);
	struct os_file_facts facts;

	if (!path || !os_file_facts(path, &facts))
		return false;
	buffer_printf(head, PROBE_FORMAT "%s\n%" PRIu64 " %" PRId64 "\n", path, facts.size_bytes,
	              facts.modified_ns);
	for (; *question; question++)
		buffer_printf(head, "%s\n", *question);
	buffer_puts(head, "\n");
	return true;
}

/* NULL: there is no place for a cache, so every question is asked again. */
static const char *answers_folder(struct arena *keep)
{
	const char *root = cache_root(keep);
	return root && os_make_folders(root) ? root : NULL;
}

/* The file is named after the question alone, so that a new version of the
 * program replaces the old one's answer. */
static const char *answer_path(struct arena *keep, const char *const *question)
{
	const char *folder = answers_folder(keep);
	struct buffer words = { .arena = keep };

	for (; *question; question++)
		buffer_printf(&words, "%s\n", *question);
	return folder ? text_format(keep, "%s/probe-%016" PRIx64, folder,
	                            checksum(words.data, words.size))
	              : NULL;
}

static bool recall(struct arena *keep, const char *path, const struct buffer *head,
                   const char **answer)
{
	struct bytes file;

	if (!os_read_file(keep, path, &file) || file.size < head->size + CHECKSUM_SIZE ||
	    memcmp(file.data, head->data, head->size) != 0)
		return false;
	const char *data = (const char *)file.data;
	size_t size = file.size - CHECKSUM_SIZE;
	const char *sum = text_format(keep, "%016" PRIx64 "\n", checksum(data, size));
	if (!text_equal(sum, data + size))
		return false;
	*answer = text_copy(keep, data + head->size, size - head->size);
	return true;
}

static void remember(const char *path, struct buffer *head, struct bytes answer)
{
	buffer_add(head, (const char *)answer.data, answer.size);
	buffer_printf(head, "%016" PRIx64 "\n", checksum(head->data, head->size));
	/* Not kept: asked again next time. */
	(void)os_write_remade(path, buffer_bytes(head));
}

bool probe_ask(struct arena *keep, const char *const *question, const char **answer,
               const char **why)
{
	struct buffer head = { .arena = keep };
	struct os_result result;

	*answer = "";
	if (!describe(&head, question)) {
		*why = text_format(keep, "cannot be read: %s", strerror(errno));
		return false;
	}
	const char *path = answer_path(keep, question);
	if (path && recall(keep, path, &head, answer))
		return true;
	if (!os_ask(keep, question, &result)) {
		*why = text_format(keep, "cannot be started: %s", strerror(errno));
		return false;
	}
	*answer = (const char *)result.output.data;
	if (result.status != 0) {
		*why = os_status_text(keep, result.status);
		return false;
	}
	if (path)
		remember(path, &head, result.output);
	return true;
}
