#include "host/build/depfile.h"

#include <string.h>

#include "host/base/os_file.h"

/* Behind the target and its colon. Windows' paths, with colons of their own, do not
 * come here. */
static const char *skip_target(const char *text)
{
	for (; *text; text++)
		if (*text == ':' && (text[1] == ' ' || text[1] == '\n' || !text[1]))
			return text + 1;
	return text;
}

/* One name, unescaped; where it ends. */
static const char *read_name(const char *text, struct buffer *name)
{
	for (; *text && !strchr(" \n", *text); text++) {
		if (text[0] == '\\' && text[1] == '\n')
			break;
		if ((text[0] == '\\' && strchr(" #\\", text[1]) && text[1] && text[1] != '\\') ||
		    (text[0] == '$' && text[1] == '$'))
			text++;
		buffer_add(name, text, 1);
	}
	return text;
}

bool depfile_read(struct arena *keep, const char *path, struct text_list *files)
{
	struct bytes content;

	if (!os_read_file(keep, path, &content))
		return false;
	const char *at = skip_target((const char *)content.data);
	while (*at && *at != '\n') {
		struct buffer name = { .arena = keep };

		if (*at == ' ' || (at[0] == '\\' && at[1] == '\n')) {
			at += *at == ' ' ? 1 : 2;
			continue;
		}
		at = read_name(at, &name);
		if (name.size)
			text_list_add(files, name.data);
	}
	return true;
}

bool depfile_extend(const char *path, const struct text_list *files, struct arena scratch)
{
	struct buffer text = { .arena = &scratch };
	struct bytes old;

	if (!os_read_file(&scratch, path, &old))
		return false;
	while (old.size && strchr(" \n", old.data[old.size - 1]))
		old.size--;
	buffer_add(&text, (const char *)old.data, old.size);
	for (size_t i = 0; i < files->count; i++) {
		buffer_puts(&text, " \\\n  ");
		for (const char *c = files->items[i]; *c; c++) {
			if (strchr(" #", *c))
				buffer_puts(&text, "\\");
			buffer_puts(&text, *c == '$' ? "$$" : (char[]){ *c, '\0' });
		}
	}
	buffer_puts(&text, "\n");
	return os_write_remade(path, buffer_bytes(&text));
}
