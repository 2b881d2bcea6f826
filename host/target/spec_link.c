/* spec_link: the linker arguments of a target spec, which it gives for one or
 * more flavors of linkers. */
#include <string.h>

#include "host/base/suggest.h"
#include "host/target/spec_keys.h"

static const char *const plain_flavors[] = { "ld.lld", "gnu-lld", "gnu", "ld", NULL };
static const char *const driver_flavors[] = { "gnu-lld-cc", "gnu-cc", "gcc", NULL };
static const char *const other_flavors[] = {
	"darwin", "darwin-cc", "darwin-lld", "darwin-lld-cc", "wasm-lld", "wasm-lld-cc",
	"unix",   "unix-cc",   "msvc",       "msvc-lld",      "lld-link", "ld64.lld",
	"em",     "em-cc",     "bpf",        "ptx",           "llbc",     NULL,
};

static bool is_one_of(const char *const *words, const char *word)
{
	while (*words && !text_equal(*words, word))
		words++;
	return *words != NULL;
}

/* "-Wl,a,b" asks the compiler to hand "a b" to the linker. */
static bool add_driver_argument(struct arena *keep, const struct node *node, const char *text,
                                struct text_list *list)
{
	if (!text_starts_with(text, "-Wl,")) {
		diag_error(&node->at, "\"%s\" is for a compiler driver, but ld.lld links", text);
		diag_hint("write \"-Wl,%s\", or use the flavor \"ld.lld\"", text);
		return false;
	}
	for (const char *next = text + 4; *next;) {
		size_t size = strcspn(next, ",");

		text_list_add(list, text_copy(keep, next, size));
		next += size + (next[size] == ',');
	}
	return true;
}

static bool read_arguments(struct arena *keep, const struct node *node, bool for_driver,
                           struct text_list *list)
{
	struct text_list texts = { .arena = keep };
	const struct node *item = node->first;

	if (!node_text_list(node, &texts))
		return false;
	for (size_t i = 0; i < texts.count; i++, item = item->next) {
		if (!for_driver)
			text_list_add(list, texts.items[i]);
		else if (!add_driver_argument(keep, item, texts.items[i], list))
			return false;
	}
	return true;
}

static bool lists_are_equal(const struct text_list *a, const struct text_list *b)
{
	for (size_t i = 0; i < a->count && i < b->count; i++)
		if (!text_equal(a->items[i], b->items[i]))
			return false;
	return a->count == b->count;
}

static bool unknown_flavor(const struct node *key)
{
	const char *known = suggest_nearest(key->text, plain_flavors);

	diag_error(&key->at, "unknown linker flavor \"%s\"", key->text);
	diag_hint("did you mean \"%s\"?", known ? known : "ld.lld");
	return false;
}

bool spec_read_link_arguments(struct target_spec *spec, const char *key, struct text_list *list)
{
	const struct node *map = node_find(spec->root, key);
	bool driver = spec->linker_flavor && text_equal(spec->linker_flavor, "gnu-lld-cc");
	const struct node *used = NULL;

	for (const struct node *entry = map ? map->first : NULL; entry; entry = entry->next) {
		const char *flavor = entry->key->text;
		struct text_list found = { .arena = spec->keep };

		if (!is_one_of(driver ? driver_flavors : plain_flavors, flavor)) {
			if (!is_one_of(plain_flavors, flavor) &&
			    !is_one_of(driver_flavors, flavor) && !is_one_of(other_flavors, flavor))
				return unknown_flavor(entry->key);
			if (diag_level() >= DIAG_VERBOSE)
				diag_note(&entry->key->at, "ignored: the linker is ld.lld");
			continue;
		}
		if (!read_arguments(spec->keep, entry, driver, &found))
			return false;
		if (used && !lists_are_equal(list, &found)) {
			diag_error(&entry->key->at,
			           "\"%s\" and \"%s\" are one flavor, but their arguments differ",
			           used->key->text, flavor);
			return false;
		}
		used = entry;
		*list = found;
	}
	return true;
}
