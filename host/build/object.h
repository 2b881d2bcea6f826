#pragma once
/* object: the symbols of an ELF file, an object or a kernel, and an object with others in
 * their place: sections, relocations and what refers to symbols by number stay as they
 * are. */
#include "abi/elf.h"
#include "host/base/text.h"

struct object {
	struct bytes file;
	const struct elf_symbol *symbols;
	size_t count, first_global; /* all from that one on are for other files */
	struct bytes names;         /* ends with a zero byte */
	size_t symbols_section, names_section;
};

/* NULL, or why a file cannot be taken. The object points into it. */
const char *object_open(struct bytes file, struct object *object);

const char *object_name(const struct object *object, size_t symbol);
bool object_defines(const struct object *object, size_t symbol);
/* Whether a linker looks for it in archives: not what is only referred to as weak. */
bool object_demands(const struct object *object, size_t symbol);

/* Adds the names that it refers to as weak. */
void object_list_weak(const struct object *object, struct text_list *names);

/* What a symbol becomes. */
struct object_name {
	const char *name;  /* NULL: its own */
	const char *alias; /* a weak symbol beside it, at the same place; or NULL */
	bool is_weak;      /* in any case, else as it is */
};

/* An object without a section of its own that refers to names as weak. */
struct bytes object_make_weak(struct arena *keep, const struct text_list *names);
/* The object with these names: one for each symbol, locals included. */
struct bytes object_rename(struct arena *keep, const struct object *object,
                           const struct object_name *names);
