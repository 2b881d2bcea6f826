#include "boot/elf.h"

#include <string.h>

#include "abi/elf.h"
#include "abi/x86.h"
#include "boot/memory.h"
#include "boot/stop.h"

static struct elf_segment headers[ELF_HEADERS_MAX];

static void check_format(const struct elf_header *header)
{
	if (memcmp(header->magic, ELF_MAGIC, sizeof(header->magic)) != 0)
		stop(ERROR_ELF_FORMAT, "the kernel is no ELF file", NULL);
	if (header->class != ELF_CLASS_64)
		stop(ERROR_ELF_FORMAT, "the kernel is not 64-bit ELF: its class is %",
		     FACTS(NUMBER(header->class)));
	if (header->data != ELF_DATA_LSB || header->ident_version != ELF_VERSION ||
	    le32_get(header->version) != ELF_VERSION)
		stop(ERROR_ELF_FORMAT, "the kernel is not little-endian ELF of version 1", NULL);
	if (le16_get(header->machine) != ELF_MACHINE_X86_64)
		stop(ERROR_ELF_FORMAT, "the kernel is for ELF machine %, not % (x86_64)",
		     FACTS(NUMBER(le16_get(header->machine)), NUMBER(ELF_MACHINE_X86_64)));
	if (le16_get(header->type) == ELF_TYPE_DYN)
		stop(ERROR_ELF_TYPE, "the kernel is position-independent (ET_DYN): "
		     "link it statically, without -pie", NULL);
	if (le16_get(header->type) != ELF_TYPE_EXEC)
		stop(ERROR_ELF_TYPE, "the kernel is no executable: its ELF type is %",
		     FACTS(NUMBER(le16_get(header->type))));
}

/* Reads the program headers; returns their count. */
static size_t read_headers(struct elf_kernel *kernel, struct file *file)
{
	struct elf_header header;
	uint64_t offset;
	size_t count;

	if (file->size_bytes < sizeof(header))
		stop(ERROR_ELF_FORMAT, "the kernel is no ELF file: it has % bytes",
		     FACTS(NUMBER(file->size_bytes)));
	file_read(file, 0, &header, sizeof(header));
	check_format(&header);
	kernel->entry = le64_get(header.entry);
	offset = le64_get(header.segments_offset);
	count = le16_get(header.segment_count);
	if (le16_get(header.segment_entry_size) != sizeof(struct elf_segment))
		stop(ERROR_ELF_HEADERS, "the kernel's program headers are % bytes each, not %",
		     FACTS(NUMBER(le16_get(header.segment_entry_size)),
		           NUMBER(sizeof(struct elf_segment))));
	if (count > ELF_HEADERS_MAX)
		stop(ERROR_ELF_HEADERS, "the kernel has % program headers; "
		     "% are taken (ELF_HEADERS_MAX)",
		     FACTS(NUMBER(count), NUMBER(ELF_HEADERS_MAX)));
	if (offset > file->size_bytes ||
	    count * sizeof(struct elf_segment) > file->size_bytes - offset)
		stop(ERROR_ELF_HEADERS, "the kernel's program headers at byte % lie outside "
		     "its % bytes", FACTS(NUMBER(offset), NUMBER(file->size_bytes)));
	file_read(file, offset, headers, count * sizeof(struct elf_segment));
	return count;
}

static void check_file_range(size_t number, uint64_t offset, uint64_t size,
                             const struct file *file)
{
	if (offset > file->size_bytes || size > file->size_bytes - offset)
		stop(ERROR_ELF_SEGMENT_FILE, "segment %: % bytes at byte % lie outside "
		     "the kernel's % bytes",
		     FACTS(NUMBER(number), NUMBER(size), NUMBER(offset),
		           NUMBER(file->size_bytes)));
}

/* Keeps the segments sorted by address. */
static void insert_segment(struct elf_kernel *kernel, struct elf_load segment)
{
	size_t at = kernel->segment_count;

	if (at == ELF_SEGMENTS_MAX)
		stop(ERROR_ELF_HEADERS, "the kernel has more than % segments to load "
		     "(ELF_SEGMENTS_MAX)", FACTS(NUMBER(ELF_SEGMENTS_MAX)));
	for (; at > 0 && kernel->segments[at - 1].address > segment.address; at--)
		kernel->segments[at] = kernel->segments[at - 1];
	kernel->segments[at] = segment;
	kernel->segment_count++;
}

static void add_segment(struct elf_kernel *kernel, size_t number,
                        const struct elf_segment *header, const struct file *file,
                        struct space *space)
{
	uint32_t flags = le32_get(header->flags);
	struct elf_load segment = {
		.number = number,
		.offset = le64_get(header->offset),
		.file_size = le64_get(header->file_size),
		.address = le64_get(header->virtual_address),
		.memory_size = le64_get(header->memory_size),
		.writable = flags & ELF_SEGMENT_W,
		.executable = flags & ELF_SEGMENT_X,
	};

	check_file_range(number, segment.offset, segment.file_size, file);
	if (segment.file_size > segment.memory_size)
		stop(ERROR_ELF_SEGMENT_FILE, "segment %: % bytes in the file, % in memory",
		     FACTS(NUMBER(number), NUMBER(segment.file_size),
		           NUMBER(segment.memory_size)));
	if (!segment.memory_size)
		return;
	space_claim_segment(space, number, segment.address, segment.memory_size);
	insert_segment(kernel, segment);
}

static void add_notes(struct elf_kernel *kernel, size_t number,
                      const struct elf_segment *header, struct file *file)
{
	static uint8_t bytes[ELF_NOTES_SIZE_MAX];
	uint64_t offset = le64_get(header->offset), size = le64_get(header->file_size);

	check_file_range(number, offset, size, file);
	if (size > sizeof(bytes))
		stop(ERROR_NOTE_FORMAT, "segment %: % bytes of notes; % are read "
		     "(ELF_NOTES_SIZE_MAX)",
		     FACTS(NUMBER(number), NUMBER(size), NUMBER(sizeof(bytes))));
	file_read(file, offset, bytes, size);
	note_read(&kernel->wishes, bytes, size);
}

static void add_header(struct elf_kernel *kernel, size_t number,
                       struct file *file, struct space *space)
{
	const struct elf_segment *header = &headers[number];

	switch (le32_get(header->type)) {
	case ELF_SEGMENT_LOAD:
		add_segment(kernel, number, header, file, space);
		break;
	case ELF_SEGMENT_NOTE:
		add_notes(kernel, number, header, file);
		break;
	case ELF_SEGMENT_DYNAMIC:
	case ELF_SEGMENT_INTERP:
		stop(ERROR_ELF_TYPE, "segment %: the kernel is linked dynamically",
		     FACTS(NUMBER(number)));
	default:
		break;
	}
}

/* W^X, unless the kernel asked for less: known only once its notes are read. */
static void check_rights(const struct elf_kernel *kernel)
{
	if (kernel->wishes.config.flags & BOOT_ALLOW_WRITE_EXECUTE)
		return;
	for (size_t i = 0; i < kernel->segment_count; i++)
		if (kernel->segments[i].writable && kernel->segments[i].executable)
			stop(ERROR_ELF_SEGMENT_RIGHTS, "segment % is writable and executable "
			     "(BOOT_ALLOW_WRITE_EXECUTE would take it)",
			     FACTS(NUMBER(kernel->segments[i].number)));
}

static void check_entry(const struct elf_kernel *kernel)
{
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];

		if (segment->executable && kernel->entry >= segment->address &&
		    kernel->entry - segment->address < segment->memory_size)
			return;
	}
	stop(ERROR_ELF_ENTRY, "the kernel's entry point % lies in no executable segment",
	     FACTS(HEX(kernel->entry)));
}

static void measure(struct elf_kernel *kernel)
{
	const struct elf_load *first = &kernel->segments[0];
	const struct elf_load *last = &kernel->segments[kernel->segment_count - 1];

	kernel->virtual_base = page_round_down(first->address);
	kernel->size_bytes = page_round_up(last->address - kernel->virtual_base +
	                                   last->memory_size);
}

void elf_open(struct elf_kernel *kernel, struct file *file, struct space *space)
{
	size_t count;

	*kernel = (struct elf_kernel){ 0 };
	count = read_headers(kernel, file);
	for (size_t i = 0; i < count; i++)
		add_header(kernel, i, file, space);
	note_check(&kernel->wishes);
	check_rights(kernel);
	check_entry(kernel);
	measure(kernel);
}

/* A kernel of 2 MiB and more gets the same place in a large page, physically,
 * as it has virtually, so that large pages can map it. */
static uint64_t allocate(const struct elf_kernel *kernel)
{
	uint64_t alignment = X86_PAGE_SIZE;

	if (kernel->size_bytes >= X86_PAGE_SIZE_2MIB)
		alignment = X86_PAGE_SIZE_2MIB;
	return memory_allocate_dirty(kernel->size_bytes, alignment,
	                             kernel->virtual_base & (alignment - 1),
	                             BOOT_MEMORY_KERNEL, "the kernel");
}

/* Zeroes physical memory from `from` up to `to`. */
static void zero(uint64_t from, uint64_t to)
{
	memset(memory_at(from), 0, to - from);
}

/* Reads the segments; every byte of the kernel's memory that is not from the
 * file is zeroed: .bss, and what pages hold beside a segment. */
void elf_load(struct elf_kernel *kernel, struct file *file)
{
	uint64_t filled = allocate(kernel);

	kernel->physical_base = filled;
	for (size_t i = 0; i < kernel->segment_count; i++) {
		const struct elf_load *segment = &kernel->segments[i];
		uint64_t at = elf_physical(kernel, segment);

		zero(filled, at);
		file_read(file, segment->offset, memory_at(at), segment->file_size);
		filled = at + segment->file_size;
	}
	zero(filled, kernel->physical_base + kernel->size_bytes);
}
