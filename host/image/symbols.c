#include "host/image/symbols.h"

#include <stdlib.h>
#include <string.h>

#include "abi/names.h"
#include "abi/symbols.h"
#include "host/image/crc32.h"
#include "host/image/elf_file.h"

#define PADDING_MAX 15 /* bytes between two functions that belong to the first */

struct function {
	uint64_t begin, end; /* end: begin if nobody says */
	unsigned rank;       /* of names of one address, the lowest is taken */
	const char *name;
};

struct functions {
	struct function *list;
	size_t count;
};

static const struct elf_section *find_symbols(struct bytes elf)
{
	const struct elf_section *section;

	for (size_t i = 0; (section = elf_get_section(elf, i)); i++)
		if (le32_get(section->type) == ELF_SECTION_SYMBOLS)
			return section;
	return NULL;
}

/* Assembly need not say how long a function is: at most as long as its section. */
static uint64_t find_end(struct bytes elf, const struct elf_symbol *symbol)
{
	uint64_t begin = le64_get(symbol->value), size = le64_get(symbol->size);
	const struct elf_section *section = elf_get_section(elf, le16_get(symbol->section));
	uint64_t limit = section ? le64_get(section->address) + le64_get(section->size) : begin;

	if (limit < begin)
		limit = begin;
	return size > 0 && size < limit - begin ? begin + size : limit;
}

/* As its source has it; an alias of that name lies at the same place. */
static const char *shown_name(const char *name)
{
	return text_starts_with(name, NAMES_PREFIX) ? name + strlen(NAMES_PREFIX) : name;
}

static bool get_function(struct bytes elf, struct bytes names, const struct elf_symbol *symbol,
                         struct function *function)
{
	static const unsigned ranks[16] = { [ELF_SYMBOL_LOCAL] = 2, [ELF_SYMBOL_WEAK] = 1 };
	uint32_t name = le32_get(symbol->name);

	if ((symbol->info & 15) != ELF_SYMBOL_FUNCTION || le16_get(symbol->section) == 0 ||
	    name >= names.size || names.data[name] == 0 ||
	    !memchr(names.data + name, 0, names.size - name))
		return false;
	*function = (struct function){ le64_get(symbol->value), find_end(elf, symbol),
		                       ranks[symbol->info >> 4],
		                       shown_name((const char *)names.data + name) };
	return true;
}

static int compare(const void *a, const void *b)
{
	const struct function *first = a, *second = b;

	if (first->begin != second->begin)
		return first->begin < second->begin ? -1 : 1;
	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	return strcmp(first->name, second->name);
}

/* In the order of addresses, one for each. */
static struct functions find_functions(struct arena *keep, struct bytes elf)
{
	const struct elf_section *section = find_symbols(elf);
	struct bytes symbols = elf_content(elf, section);
	size_t count = symbols.size / sizeof(struct elf_symbol), kept = 0;
	struct bytes names = { NULL, 0 };
	struct functions found = { arena_push(keep, struct function, count), 0 };

	if (section)
		names = elf_content(elf, elf_get_section(elf, le32_get(section->link)));
	for (size_t i = 0; i < count; i++)
		found.count += get_function(elf, names, (const struct elf_symbol *)symbols.data + i,
		                            &found.list[found.count]);
	qsort(found.list, found.count, sizeof *found.list, compare);
	for (size_t i = 0; i < found.count; i++)
		if (kept == 0 || found.list[i].begin != found.list[kept - 1].begin)
			found.list[kept++] = found.list[i];
	found.count = kept;
	return found;
}

static void add_entry(struct buffer *to, uint64_t delta, const char *name)
{
	char shown[SYMBOLS_NAME_MAX + 1] = "";

	for (; delta > 0x7f; delta >>= 7)
		buffer_add(to, (const char[]){ (char)(delta | 0x80) }, 1);
	buffer_add(to, (const char[]){ (char)delta }, 1);
	for (size_t i = 0; i < SYMBOLS_NAME_MAX && name[i]; i++)
		shown[i] = name[i] < '!' || name[i] > '~' ? '?' : name[i];
	buffer_add(to, shown, strlen(shown) + 1);
}

/* Each function, and behind those that nothing follows at once an entry without a name.
 * False if two lie farther from each other than an entry can say. */
static bool add_entries(struct buffer *to, const struct functions *functions)
{
	uint64_t at = functions->list[0].begin;

	for (size_t i = 0; i < functions->count; i++) {
		const struct function *f = &functions->list[i];
		bool is_last = i + 1 == functions->count;
		uint64_t next = is_last ? UINT64_MAX : f[1].begin;

		if ((next - at) >> 7 * SYMBOLS_DELTA_BYTES_MAX != 0 && !is_last)
			return false;
		add_entry(to, f->begin - at, f->name);
		at = f->begin;
		if (is_last || (f->end < next && next - f->end > PADDING_MAX)) {
			add_entry(to, f->end - at, "");
			at = f->end;
		}
	}
	return true;
}

const char *symbols_make(struct arena *keep, struct bytes elf, struct bytes *table)
{
	struct functions functions = find_functions(keep, elf);
	struct symbols_header header = { .version = le32_of(SYMBOLS_VERSION) };
	struct buffer text = { .arena = keep };

	if (functions.count == 0)
		return "it has no symbols of functions";
	memcpy(header.magic, SYMBOLS_MAGIC, sizeof header.magic);
	header.base = le64_of(functions.list[0].begin);
	buffer_add(&text, (const char *)&header, sizeof header);
	if (!add_entries(&text, &functions))
		return "its functions lie more than 32 GiB apart";
	header.crc = le32_of(crc32_add(0, text.data, text.size));
	memcpy(text.data, &header, sizeof header);
	*table = buffer_bytes(&text);
	return NULL;
}
