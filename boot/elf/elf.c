#include "boot/elf/elf.h"

#include <string.h>

#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/base/random.h"
#include "boot/base/stop.h"
#include "boot/elf/relocate.h"
#include "boot/memory/memory.h"
#include "boot/memory/paging.h"

#define KASLR_TRIES_MAX 4096 /* no more room than that is in 8 GiB */

static struct elf_segment headers[ELF_HEADERS_MAX];

static void check_format(const struct elf_header *header)
{
	if (memcmp(header->magic, ELF_MAGIC, sizeof header->magic) != 0)
		stop(ERROR_ELF_FORMAT, "the kernel is not an ELF file", NULL);
	if (header->class != ELF_CLASS_64)
		stop(ERROR_ELF_FORMAT, "the kernel is not 64-bit ELF: its class is %",
		     FACTS(NUMBER(header->class)));
	if (header->data != ELF_DATA_LSB || header->ident_version != ELF_VERSION ||
	    le32_get(header->version) != ELF_VERSION)
		stop(ERROR_ELF_FORMAT, "the kernel is not little-endian ELF of version 1", NULL);
	if (le16_get(header->machine) != ELF_MACHINE_X86_64)
		stop(ERROR_ELF_FORMAT, "the kernel is for ELF machine %, not % (x86_64)",
		     FACTS(NUMBER(le16_get(header->machine)), NUMBER(ELF_MACHINE_X86_64)));
	if (le16_get(header->type) != ELF_TYPE_EXEC && le16_get(header->type) != ELF_TYPE_DYN)
		stop(ERROR_ELF_TYPE, "the kernel is not an executable: its ELF type is %",
		     FACTS(NUMBER(le16_get(header->type))));
}

/* Reads the program headers; returns their count. */
static size_t read_headers(struct elf_kernel *kernel, struct file *file)
{
	struct elf_header header;
	uint64_t offset;
	size_t count;

	if (file->size_bytes < sizeof header)
		stop(ERROR_ELF_FORMAT, "the kernel is not an ELF file: it has % bytes",
		     FACTS(NUMBER(file->size_bytes)));
	file_read(file, 0, &header, sizeof header);
	check_format(&header);
	kernel->entry = le64_get(header.entry);
	kernel->is_relocatable = le16_get(header.type) == ELF_TYPE_DYN;
	offset = le64_get(header.segments_offset);
	count = le16_get(header.segment_count);
	if (le16_get(header.segment_entry_size) != sizeof(struct elf_segment))
		stop(ERROR_ELF_HEADERS, "the kernel's program headers are % bytes each, not %",
		     FACTS(NUMBER(le16_get(header.segment_entry_size)),
		           NUMBER(sizeof(struct elf_segment))));
	if (count > ELF_HEADERS_MAX)
		stop(ERROR_ELF_HEADERS,
		     "the kernel has % program headers; the limit is % (ELF_HEADERS_MAX)",
		     FACTS(NUMBER(count), NUMBER(ELF_HEADERS_MAX)));
	if (offset > file->size_bytes ||
	    count * sizeof(struct elf_segment) > file->size_bytes - offset)
		stop(ERROR_ELF_HEADERS,
		     "the kernel's program headers at byte % lie outside its % bytes",
		     FACTS(NUMBER(offset), NUMBER(file->size_bytes)));
	file_read(file, offset, headers, count * sizeof(struct elf_segment));
	return count;
}

static void check_file_range(size_t number, uint64_t offset, uint64_t size, const struct file *file)
{
	if (offset > file->size_bytes || size > file->size_bytes - offset)
		stop(ERROR_ELF_SEGMENT_FILE,
		     "segment %: % bytes at byte % lie outside the kernel's % bytes",
		     FACTS(NUMBER(number), NUMBER(size), NUMBER(offset), NUMBER(file->size_bytes)));
}

/* Keeps the segments sorted by address. */
static void insert_segment(struct elf_kernel *kernel, struct elf_load segment)
{
	size_t at = kernel->segment_count;

	if (at == ELF_SEGMENTS_MAX)
		stop(ERROR_ELF_HEADERS,
		     "the kernel has more than % segments to load (ELF_SEGMENTS_MAX)",
		     FACTS(NUMBER(ELF_SEGMENTS_MAX)));
	for (; at > 0 && kernel->segments[at - 1].address > segment.address; at--)
		kernel->segments[at] = kernel->segments[at - 1];
	kernel->segments[at] = segment;
	kernel->segment_count++;
}

static void add_segment(struct elf_kernel *kernel, size_t number, const struct elf_segment *header,
                        const struct file *file)
{
	uint32_t flags = le32_get(header->flags);
	struct elf_load segment = {
		.number = number,
		.offset = le64_get(header->offset),
		.file_size = le64_get(header->file_size),
		.address = le64_get(header->virtual_address),
		.memory_size = le64_get(header->memory_size),
		.physical = le64_get(header->physical_address),
		.writable = flags & ELF_SEGMENT_W,
		.executable = flags & ELF_SEGMENT_X,
	};

	check_file_range(number, segment.offset, segment.file_size, file);
	if (segment.file_size > segment.memory_size)
		stop(ERROR_ELF_SEGMENT_FILE, "segment %: % bytes in the file, % in memory",
		     FACTS(NUMBER(number), NUMBER(segment.file_size), NUMBER(segment.memory_size)));
	if (!segment.memory_size)
		return;
	if (segment.address + (segment.memory_size - 1) < segment.address)
		stop(ERROR_ELF_SEGMENT_ADDRESS, "segment %: % bytes at % run past the last address",
		     FACTS(NUMBER(number), HEX(segment.memory_size), HEX(segment.address)));
	insert_segment(kernel, segment);
}

static struct elf_part part_of(size_t number, const struct elf_segment *header)
{
	return (struct elf_part){
		.number = number,
		.address = le64_get(header->virtual_address),
		.file_size = le64_get(header->file_size),
		.memory_size = le64_get(header->memory_size),
		.alignment = le64_get(header->alignment),
	};
}

static void add_dynamic(struct elf_kernel *kernel, size_t number, const struct elf_segment *header)
{
	if (!kernel->is_relocatable && le64_get(header->file_size))
		stop(ERROR_ELF_TYPE, "segment %: the kernel is linked dynamically",
		     FACTS(NUMBER(number)));
	kernel->dynamic = part_of(number, header);
}

static void add_tls(struct elf_kernel *kernel, size_t number, const struct elf_segment *header)
{
	struct elf_part tls = part_of(number, header);

	if (tls.file_size > tls.memory_size || tls.alignment & (tls.alignment - 1))
		stop(ERROR_ELF_HEADERS,
		     "segment %: thread-local storage of % bytes in the file, "
		     "% in memory, aligned to %",
		     FACTS(NUMBER(number), NUMBER(tls.file_size), NUMBER(tls.memory_size),
		           NUMBER(tls.alignment)));
	kernel->tls = tls;
}

static void add_notes(struct elf_kernel *kernel, size_t number, const struct elf_segment *header,
                      struct file *file)
{
	static uint8_t bytes[ELF_NOTES_SIZE_MAX];
	uint64_t offset = le64_get(header->offset), size = le64_get(header->file_size);

	check_file_range(number, offset, size, file);
	if (size > sizeof bytes)
		stop(ERROR_NOTE_FORMAT,
		     "segment %: % bytes of notes; the limit is % (ELF_NOTES_SIZE_MAX)",
		     FACTS(NUMBER(number), NUMBER(size), NUMBER(sizeof bytes)));
	file_read(file, offset, bytes, size);
	note_read(&kernel->requests, bytes, size);
}

static void add_header(struct elf_kernel *kernel, size_t number, struct file *file)
{
	const struct elf_segment *header = &headers[number];

	switch (le32_get(header->type)) {
	case ELF_SEGMENT_LOAD:    add_segment(kernel, number, header, file); break;
	case ELF_SEGMENT_NOTE:    add_notes(kernel, number, header, file); break;
	case ELF_SEGMENT_DYNAMIC: add_dynamic(kernel, number, header); break;
	case ELF_SEGMENT_TLS:     add_tls(kernel, number, header); break;
	case ELF_SEGMENT_INTERP:
		stop(ERROR_ELF_TYPE, "segment %: the kernel is linked dynamically",
		     FACTS(NUMBER(number)));
	default: break;
	}
}

static uint64_t last_of(const struct elf_load *segment)
{
	return segment->address + (segment->memory_size - 1);
}

static void check_overlap(const struct elf_kernel *kernel)
{
	for (size_t i = 1; i < kernel->segment_count; i++) {
		const struct elf_load *a = &kernel->segments[i - 1], *b = &kernel->segments[i];

		if (last_of(a) >= b->address)
			stop(ERROR_ELF_SEGMENT_OVERLAP, "segments % at %..% and % at %..% overlap",
			     FACTS(NUMBER(b->number), HEX(b->address), HEX(last_of(b)),
			           NUMBER(a->number), HEX(a->address), HEX(last_of(a))));
	}
}

unsigned elf_page_rights(const struct elf_kernel *kernel, uint64_t page)
{
	unsigned rights = PAGE_READ;

	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		if (page_round_down(segment->address) > page || page > last_of(segment))
			continue;
		if (segment->writable)
			rights |= PAGE_WRITE;
		if (segment->executable)
			rights |= PAGE_EXECUTE;
	}
	return rights;
}

static void check_page(const struct elf_kernel *kernel, const struct elf_load *segment,
                       uint64_t page)
{
	unsigned both = PAGE_WRITE | PAGE_EXECUTE;

	if ((elf_page_rights(kernel, page) & both) != both)
		return;
	if (segment->writable && segment->executable)
		stop(ERROR_ELF_SEGMENT_RIGHTS,
		     "segment % is writable and executable "
		     "(BOOT_ALLOW_WRITE_EXECUTE would take it)",
		     FACTS(NUMBER(segment->number)));
	stop(ERROR_ELF_SEGMENT_RIGHTS,
	     "segment % shares page % with another: the page would be "
	     "writable and executable (BOOT_ALLOW_WRITE_EXECUTE would take it)",
	     FACTS(NUMBER(segment->number), HEX(page)));
}

/* W^X, unless the kernel asked for less: known only once its notes are read.
 * Only the outermost pages of a segment can be another's as well. */
static void check_rights(const struct elf_kernel *kernel)
{
	if (kernel->requests.config.flags & BOOT_ALLOW_WRITE_EXECUTE)
		return;
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		check_page(kernel, segment, page_round_down(segment->address));
		check_page(kernel, segment, page_round_down(last_of(segment)));
	}
}

/* A part that is to be found in memory lies in one segment's bytes. */
static void check_part(const struct elf_kernel *kernel, const struct elf_part *part)
{
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];
		uint64_t offset = part->address - segment->address;

		if (part->address >= segment->address && offset <= segment->memory_size &&
		    part->file_size <= segment->memory_size - offset)
			return;
	}
	stop(ERROR_ELF_HEADERS, "segment %: % bytes at % are not in a segment that is loaded",
	     FACTS(NUMBER(part->number), NUMBER(part->file_size), HEX(part->address)));
}

static void check_entry(const struct elf_kernel *kernel)
{
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		if (segment->executable && kernel->entry >= segment->address &&
		    kernel->entry - segment->address < segment->memory_size)
			return;
	}
	stop(ERROR_ELF_ENTRY, "the kernel's entry point % is not in an executable segment",
	     FACTS(HEX(kernel->entry)));
}

static void measure(struct elf_kernel *kernel)
{
	const struct elf_load *first = &kernel->segments[0];
	const struct elf_load *last = &kernel->segments[kernel->segment_count - 1];

	kernel->virtual_base = page_round_down(first->address);
	kernel->size_bytes = page_round_up(last_of(last) - kernel->virtual_base + 1);
}

void elf_open(struct elf_kernel *kernel, struct file *file)
{
	size_t count;

	*kernel = (struct elf_kernel){ 0 };
	count = read_headers(kernel, file);
	for (size_t i = 0; i < count; i++)
		add_header(kernel, i, file);
	note_check(&kernel->requests);
	check_overlap(kernel);
	check_rights(kernel);
	check_entry(kernel);
	if (kernel->dynamic.file_size)
		check_part(kernel, &kernel->dynamic);
	if (kernel->tls.file_size)
		check_part(kernel, &kernel->tls);
	measure(kernel);
}

static bool is_at_physical(const struct elf_kernel *kernel)
{
	return kernel->requests.config.flags & BOOT_LOAD_AT_PHYSICAL;
}

/* How far its memory is from its addresses. */
static uint64_t distance(const struct elf_load *segment)
{
	return segment->physical - segment->address;
}

/* Segments from `first` on, up to the result, are near enough to lie in one
 * piece of memory: those that share a page must. */
static size_t piece_end(const struct elf_kernel *kernel, size_t first)
{
	bool fixed = is_at_physical(kernel);
	uint64_t gap = fixed ? X86_PAGE_SIZE : ELF_GAP_MAX;
	const struct elf_load *segments = kernel->segments;
	size_t i = first + 1;

	while (i < kernel->segment_count && segments[i].address - last_of(&segments[i - 1]) < gap &&
	       (!fixed || distance(&segments[i]) == distance(&segments[first])))
		i++;
	return i;
}

static void check_physical(const struct elf_kernel *kernel)
{
	if (kernel->is_relocatable)
		stop(ERROR_ELF_PHYSICAL,
		     "the kernel asks for its physical addresses, but is position-independent",
		     NULL);
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		if (distance(segment) % X86_PAGE_SIZE)
			stop(ERROR_ELF_PHYSICAL,
			     "segment %: addresses % and % (physical) differ within their page",
			     FACTS(NUMBER(segment->number), HEX(segment->address),
			           HEX(segment->physical)));
		if (i > 0 && distance(segment) != distance(segment - 1) &&
		    page_round_down(segment->address) == page_round_down(last_of(segment - 1)))
			stop(ERROR_ELF_PHYSICAL,
			     "segments % and % share page %, but not its memory",
			     FACTS(NUMBER(segment[-1].number), NUMBER(segment->number),
			           HEX(page_round_down(segment->address))));
	}
}

void elf_take_memory(const struct elf_kernel *kernel)
{
	if (!is_at_physical(kernel))
		return;
	check_physical(kernel);
	for (size_t i = 0, end; i < kernel->segment_count; i = end) {
		const struct elf_load *first = &kernel->segments[i], *last;
		uint64_t base = page_round_down(first->physical), at, size;
		const char *owner;

		end = piece_end(kernel, i);
		last = &kernel->segments[end - 1];
		size = page_round_up(last->physical + last->memory_size - base);
		owner = memory_take(base, size, BOOT_MEMORY_KERNEL, &at);
		if (owner)
			stop(ERROR_ELF_PHYSICAL,
			     "segment % asks for % bytes of memory at %, but % is %",
			     FACTS(NUMBER(first->number), HEX(size), HEX(base), HEX(at),
			           TEXT(owner)));
	}
}

/* A kernel linked into the high half has said where it wants to be; one that
 * is linked low, as a PIE is by habit, goes to the topmost 2 GiB. */
static uint64_t usual_slide(const struct elf_kernel *kernel)
{
	if (kernel->virtual_base >= X86_HIGH_HALF_BASE)
		return 0;
	return BOOT_KASLR_BASE_DEFAULT + (kernel->virtual_base & (BOOT_KASLR_STEP - 1)) -
	       kernel->virtual_base;
}

/* A random free place within the range that the kernel requested: the first
 * one from a random step on. */
static uint64_t random_slide(const struct elf_kernel *kernel, const struct space *space)
{
	const struct boot_kaslr_request *request = &kernel->requests.config.kaslr;
	uint64_t first = request->base +
	                 ((kernel->virtual_base - request->base) & (BOOT_KASLR_STEP - 1));
	uint64_t room = request->size_bytes - (first - request->base);
	uint64_t count = 0, start;

	if (first - request->base <= request->size_bytes && kernel->size_bytes <= room)
		count = (room - kernel->size_bytes) / BOOT_KASLR_STEP + 1;
	start = count ? random_word() % count : 0;
	for (uint64_t i = 0; i < count && i < KASLR_TRIES_MAX; i++) {
		uint64_t base = first + (start + i) % count * BOOT_KASLR_STEP;

		if (space_is_free(space, base, kernel->size_bytes))
			return base - kernel->virtual_base;
	}
	stop(ERROR_CONFIG_MAP, "KASLR: no room for the kernel's % bytes in % bytes at %",
	     FACTS(HEX(kernel->size_bytes), HEX(request->size_bytes), HEX(request->base)));
}

static uint64_t choose_slide(const struct elf_kernel *kernel, const struct space *space)
{
	bool wants_random = kernel->requests.config.kaslr.mode == BOOT_ON;

	if (kernel->is_relocatable)
		return wants_random ? random_slide(kernel, space) : usual_slide(kernel);
	if (wants_random)
		stop(ERROR_ELF_TYPE,
		     "the kernel requests KASLR, but is linked at a fixed address: "
		     "link it with -pie",
		     NULL);
	return 0;
}

void elf_place(struct elf_kernel *kernel, struct space *space)
{
	kernel->slide = choose_slide(kernel, space);
	kernel->entry += kernel->slide;
	kernel->virtual_base += kernel->slide;
	kernel->dynamic.address += kernel->slide;
	kernel->tls.address += kernel->slide;
	for (size_t i = 0; i < kernel->segment_count; i++) {
		struct elf_load *segment = &kernel->segments[i];

		segment->address += kernel->slide;
		space_claim_segment(space, segment->number, segment->address, segment->memory_size);
	}
}

/* Memory of 2 MiB and more gets the same place in a large page, physically, as
 * it has virtually, so that large pages can map it. */
static uint64_t allocate(uint64_t virtual_base, uint64_t size_bytes)
{
	uint64_t alignment = X86_PAGE_SIZE;

	if (size_bytes >= X86_PAGE_SIZE_2MIB)
		alignment = X86_PAGE_SIZE_2MIB;
	return memory_allocate_dirty(size_bytes, alignment, virtual_base & (alignment - 1),
	                             BOOT_MEMORY_KERNEL, "the kernel");
}

/* Zeroes physical memory from `from` up to `to`. */
static void zero(uint64_t from, uint64_t to)
{
	memset(memory_at(from), 0, to - from);
}

/* Reads segments; every byte of their pages that is not from the file is
 * zeroed: .bss, and what lies beside a segment. */
static void load_piece(struct elf_kernel *kernel, struct file *file, size_t first, size_t end)
{
	uint64_t base = page_round_down(kernel->segments[first].address);
	uint64_t size = page_round_up(last_of(&kernel->segments[end - 1]) - base + 1);
	uint64_t physical = is_at_physical(kernel) ? base + distance(&kernel->segments[first])
	                                           : allocate(base, size);
	uint64_t filled = physical;

	for (size_t i = first; i < end; i++) {
		struct elf_load *segment = &kernel->segments[i];

		segment->physical = physical + (segment->address - base);
		zero(filled, segment->physical);
		file_read(file, segment->offset, memory_at(segment->physical), segment->file_size);
		filled = segment->physical + segment->file_size;
	}
	zero(filled, physical + size);
}

void elf_load(struct elf_kernel *kernel, struct file *file)
{
	for (size_t i = 0, end; i < kernel->segment_count; i = end) {
		end = piece_end(kernel, i);
		load_piece(kernel, file, i, end);
	}
	if (kernel->dynamic.file_size)
		relocate(kernel);
}
