#include "host/build/script_check.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "abi/boot_config.h"
#include "host/base/diag.h"
#include "host/base/os_file.h"
#include "host/build/script_text.h"
#include "host/image/elf_file.h"

#define PAGE             4096
#define TLS_ON_STACK_MAX (BOOT_STACK_SIZE_DEFAULT / 4)

struct check {
	const struct build *build;
	const struct plan *plan;
	struct arena scratch;
	struct bytes elf, map;
	const struct elf_header *header;
	uint64_t flags; /* enum boot_config_flag, of the kernel's notes */
	struct place at;
};

/* --- The ELF file ---------------------------------------------------------- */

static const char *name_of(const struct check *check, const struct elf_section *section)
{
	size_t index = le16_get(check->header->section_names_index);
	struct bytes names = elf_content(check->elf, elf_get_section(check->elf, index));
	const char *text = (const char *)names.data;
	uint32_t name = le32_get(section->name);

	if (name >= names.size || !memchr(text + name, 0, names.size - name))
		return "";
	return text + name;
}

static const struct elf_section *find_section(const struct check *check, const char *name)
{
	const struct elf_section *section;

	for (size_t i = 0; (section = elf_get_section(check->elf, i)); i++)
		if (text_equal(name_of(check, section), name))
			return section;
	return NULL;
}

static const struct elf_segment *find_segment(const struct check *check, uint32_t type)
{
	const struct elf_segment *segment;

	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++)
		if (le32_get(segment->type) == type && le64_get(segment->memory_size))
			return segment;
	return NULL;
}

/* Of a segment, or the page around it. */
static bool holds(const struct elf_segment *segment, uint64_t address, uint64_t size)
{
	uint64_t offset = address - le64_get(segment->virtual_address);

	return offset <= le64_get(segment->memory_size) &&
	       size <= le64_get(segment->memory_size) - offset;
}

/* --- Where a section of an object is --------------------------------------- */

static bool bytes_have(struct bytes bytes, const char *text, size_t size)
{
	const unsigned char *next = bytes.data, *end = next + bytes.size;

	while (next && (size_t)(end - next) >= size) {
		if (memcmp(next, text, size) == 0)
			return true;
		next = memchr(next + 1, *text, (size_t)(end - next) - 1);
	}
	return false;
}

/* Whether a section of this name was linked: the linker's map has OBJECT:(NAME). */
static bool was_linked(const struct check *check, const char *name)
{
	char text[64];
	int size = snprintf(text, sizeof text, ":(%s)", name);

	return bytes_have(check->map, text, (size_t)size);
}

/* Whether an object of the project has a section of this name, which may end there. */
static bool was_compiled(const struct check *check, const char *name)
{
	for (size_t i = 0; i < check->plan->step_count; i++) {
		const struct plan_step *step = &check->plan->steps[i];
		struct arena scratch = check->scratch;
		struct bytes object;

		if (step->source && os_read_file(&scratch, step->output, &object) &&
		    bytes_have(object, name, strlen(name) + 1))
			return true;
	}
	return false;
}

/* Whether the script makes it. */
static bool is_mentioned(const struct check *check, const char *symbol)
{
	struct arena scratch = check->scratch;
	const char *path = check->build->script.path;

	return script_text_mentions(path, path_folder(&scratch, path), symbol, scratch);
}

/* --- What is needed -------------------------------------------------------- */

static bool check_sections(const struct check *check)
{
	const struct elf_section *section;

	for (size_t i = 0; (section = elf_get_section(check->elf, i)); i++) {
		uint64_t address = le64_get(section->address), flags = le64_get(section->flags);
		const struct elf_segment *segment;
		bool found = !(flags & ELF_SECTION_ALLOC) || !le64_get(section->size) ||
		             flags & ELF_SECTION_TLS || le32_get(section->type) == ELF_SECTION_NOTE;

		for (size_t s = 0; !found && (segment = elf_get_segment(check->elf, s)); s++)
			found = le32_get(segment->type) == ELF_SEGMENT_LOAD &&
			        holds(segment, address, le64_get(section->size));
		if (found)
			continue;
		diag_error(&check->at, "section \"%s\" is in no PT_LOAD segment: nobody loads it",
		           name_of(check, section));
		diag_hint("name its segment behind it: %s : { ... } :data",
		          name_of(check, section));
		return false;
	}
	return true;
}

/* ".bss" of ".bss.buffer", of one object or of a few; NULL: it is none of these. */
static const char *kind_of(const char *name)
{
	static const char *const kinds[] = { ".text", ".rodata", ".data", ".bss" };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (text_starts_with(name, kinds[i]) && name[strlen(kinds[i])] == '.')
			return text_starts_with(name, ".data.rel.ro") ? NULL : kinds[i];
	return NULL;
}

/* The linker puts a section that no line of the script places behind those that one does,
 * and so behind a symbol there that is taken for the end of the kernel. */
static bool check_placed(const struct check *check)
{
	const struct elf_section *section;

	for (size_t i = 0; (section = elf_get_section(check->elf, i)); i++) {
		const char *name = name_of(check, section), *kind = kind_of(name);

		if (!kind || !(le64_get(section->flags) & ELF_SECTION_ALLOC) ||
		    is_mentioned(check, name))
			continue;
		diag_error(&check->at,
		           "no line places section \"%s\": it lies behind symbols such as \"end\"",
		           name);
		diag_hint("write %s : { *(%s %s.*) }", kind, kind, kind);
		return false;
	}
	return true;
}

static bool check_entry(const struct check *check)
{
	uint64_t entry = le64_get(check->header->entry);
	const struct elf_segment *segment;

	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++)
		if (le32_get(segment->type) == ELF_SEGMENT_LOAD &&
		    le32_get(segment->flags) & ELF_SEGMENT_X && holds(segment, entry, 1))
			return true;
	diag_error(&check->at, "the kernel's entry point, 0x%" PRIx64 ", is not in its code",
	           entry);
	diag_hint("write ENTRY(_start)");
	return false;
}

/* Returns whether the ABI note is among these; takes the flags of the other. */
static bool read_notes(struct check *check, const struct elf_segment *segment)
{
	uint64_t at = le64_get(segment->offset), end = at + le64_get(segment->file_size);
	const struct elf_note *note;
	bool found = false;

	while (end - at >= sizeof *note && (note = elf_part(check->elf, at, sizeof *note))) {
		uint64_t name_size = ((uint64_t)le32_get(note->name_size) + 3) & ~3ull;
		uint64_t size = le32_get(note->descriptor_size);
		const char *name = elf_part(check->elf, at + sizeof *note, name_size + size);

		if (!name || end - at < sizeof *note + name_size + size)
			break;
		if (name_size >= sizeof BOOT_NOTE_NAME &&
		    memcmp(name, BOOT_NOTE_NAME, sizeof BOOT_NOTE_NAME) == 0) {
			found = found || le32_get(note->type) == BOOT_NOTE_ABI;
			if (le32_get(note->type) == BOOT_NOTE_CONFIG && size >= BOOT_CONFIG_SIZE_V1)
				check->flags =
					le64_get(*(const struct le64 *)(name + name_size +
				                                        offsetof(struct boot_config,
				                                                 flags)));
		}
		at += sizeof *note + name_size + ((size + 3) & ~3ull);
		if (at > end)
			break;
	}
	return found;
}

static bool check_note(struct check *check)
{
	const struct elf_segment *segment;
	bool found = false;

	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++)
		if (le32_get(segment->type) == ELF_SEGMENT_NOTE && read_notes(check, segment))
			found = true;
	if (found)
		return true;
	if (find_section(check, ".note.ingot") || was_linked(check, ".note.ingot")) {
		diag_error(&check->at, "\".note.ingot\" is in no PT_NOTE segment");
		diag_hint("in PHDRS write: note PT_NOTE FLAGS(4); and in SECTIONS: "
		          ".note.ingot : { KEEP(*(.note.ingot)) } :rodata :note");
		return false;
	}
	if (!was_compiled(check, ".note.ingot"))
		return true; /* no ENTRY_POINT, and no fault of the script's */
	diag_error(&check->at, "\".note.ingot\" is discarded: it says what the kernel asks of the "
	                       "loader");
	diag_hint("before /DISCARD/ write: .note.ingot : { KEEP(*(.note.ingot)) }");
	return false;
}

/* What all segments that touch a page need of it. */
static uint32_t page_rights(const struct check *check, uint64_t page)
{
	const struct elf_segment *segment;
	uint32_t rights = 0;

	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++) {
		uint64_t begin = le64_get(segment->virtual_address);
		uint64_t size = le64_get(segment->memory_size);

		if (le32_get(segment->type) == ELF_SEGMENT_LOAD && size &&
		    begin / PAGE <= page / PAGE && (begin + size - 1) / PAGE >= page / PAGE)
			rights |= le32_get(segment->flags);
	}
	return rights;
}

static bool check_rights(const struct check *check)
{
	const uint32_t both = ELF_SEGMENT_W | ELF_SEGMENT_X;
	const struct elf_segment *segment;

	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++) {
		uint64_t begin = le64_get(segment->virtual_address);
		uint64_t pages[] = { begin, begin + le64_get(segment->memory_size) - 1 };

		if (le32_get(segment->type) != ELF_SEGMENT_LOAD ||
		    !le64_get(segment->memory_size) || check->flags & BOOT_ALLOW_WRITE_EXECUTE)
			continue;
		for (size_t p = 0; p < 2; p++) {
			if ((page_rights(check, pages[p]) & both) != both)
				continue;
			diag_error(&check->at,
			           "the page at 0x%" PRIx64 " would be writable and executable",
			           pages[p] / PAGE * PAGE);
			diag_hint("write . = ALIGN(4096); between code and data, or allow it: "
			          "BOOT_CONFIG(.flags = BOOT_ALLOW_WRITE_EXECUTE)");
			return false;
		}
	}
	return true;
}

static bool check_dynamic(const struct check *check)
{
	if (le16_get(check->header->type) != ELF_TYPE_DYN ||
	    find_segment(check, ELF_SEGMENT_DYNAMIC))
		return true;
	diag_error(&check->at, "a position-independent kernel has no PT_DYNAMIC segment, which the "
	                       "loader relocates it by");
	diag_hint("in PHDRS write: dynamic PT_DYNAMIC FLAGS(4); and in SECTIONS: "
	          ".dynamic : { *(.dynamic) } :rodata :dynamic");
	return false;
}

static bool check_thread_local(const struct check *check)
{
	const struct elf_segment *tls = find_segment(check, ELF_SEGMENT_TLS);
	bool on_stack = !is_mentioned(check, "kernel_tls_block");
	const struct elf_section *section;
	bool wanted = false;

	for (size_t i = 0; (section = elf_get_section(check->elf, i)); i++)
		wanted = wanted ||
		         (le64_get(section->flags) & ELF_SECTION_TLS && le64_get(section->size));
	if (tls && le64_get(tls->alignment) > PAGE)
		return diag_error(&check->at,
		                  "a _Thread_local variable is aligned to more than a page (4096 "
		                  "bytes)");
	if (!tls || !on_stack || le64_get(tls->memory_size) <= TLS_ON_STACK_MAX)
		return true;
	diag_error(&check->at,
	           "%" PRIu64 " bytes of thread-local variables are too many for the stack: more "
	           "than %u",
	           le64_get(tls->memory_size), TLS_ON_STACK_MAX);
	diag_hint("at the end of .bss write: . = ALIGN(4096); kernel_tls_block = .; "
	          ". += SIZEOF(.tdata) + SIZEOF(.tbss) + 8192;");
	return false;
}

/* Sections that the kit finds by their name in the linked file. */
static bool check_tables(const struct check *check)
{
	static const struct {
		const char *name, *what;
		bool is_kept; /* whoever does not refer to it */
	} tables[] = {
		{ "ingot_tests", "the tests", true },
		{ "ingot_percpu", "PER_CPU variables", false },
		{ "ingot_log", "the parts of the log", false },
		{ "ingot_counters", "the counters", false },
	};

	for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
		const char *name = tables[i].name;

		if (find_section(check, name) ||
		    !(was_linked(check, name) || (tables[i].is_kept && was_compiled(check, name))))
			continue;
		diag_error(&check->at, "\"%s\" is not a section of the kernel: %s are lost", name,
		           tables[i].what);
		diag_hint("behind .data write: %s : { KEEP(*(%s)) }", name, name);
		return false;
	}
	return true;
}

/* Whether all functions of a kind are where the linker tells the kit: in the section of
 * that name. Those with a priority, .init_array.101, are not if the script leaves them out:
 * then each has an output section of its own. */
static bool has_array(const struct check *check, const char *name, uint32_t type)
{
	const struct elf_section *section;

	for (size_t i = 0; (section = elf_get_section(check->elf, i)); i++)
		if (le32_get(section->type) == type && !text_equal(name_of(check, section), name))
			return false;
	return find_section(check, name) || !was_compiled(check, name);
}

static bool check_arrays(const struct check *check)
{
	static const struct {
		const char *name, *begin, *what;
		uint32_t type;
	} arrays[] = {
		{ ".init_array", "__init_array_start", "constructors", ELF_SECTION_INIT_ARRAY },
		{ ".fini_array", "__fini_array_start", "destructors", ELF_SECTION_FINI_ARRAY },
	};

	for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++) {
		const char *name = arrays[i].name;

		if (has_array(check, name, arrays[i].type) || is_mentioned(check, arrays[i].begin))
			continue;
		diag_error(&check->at,
		           "not all of \"%s\" is in a section of that name: %s are lost", name,
		           arrays[i].what);
		diag_hint("behind .rodata write: %s : { KEEP(*(SORT_BY_INIT_PRIORITY(%s.*))) "
		          "KEEP(*(%s)) }",
		          name, name, name);
		return false;
	}
	return true;
}

static bool check_physical(const struct check *check)
{
	const struct elf_segment *segment;

	if (!(check->flags & BOOT_LOAD_AT_PHYSICAL))
		return true;
	for (size_t i = 0; (segment = elf_get_segment(check->elf, i)); i++) {
		uint64_t physical = le64_get(segment->physical_address);

		if (le32_get(segment->type) != ELF_SEGMENT_LOAD || physical >> 32 == 0)
			continue;
		diag_error(&check->at,
		           "a segment asks for physical address 0x%" PRIx64
		           ", but memory is used below 4 GiB",
		           physical);
		diag_hint("write behind each section: AT(ADDR(NAME) - 0xffffffff80000000), or "
		          "remove BOOT_LOAD_AT_PHYSICAL");
		return false;
	}
	return true;
}

bool script_check(const struct build *build, const struct plan *plan, struct arena scratch)
{
	struct check check = { .build = build, .plan = plan, .at = { .file = build->script.path } };
	const char *map = text_format(&scratch, "%s/%s.map", build->folder, build->project.name);

	if (!build->script.path)
		return true;
	if (!os_read_file(&scratch, build->kernel, &check.elf) ||
	    !os_read_file(&scratch, map, &check.map))
		return true; /* whoever needs them says so */
	check.scratch = scratch;
	check.header = elf_part(check.elf, 0, sizeof *check.header);
	if (!check.header)
		return true;
	if (!check_note(&check) || !check_entry(&check) || !check_sections(&check) ||
	    !check_placed(&check) || !check_rights(&check) || !check_dynamic(&check) ||
	    !check_physical(&check))
		return false;
	return !build->project.kit ||
	       (check_thread_local(&check) && check_tables(&check) && check_arrays(&check));
}
