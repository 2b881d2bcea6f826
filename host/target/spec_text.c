/* spec_text: a target spec for people and for clang: the configuration file,
 * and the explanation of its keys. */
#include <string.h>

#include "host/base/wrap.h"
#include "host/target/spec.h"
#include "host/target/spec_keys.h"

/* clang splits the lines of a configuration file as a shell would. */
static void add_word(struct buffer *buffer, const char *word)
{
	if (!*word)
		buffer_puts(buffer, "\"\"");
	for (; *word; word++) {
		if (strchr(" \t\\\"'#", *word))
			buffer_puts(buffer, "\\");
		buffer_add(buffer, word, 1);
	}
}

/* A flag whose argument is the next word. */
static bool takes_argument(const char *flag)
{
	return text_equal(flag, "-Xclang") || text_equal(flag, "-isystem") ||
	       text_equal(flag, "-idirafter") || text_equal(flag, "-mllvm");
}

struct bytes spec_config_text(struct arena *keep, const struct target_spec *spec,
                              const struct spec_surroundings *surroundings)
{
	struct spec_flag_list flags = spec_compile_flags(keep, spec, surroundings);
	struct buffer buffer = { .arena = keep };
	const char *reason = "";

	buffer_puts(&buffer, "# Flags of clang. Written by ingot: changes are lost.\n");
	for (size_t i = 0; i < flags.count; i++) {
		if (!text_equal(flags.items[i].reason, reason))
			buffer_printf(&buffer, "\n# %s\n", flags.items[i].reason);
		reason = flags.items[i].reason;
		add_word(&buffer, flags.items[i].text);
		/* "-Xclang -target-feature -Xclang +x" is one flag in four words. */
		while (i + 1 < flags.count &&
		       (takes_argument(flags.items[i].text) ||
		        text_equal(flags.items[i].text, "-target-feature"))) {
			buffer_puts(&buffer, " ");
			add_word(&buffer, flags.items[++i].text);
		}
		buffer_puts(&buffer, "\n");
	}
	return buffer_bytes(&buffer);
}

static void add_value(struct buffer *buffer, const struct node *value)
{
	if (value->kind == NODE_SCALAR) {
		const char *quote = value->quoted ? "\"" : "";

		buffer_printf(buffer, "%s%s%s", quote, value->text, quote);
		return;
	}
	buffer_puts(buffer, value->kind == NODE_LIST ? "[" : "{");
	for (const struct node *item = value->first; item; item = item->next) {
		if (item->key)
			buffer_printf(buffer, " \"%s\":", item->key->text);
		buffer_puts(buffer, " ");
		add_value(buffer, item);
		buffer_puts(buffer, item->next ? "," : " ");
	}
	buffer_puts(buffer, value->kind == NODE_LIST ? "]" : "}");
}

static const struct node_field *find_field(const char *key)
{
	const struct node_field *field = spec_fields;

	while (field->key && !text_equal(field->key, key))
		field++;
	return field;
}

#define TEXT_COLUMN 4  /* of what is said of a key of the spec */
#define LIST_COLUMN 43 /* of what is said of a key that there is */

static void add_flags_of(struct buffer *flags, const struct spec_flag_list *list, const char *key)
{
	const char *start = text_format(flags->arena, "\"%s\"", key);

	for (size_t i = 0; i < list->count; i++)
		if (text_starts_with(list->items[i].reason, start))
			buffer_printf(flags, "%s%s", flags->size ? " " : "", list->items[i].text);
}

/* A paragraph at TEXT_COLUMN. */
static void add_paragraph(struct buffer *buffer, const char *text)
{
	buffer_printf(buffer, "%*s", TEXT_COLUMN, "");
	buffer_add_wrapped(buffer, text, TEXT_COLUMN, TEXT_COLUMN);
	buffer_puts(buffer, "\n");
}

static void explain_key(struct buffer *buffer, const struct node *value, const char *flags)
{
	const struct node_field *field = find_field(value->key->text);
	bool idle = spec_key_class(field) == SPEC_KEY_WITHOUT_EFFECT;
	struct buffer line = { .arena = buffer->arena };

	buffer_printf(&line, "\"%s\": ", field->key);
	add_value(&line, value);
	buffer_add_broken(buffer, line.data, 0, TEXT_COLUMN);
	buffer_puts(buffer, "\n");
	add_paragraph(buffer,
	              text_format(buffer->arena, "%s%s", idle ? "no effect: " : "", field->about));
	if (*flags)
		add_paragraph(buffer, flags);
}

static void list_class(struct buffer *buffer, enum spec_key_class wanted, const char *heading)
{
	buffer_printf(buffer, "\n%s\n", heading);
	for (const struct node_field *field = spec_fields; field->key; field++) {
		if (spec_key_class(field) != wanted)
			continue;
		buffer_printf(buffer, "  %-40s ", field->key);
		buffer_add_wrapped(buffer, field->about, LIST_COLUMN, LIST_COLUMN);
		buffer_puts(buffer, "\n");
	}
}

/* The keys of the spec that set a flag of clang or ld.lld, or those that do not. */
static void explain_keys(struct buffer *buffer, const struct target_spec *spec, bool with_flags)
{
	struct arena *keep = buffer->arena;
	struct spec_surroundings nothing = { NULL, NULL, NULL, NULL };
	struct spec_flag_list compile = spec_compile_flags(keep, spec, &nothing);
	struct spec_flag_list link = spec_link_flags(keep, spec);
	struct spec_flag_list late = spec_late_link_flags(keep, spec);

	for (const struct node *value = spec->root->first; value; value = value->next) {
		struct buffer flags = { .arena = keep };

		buffer_puts(&flags, "");
		add_flags_of(&flags, &compile, value->key->text);
		add_flags_of(&flags, &link, value->key->text);
		add_flags_of(&flags, &late, value->key->text);
		if ((flags.size > 0) == with_flags)
			explain_key(buffer, value, flags.data);
	}
}

struct bytes spec_explain(struct arena *keep, const struct target_spec *spec)
{
	struct buffer buffer = { .arena = keep };

	buffer_printf(&buffer, "Target %s (%s)\n\nKeys of this spec that set flags:\n", spec->name,
	              spec->path);
	explain_keys(&buffer, spec, true);
	buffer_puts(&buffer, "\nKeys of this spec that are checked, or have no effect:\n");
	explain_keys(&buffer, spec, false);
	list_class(&buffer, SPEC_KEY_HONOURED, "All keys that decide something:");
	list_class(&buffer, SPEC_KEY_CHECKED, "Keys that can have one value only:");
	list_class(&buffer, SPEC_KEY_WITHOUT_EFFECT, "Keys of rustc without effect on C:");
	list_class(&buffer, SPEC_KEY_REFUSED, "Keys of rustc that are refused:");
	return buffer_bytes(&buffer);
}
