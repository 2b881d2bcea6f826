#include "host/project/project_schema.h"

#include <inttypes.h>
#include <string.h>

#include "host/document/json_scan.h"
#include "host/project/project_help.h"
#include "host/project/project_keys.h"

#define DRAFT "http://json-schema.org/draft-07/schema#"
#define PLAIN "^[^\\u0000-\\u001f\\u007f]*$" /* as node_text takes them */

/* What is being written: a member stands in a line of its own. */
struct writer {
	struct buffer text;
	int depth;
	bool is_empty; /* the object or list that was begun last */
};

/* The beginning of a member; name NULL: of a list's. */
static void add_name(struct writer *writer, const char *name)
{
	buffer_printf(&writer->text, "%s\n%*s", writer->is_empty ? "" : ",", 2 * writer->depth, "");
	writer->is_empty = false;
	if (!name)
		return;
	json_scan_quote(&writer->text, name);
	buffer_puts(&writer->text, ": ");
}

static void begin(struct writer *writer, const char *name, const char *bracket)
{
	if (writer->depth)
		add_name(writer, name);
	buffer_puts(&writer->text, bracket);
	writer->depth++;
	writer->is_empty = true;
}

static void end(struct writer *writer, const char *bracket)
{
	buffer_printf(&writer->text, "\n%*s%s", 2 * --writer->depth, "", bracket);
	writer->is_empty = false;
}

static void add_text(struct writer *writer, const char *name, const char *text)
{
	add_name(writer, name);
	json_scan_quote(&writer->text, text);
}

/* A number, a truth, or a list that is short. */
static void add_value(struct writer *writer, const char *name, const char *value)
{
	add_name(writer, name);
	buffer_puts(&writer->text, value);
}

static void add_number(struct writer *writer, const char *name, int64_t number)
{
	add_name(writer, name);
	buffer_printf(&writer->text, "%" PRId64, number);
}

static void add_words(struct writer *writer, const struct word *words)
{
	add_value(writer, "enum", "[");
	for (size_t i = 0; words[i].word; i++) {
		buffer_puts(&writer->text, i ? ", " : "");
		json_scan_quote(&writer->text, words[i].word);
	}
	buffer_puts(&writer->text, "]");
}

static void add_scalar(struct writer *writer, const struct node_type *type)
{
	static const char *const kinds[] = {
		[NODE_ANY_NUMBER] = "[\"string\", \"number\"]",
		[NODE_NATURAL_NUMBERS] = "[\"string\", \"number\"]",
		[NODE_INTEGERS] = "[\"string\", \"integer\"]",
		[NODE_NO_NUMBER] = "\"string\"",
	};

	add_value(writer, "type", kinds[type->numbers]);
	if (type->numbers == NODE_NATURAL_NUMBERS || type->numbers == NODE_INTEGERS)
		add_number(writer, "minimum", 0);
	if (type->pattern || !type->is_raw)
		add_text(writer, "pattern", type->pattern ? type->pattern : PLAIN);
	if (type->least)
		add_number(writer, "minLength", type->least);
}

static void add_integer(struct writer *writer, const struct node_type *type)
{
	add_value(writer, "type", "\"integer\"");
	add_number(writer, "minimum", type->least);
	add_number(writer, "maximum", type->most);
	if (!type->except)
		return;
	begin(writer, "not", "{");
	add_value(writer, "const", type->except);
	end(writer, "}");
}

static void add_type(struct writer *writer, const struct node_type *type);

static void add_list(struct writer *writer, const struct node_type *type)
{
	add_value(writer, "type", "\"array\"");
	if (type->least)
		add_number(writer, "minItems", type->least);
	if (type->one) {
		begin(writer, "contains", "{");
		add_value(writer, "type", "\"string\"");
		add_text(writer, "pattern", type->one);
		end(writer, "}");
	}
	begin(writer, "items", "{");
	add_type(writer, type->item);
	end(writer, "}");
}

static void add_field(struct writer *writer, const struct node_field *field)
{
	begin(writer, field->key, "{");
	add_text(writer, "description", project_help_about(writer->text.arena, field));
	add_type(writer, field->type);
	end(writer, "}");
}

static void add_required(struct writer *writer, const struct node_field *fields)
{
	bool is_first = true;

	for (; fields->key; fields++) {
		if (!fields->is_required)
			continue;
		if (is_first)
			add_value(writer, "required", "[");
		buffer_puts(&writer->text, is_first ? "" : ", ");
		json_scan_quote(&writer->text, fields->key);
		is_first = false;
	}
	if (!is_first)
		buffer_puts(&writer->text, "]");
}

static void add_record(struct writer *writer, const struct node_field *fields)
{
	begin(writer, "properties", "{");
	for (const struct node_field *field = fields; field->key; field++)
		add_field(writer, field);
	end(writer, "}");
	add_required(writer, fields);
	add_value(writer, "additionalProperties", "false");
}

static void add_form(struct writer *writer, const struct node_type *type)
{
	switch (type->form) {
	case NODE_IS_TEXT:    add_scalar(writer, type); break;
	case NODE_IS_BOOL:    add_value(writer, "type", "\"boolean\""); break;
	case NODE_IS_INTEGER: add_integer(writer, type); break;
	case NODE_IS_WORD:    add_words(writer, type->words); break;
	case NODE_IS_LIST:    add_list(writer, type); break;
	case NODE_IS_RECORD:
		add_value(writer, "type", "\"object\"");
		add_record(writer, type->fields);
		break;
	case NODE_IS_DICTIONARY:
		add_value(writer, "type", "\"object\"");
		begin(writer, "additionalProperties", "{");
		add_type(writer, type->item);
		end(writer, "}");
		break;
	}
}

static void add_type(struct writer *writer, const struct node_type *type)
{
	if (!type->other) {
		add_form(writer, type);
		return;
	}
	begin(writer, "anyOf", "[");
	for (; type; type = type->other) {
		begin(writer, NULL, "{");
		add_form(writer, type);
		end(writer, "}");
	}
	end(writer, "]");
}

static bool has_own(const struct node_field *fields)
{
	for (; fields->key; fields++)
		if (fields->is_own)
			return true;
	return false;
}

/* The keys that a workspace cannot have, in maps too. */
static void refuse_own(struct writer *writer, const struct node_field *fields)
{
	begin(writer, "properties", "{");
	for (; fields->key; fields++) {
		if (fields->is_own) {
			add_value(writer, fields->key, "false");
		} else if (fields->type->form == NODE_IS_RECORD && has_own(fields->type->fields)) {
			begin(writer, fields->key, "{");
			refuse_own(writer, fields->type->fields);
			end(writer, "}");
		}
	}
	end(writer, "}");
}

struct bytes project_schema(struct arena *keep)
{
	struct writer writer = { .text = { .arena = keep } };

	begin(&writer, NULL, "{");
	add_text(&writer, "$schema", DRAFT);
	add_text(&writer, "title", PROJECT_FILE);
	add_text(&writer, "description", "A kernel, or a workspace, of Ingot.");
	add_value(&writer, "type", "[\"object\", \"null\"]"); /* null: an empty file */
	add_record(&writer, project_fields);
	begin(&writer, "if", "{");
	add_value(&writer, "properties", "{ \"workspace\": { \"const\": true } }");
	add_value(&writer, "required", "[\"workspace\"]");
	end(&writer, "}");
	begin(&writer, "then", "{");
	refuse_own(&writer, project_fields);
	end(&writer, "}");
	end(&writer, "}\n");
	return buffer_bytes(&writer.text);
}
