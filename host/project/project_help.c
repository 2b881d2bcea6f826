#include "host/project/project_help.h"

#include <string.h>

#include "host/base/wrap.h"
#include "host/project/project_keys.h"

#define INNER_INDENT 2 /* of the keys of a map */
#define TEXT_INDENT  4 /* of what is said of a key */

/* What docs/ingot-yaml.md says of each key, "MAP.KEY" if it is in a map. */
static const struct {
	const char *key, *text;
} texts[] = {
#include "host/project/key_texts.def"
};

/* The words that the type has somewhere, or NULL. */
static const struct word *words_of(const struct node_type *type)
{
	while (type && type->form != NODE_IS_WORD)
		type = type->item;
	return type ? type->words : NULL;
}

const char *project_help_about(struct arena *keep, const struct node_field *field)
{
	return field->fallback ? text_format(keep, "%s Default: %s.", field->about, field->fallback)
	                       : field->about;
}

/* "timeout: SECONDS" */
static void add_head(struct buffer *buffer, const struct node_field *field, int indent)
{
	const char *type = field->type->name;

	buffer_printf(buffer, "%*s%s:%s%s\n", indent, "", field->key, type ? " " : "",
	              type ? type : "");
}

/* A key in a few lines. */
static void add_key(struct buffer *buffer, const struct node_field *field, int indent)
{
	const struct word *words = words_of(field->type);
	struct buffer text = { .arena = buffer->arena };
	char list[WORDS_TEXT_MAX];

	add_head(buffer, field, indent);
	buffer_puts(&text, project_help_about(buffer->arena, field));
	if (words)
		buffer_printf(&text, " WORD is %s.", words_list(words, "", list));
	buffer_add_paragraphs(buffer, text.data, indent + TEXT_INDENT);
}

/* A key and all that there is to say of it. */
static void add_text(struct buffer *buffer, const struct node_field *field, const char *key,
                     int indent)
{
	add_head(buffer, field, indent);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (text_equal(texts[i].key, key))
			buffer_add_paragraphs(buffer, texts[i].text, indent + TEXT_INDENT);
}

/* The keys of a map, NODE_KEYS_END if the field is no map. */
static const struct node_field *inner_of(const struct node_field *field)
{
	static const struct node_field nothing[] = { NODE_KEYS_END };

	return field->type->form == NODE_IS_RECORD ? field->type->fields : nothing;
}

/* A key and, of a map, the keys in it. */
static void add_map(struct buffer *buffer, const struct node_field *field)
{
	add_key(buffer, field, 0);
	for (const struct node_field *inner = inner_of(field); inner->key; inner++)
		add_key(buffer, inner, INNER_INDENT);
}

const char *project_help_keys(struct arena *keep)
{
	struct text_list names = { .arena = keep };
	struct buffer text = { .arena = keep };

	for (const struct node_field *field = project_fields; field->key; field++)
		text_list_add(&names, field->key);
	for (const struct node_field *field = project_fields; field->key; field++)
		for (const struct node_field *inner = inner_of(field); inner->key; inner++)
			if (!text_list_has(&names, inner->key))
				text_list_add(&names, inner->key);
	for (size_t i = 0; i < names.count; i++)
		buffer_printf(&text, "%s%s", i ? " " : "", names.items[i]);
	return text.data;
}

struct bytes project_help_key(struct arena *keep, const char *name)
{
	struct buffer buffer = { .arena = keep };
	size_t size = strlen(name);

	if (size && name[size - 1] == ':')
		name = text_copy(keep, name, size - 1);
	for (const struct node_field *field = project_fields; field->key; field++) {
		bool is_map = inner_of(field)->key != NULL;

		if (text_equal(field->key, name) && is_map)
			add_map(&buffer, field);
		else if (text_equal(field->key, name))
			add_text(&buffer, field, name, 0);
		if (text_equal(field->key, name))
			continue;
		for (const struct node_field *inner = inner_of(field); inner->key; inner++) {
			if (!text_equal(inner->key, name))
				continue;
			buffer_printf(&buffer, "%s:\n", field->key);
			add_text(&buffer, inner, text_format(keep, "%s.%s", field->key, inner->key),
			         INNER_INDENT);
		}
	}
	return buffer_bytes(&buffer);
}

struct bytes project_help(struct arena *keep)
{
	struct buffer buffer = { .arena = keep };

	buffer_puts(&buffer, "Keys of ingot.yaml. All are optional. Paths are relative to the "
	                     "directory of\nthe file.\n\n");
	for (const struct node_field *field = project_fields; field->key; field++)
		add_map(&buffer, field);
	buffer_puts(&buffer, "\nExample:\n"
	                     "  name: hello\n"
	                     "  image:\n"
	                     "    modules: [initrd]\n"
	                     "  test:\n"
	                     "    timeout: 60\n");
	return buffer_bytes(&buffer);
}
