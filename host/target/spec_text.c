/* spec_text: a target spec for people and for clang: the configuration file,
 * and the explanation of its keys. */
#include <string.h>

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
	       text_equal(flag, "-mllvm");
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

static void add_flags_of(struct buffer *buffer, const struct spec_flag_list *flags, const char *key)
{
	const char *start = text_format(buffer->arena, "\"%s\"", key);
	bool any = false;

	for (size_t i = 0; i < flags->count; i++) {
		if (!text_starts_with(flags->items[i].reason, start))
			continue;
		buffer_printf(buffer, "%s%s", any ? " " : "    ", flags->items[i].text);
		any = true;
	}
	if (any)
		buffer_puts(buffer, "\n");
}

static void explain_key(struct buffer *buffer, const struct node *value,
                        const struct spec_flag_list *compile, const struct spec_flag_list *link)
{
	const struct node_field *field = find_field(value->key->text);
	bool idle = spec_key_class(field) == SPEC_KEY_WITHOUT_EFFECT;

	buffer_printf(buffer, "\"%s\": ", field->key);
	add_value(buffer, value);
	buffer_printf(buffer, "\n    %s%s\n", idle ? "no effect: " : "", field->about);
	add_flags_of(buffer, compile, field->key);
	add_flags_of(buffer, link, field->key);
}

static void list_class(struct buffer *buffer, enum spec_key_class wanted, const char *heading)
{
	buffer_printf(buffer, "\n%s\n", heading);
	for (const struct node_field *field = spec_fields; field->key; field++)
		if (spec_key_class(field) == wanted)
			buffer_printf(buffer, "  %-40s %s\n", field->key, field->about);
}

struct bytes spec_explain(struct arena *keep, const struct target_spec *spec)
{
	struct buffer buffer = { .arena = keep };
	struct spec_surroundings nothing = { NULL, NULL, NULL };
	struct spec_flag_list compile = spec_compile_flags(keep, spec, &nothing);
	struct spec_flag_list link = spec_link_flags(keep, spec);

	buffer_printf(&buffer, "Target %s (%s)\n\n", spec->name, spec->path);
	for (const struct node *value = spec->root->first; value; value = value->next)
		explain_key(&buffer, value, &compile, &link);
	list_class(&buffer, SPEC_KEY_HONOURED, "Keys that decide something:");
	list_class(&buffer, SPEC_KEY_CHECKED, "Keys that can have one value only:");
	list_class(&buffer, SPEC_KEY_WITHOUT_EFFECT, "Keys of rustc without effect on C:");
	list_class(&buffer, SPEC_KEY_REFUSED, "Keys of rustc that are refused:");
	return buffer_bytes(&buffer);
}
