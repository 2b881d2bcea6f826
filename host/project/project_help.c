#include "host/project/project_help.h"

#include <string.h>

#include "host/base/wrap.h"
#include "host/project/project_keys.h"

#define INNER_INDENT 2 /* of the keys of a map */
#define TEXT_INDENT  4 /* of what is said of a key */

static void add_key(struct buffer *buffer, const struct node_field *field, int indent)
{
	int column = indent + TEXT_INDENT;
	const char *text = field->fallback ? text_format(buffer->arena, "%s Default: %s.",
	                                                 field->about, field->fallback)
	                                   : field->about;

	buffer_printf(buffer, "%*s%s:%s%s\n%*s", indent, "", field->key, field->type ? " " : "",
	              field->type ? field->type : "", column, "");
	buffer_add_wrapped(buffer, text, column, column);
	buffer_puts(buffer, "\n");
}

/* A key and, of a map, the keys in it. */
static void add_map(struct buffer *buffer, const struct node_field *field)
{
	add_key(buffer, field, 0);
	for (const struct node_field *inner = field->inner; inner && inner->key; inner++)
		add_key(buffer, inner, INNER_INDENT);
}

struct bytes project_help_key(struct arena *keep, const char *name)
{
	struct buffer buffer = { .arena = keep };
	size_t size = strlen(name);

	if (size && name[size - 1] == ':')
		name = text_copy(keep, name, size - 1);
	for (const struct node_field *field = project_fields; field->key; field++) {
		if (text_equal(field->key, name)) {
			add_map(&buffer, field);
			continue;
		}
		for (const struct node_field *inner = field->inner; inner && inner->key; inner++) {
			if (!text_equal(inner->key, name))
				continue;
			buffer_printf(&buffer, "%s:\n", field->key);
			add_key(&buffer, inner, INNER_INDENT);
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
