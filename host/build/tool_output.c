#include "host/build/tool_output.h"

#include <string.h>
#include <unistd.h>

#include "abi/names.h"
#include "host/base/display_path.h"
#include "host/base/os_file.h"
#include "host/base/style.h"

#define DIGITS   "0123456789"
#define INCLUDED "In file included from "
#define RELATED  ">>>" /* how a line of ld.lld's goes on */

static const char *const kinds[] = { "error: ", "fatal error: ", "fatal: ", "warning: ",
	                             "note: ",  "remark: ",      NULL };
#define LINKER "ld.lld" /* what ld.lld and ld.lld-19 begin a line with */

/* A colour, bold, or their end: what clang and ld.lld use of ECMA-48's SGR. Others could
 * hide text. */
static bool is_harmless(const char *parameter, size_t size)
{
	return size == 0 || (size == 1 && (*parameter == '0' || *parameter == '1')) ||
	       (size == 2 && (*parameter == '3' || *parameter == '9') && parameter[1] < '8');
}

/* How many bytes the sequence has that the text begins with; 0: it is none. */
static size_t sequence_size(const char *text, size_t size)
{
	size_t at = 2;

	if (size < 3 || text[0] != '\033' || text[1] != '[')
		return 0;
	for (; at < size; at++) {
		size_t digits = 0;

		while (at + digits < size && strchr(DIGITS, text[at + digits]) && text[at + digits])
			digits++;
		if (!is_harmless(text + at, digits))
			return 0;
		at += digits;
		if (at == size || text[at] != ';')
			break;
	}
	return at < size && text[at] == 'm' ? at + 1 : 0;
}

char *tool_output_plain(struct arena *keep, const char *line, size_t size)
{
	struct buffer plain = { .arena = keep };

	buffer_puts(&plain, "");
	for (size_t i = 0, skip; i < size; i += skip ? skip : 1) {
		skip = sequence_size(line + i, size - i);
		if (!skip)
			buffer_add(&plain, line + i, 1);
	}
	return plain.data;
}

static size_t match(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (text_starts_with(text, *words))
			return strlen(*words);
	return 0;
}

/* The length of "ld.lld-19: error: ", or 0. */
static size_t match_linker(const char *plain)
{
	size_t name = strcspn(plain, ": ");

	if (!text_starts_with(plain, LINKER) || !text_starts_with(plain + name, ": "))
		return 0;
	size_t kind = match(plain + name + 2, kinds);
	return kind ? name + 2 + kind : 0;
}

bool tool_output_is_error(const char *plain)
{
	if (match_linker(plain))
		return strstr(plain, ": error: ") == plain + strcspn(plain, ":");
	if (text_starts_with(plain, "error: ") || text_starts_with(plain, "nasm: error: ") ||
	    text_starts_with(plain, "nasm: fatal: "))
		return true;
	for (const char *at = plain; (at = strstr(at, ": ")); at++)
		if (text_starts_with(at, ": error: ") || text_starts_with(at, ": fatal error: ") ||
		    text_starts_with(at, ": fatal: "))
			return at > plain && strchr(DIGITS, at[-1]);
	return false;
}

/* A part of a plain line. */
struct span {
	size_t start, end;
};

/* Takes ":9:2" off the end; false: there is no ":9". */
static bool drop_position(const char *plain, struct span *span)
{
	bool any = false;

	for (;;) {
		size_t end = span->end;

		while (end > span->start && strchr(DIGITS, plain[end - 1]))
			end--;
		if (end == span->end || end == span->start || plain[end - 1] != ':')
			return any;
		span->end = end - 1;
		any = true;
	}
}

/* Names may hold what looks like the end of one: only a file that is there counts. */
static bool is_file(struct arena scratch, const char *plain, const struct span *span)
{
	return span->end > span->start &&
	       os_file_exists(text_copy(&scratch, plain + span->start, span->end - span->start));
}

/* "src/main.c:9:2: error: ...", from `start` on; linkers name no kind behind it. */
static bool find_before_kind(struct arena scratch, const char *plain, struct span *span,
                             bool has_kind)
{
	size_t start = span->start;

	for (const char *at = plain + start; (at = strstr(at, ": ")); at++) {
		*span = (struct span){ start, (size_t)(at - plain) };
		if ((!has_kind || match(at + 2, kinds)) && drop_position(plain, span) &&
		    is_file(scratch, plain, span))
			return true;
	}
	return false;
}

/* ">>> referenced by main.c:9 (src/main.c:9)", ">>>     build/main.c.o:(function)". */
static bool find_related(struct arena scratch, const char *plain, struct span *span)
{
	size_t size = strlen(plain);
	const char *open = NULL, *section = strstr(plain, ":(");

	for (const char *at = plain; (at = strstr(at, " (")); at++)
		open = at;
	if (open && size && plain[size - 1] == ')') {
		*span = (struct span){ (size_t)(open + 2 - plain), size - 1 };
		return drop_position(plain, span) && is_file(scratch, plain, span);
	}
	span->start = strlen(RELATED) + strspn(plain + strlen(RELATED), " ");
	span->end = section ? (size_t)(section - plain) : size;
	return is_file(scratch, plain, span);
}

/* The path that a diagnostic's line is about. */
static bool find_path(struct arena scratch, const char *plain, struct span *span)
{
	size_t linker = match_linker(plain);

	*span = (struct span){ 0, strlen(plain) };
	if (text_starts_with(plain, RELATED))
		return find_related(scratch, plain, span);
	if (text_starts_with(plain, INCLUDED)) {
		span->start = strlen(INCLUDED);
		span->end -= text_ends_with(plain, ":") || text_ends_with(plain, ",");
		return drop_position(plain, span) && is_file(scratch, plain, span);
	}
	span->start = linker;
	return find_before_kind(scratch, plain, span, !linker);
}

static bool has_colors(void)
{
	return *style(STDERR_FILENO, STYLE_BAD);
}

/* Adds text with or without its colours, otherwise as text_show has it. */
static void add_shown(struct buffer *shown, const char *text, size_t size)
{
	size_t done = 0;

	for (size_t i = 0; i < size;) {
		size_t sequence = sequence_size(text + i, size - i);

		if (!sequence) {
			i++;
			continue;
		}
		buffer_add_shown(shown, text + done, i - done);
		if (has_colors())
			buffer_add(shown, text + i, sequence);
		done = i += sequence;
	}
	buffer_add_shown(shown, text + done, size - done);
}

/* Where the n-th byte of a line's plain text is in the line. */
static size_t find_byte(const char *line, size_t size, size_t n)
{
	size_t i = 0;

	for (;;) {
		size_t sequence = sequence_size(line + i, size - i);

		if (sequence)
			i += sequence;
		else if (!n-- || i == size)
			return i;
		else
			i++;
	}
}

/* "undefined symbol: ingot.page_alloc", ":(ingot.page_alloc)": without the prefix that
 * only names of Ingot's have. */
static bool has_prefix(const char *text, size_t at, size_t size)
{
	const size_t length = sizeof NAMES_PREFIX - 1;

	return at && length < size - at && strchr(" (", text[at - 1]) &&
	       memcmp(text + at, NAMES_PREFIX, length) == 0;
}

/* What no path was found in. */
static void add_words(struct buffer *shown, const char *line, size_t size, const char *plain)
{
	bool is_linkers = match_linker(plain) || text_starts_with(plain, RELATED);
	size_t done = 0;

	for (size_t i = 0; is_linkers && i < size; i++) {
		if (!has_prefix(line, i, size))
			continue;
		add_shown(shown, line + done, i - done);
		done = i + sizeof NAMES_PREFIX - 1;
	}
	add_shown(shown, line + done, size - done);
}

static void add_line(struct buffer *shown, const char *line, size_t size, struct arena scratch,
                     const char *plain)
{
	struct span path;

	if (!find_path(scratch, plain, &path)) {
		add_words(shown, line, size, plain);
		return;
	}
	const char *name = text_copy(&scratch, plain + path.start, path.end - path.start);
	const char *displayed = display_path(&scratch, name);
	size_t start = find_byte(line, size, path.start), length = strlen(name);

	/* A colour within the name: nobody does that. */
	if (size - start < length || memcmp(line + start, name, length) != 0) {
		add_shown(shown, line, size);
		return;
	}
	add_shown(shown, line, start);
	buffer_add_shown(shown, displayed, strlen(displayed));
	start += length;
	add_words(shown, line + start, size - start, plain);
}

void tool_output_add(struct buffer *shown, const char *line, size_t size, struct arena scratch)
{
	const char *plain = tool_output_plain(&scratch, line, size);

	add_line(shown, line, size, scratch, plain);
	/* What a program leaves on does not reach our own words. */
	if (strlen(plain) < size)
		buffer_puts(shown, style_end(STDERR_FILENO));
}

const char *tool_output_find_advice(const char *plain)
{
	static const struct {
		const char *error, *advice;
	} known[] = {
		/* "... a PT_TLS segment"; LLVM 19: "... an SHF_TLS section". */
		{ "has an STT_TLS symbol but doesn't have a",
		  "in PHDRS of the linker script write: tls PT_TLS FLAGS(4); and in SECTIONS: "
		  ".tdata : { *(.tdata .tdata.*) } :data :tls and "
		  ".tbss : { *(.tbss .tbss.*) } :data :tls" },
		{ "duplicate symbol: _start",
		  "a kernel has one entry point: remove one of these, an ENTRY_POINT or a _start" },
		{ "' file not found",
		  "headers of this host are not a kernel's; directories with your own are listed "
		  "by `include` in ingot.yaml" },
		{ "error: expected function body after function declarator",
		  "is a macro's header missing? ENTRY_POINT and BOOT_CONFIG are in <ingot/boot.h>, "
		  "TEST is in <ingot/test.h>" },
		{ "duplicate symbol: " NAMES_PREFIX,
		  "a header of the kit declares it: rename yours, or do not include that header "
		  "where yours is defined" },
		{ "relocation R_X86_64_32S out of range",
		  "the kernel is linked where its code model does not reach: link it to the "
		  "topmost 2 GiB, from 0xffffffff80000000 on, or write \"code-model\": "
		  "\"large\" in the target spec" },
		{ "relocation R_X86_64_32 out of range",
		  "the small code model reaches the lowest 2 GiB only: link the kernel there, or "
		  "write \"code-model\": \"kernel\" in the target spec" },
	};

	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strstr(plain, known[i].error))
			return known[i].advice;
	return NULL;
}
