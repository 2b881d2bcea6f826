#include "host/document/yaml_file.h"

#include <string.h>
#include <yaml.h>

struct reader {
	struct document document;
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
};

static struct node *read_node(struct reader *reader);

static struct place place_of(const struct reader *reader, yaml_mark_t mark)
{
	return document_place(&reader->document, (int)mark.line + 1, (int)mark.column + 1);
}

/* The byte that libyaml's reader stumbled over: it gives no line for that. */
static struct place place_of_byte(const struct reader *reader, size_t offset)
{
	const char *content = reader->document.at.content;
	int line = 1, column = 1;

	for (size_t i = 0; i < offset && content[i]; i++) {
		column = content[i] == '\n' ? 1 : column + 1;
		line += content[i] == '\n';
	}
	return document_place(&reader->document, line, column);
}

/* What to do about the mistakes that people make, by libyaml's sentences. */
static void hint_at_problem(const char *problem, char found)
{
	if (strstr(problem, "cannot start any token") && found == '\t')
		diag_hint("indent with spaces: YAML allows no tabs");
	else if (strstr(problem, "cannot start any token"))
		diag_hint("strings that begin with this character must be quoted");
	else if (strstr(problem, "mapping values are not allowed"))
		diag_hint("strings that contain \": \" must be quoted");
	else if (strstr(problem, "expected comment or line break"))
		diag_hint("strings that begin with \">\" or \"|\" must be quoted");
	else if (strstr(problem, "could not find expected ':'"))
		diag_hint("an entry is written \"key: value\"");
	else if (strstr(problem, "expected key") || strstr(problem, "block end"))
		diag_hint("are these lines indented alike?");
}

static char character_at(const struct place *at)
{
	const char *line = at->content;

	for (int i = 1; line && i < at->line; i++)
		line = text_next_line(line);
	return line && strlen(line) >= (size_t)at->column ? line[at->column - 1] : '\0';
}

static void refuse(const struct reader *reader)
{
	const yaml_parser_t *parser = &reader->parser;
	const char *problem = parser->problem ? parser->problem : "cannot be read";

	if (parser->error == YAML_READER_ERROR) {
		struct place at = place_of_byte(reader, parser->problem_offset);

		diag_error(&at, "not YAML: %s", problem);
		return;
	}
	struct place at = place_of(reader, parser->problem_mark);
	if (parser->context)
		diag_error(&at, "not YAML: %s %s", problem, parser->context);
	else
		diag_error(&at, "not YAML: %s", problem);
	struct place start = place_of(reader, parser->context_mark);
	if (parser->context && start.line != at.line)
		diag_note(&start, "it begins here");
	hint_at_problem(problem, character_at(&at));
}

static bool advance(struct reader *reader)
{
	yaml_event_delete(&reader->event);
	if (yaml_parser_parse(&reader->parser, &reader->event))
		return true;
	refuse(reader);
	return false;
}

/* Anchors and tags sit on the event of a scalar, list or map. */
static bool check_event(const struct reader *reader)
{
	const yaml_event_t *event = &reader->event;
	struct place at = place_of(reader, event->start_mark);
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (event->type == YAML_ALIAS_EVENT) {
		diag_error(&at, "YAML aliases (\"*%s\") are not supported",
		           (const char *)event->data.alias.anchor);
		diag_hint("write the value out");
		return false;
	}
	if (event->type == YAML_SCALAR_EVENT) {
		anchor = event->data.scalar.anchor;
		tag = event->data.scalar.tag;
	} else if (event->type == YAML_SEQUENCE_START_EVENT) {
		anchor = event->data.sequence_start.anchor;
		tag = event->data.sequence_start.tag;
	} else {
		anchor = event->data.mapping_start.anchor;
		tag = event->data.mapping_start.tag;
	}
	if (anchor)
		return diag_error(&at, "YAML anchors (\"&%s\") are not supported",
		                  (const char *)anchor);
	return !tag || diag_error(&at, "YAML tags (\"%s\") are not supported", (const char *)tag);
}

static struct node *read_scalar(struct reader *reader)
{
	const yaml_event_t *event = &reader->event;
	struct place at = place_of(reader, event->start_mark);
	struct node *node = document_add_node(&reader->document, NODE_SCALAR, at);
	const char *text = (const char *)event->data.scalar.value;
	size_t size = event->data.scalar.length;

	if (!node)
		return NULL;
	if (strlen(text) != size) {
		diag_error(&at, "zero character in a string");
		return NULL;
	}
	node->text = text_copy(reader->document.keep, text, size);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return node;
}

static struct node *read_key(struct reader *reader)
{
	struct node *key = read_node(reader);

	if (key && key->kind != NODE_SCALAR) {
		diag_error(&key->at, "a key must be a string");
		return NULL;
	}
	return key && advance(reader) ? key : NULL;
}

static bool read_entries(struct reader *reader, struct node *parent, yaml_event_type_t close)
{
	struct node *end = NULL;

	for (;;) {
		struct node *key = NULL, *value = NULL;

		if (!advance(reader))
			return false;
		if (reader->event.type == close)
			return true;
		if (parent->kind == NODE_MAP && !(key = read_key(reader)))
			return false;
		value = read_node(reader);
		if (!value || !document_append(parent, &end, key, value))
			return false;
	}
}

static struct node *read_collection(struct reader *reader, enum node_kind kind,
                                    yaml_event_type_t close)
{
	struct place at = place_of(reader, reader->event.start_mark);
	struct node *node = document_add_node(&reader->document, kind, at);

	if (!node || !document_enter(&reader->document, at) || !read_entries(reader, node, close))
		return NULL;
	document_leave(&reader->document);
	return node;
}

/* The node that the current event begins. */
static struct node *read_node(struct reader *reader)
{
	if (!check_event(reader))
		return NULL;
	if (reader->event.type == YAML_SCALAR_EVENT)
		return read_scalar(reader);
	if (reader->event.type == YAML_SEQUENCE_START_EVENT)
		return read_collection(reader, NODE_LIST, YAML_SEQUENCE_END_EVENT);
	return read_collection(reader, NODE_MAP, YAML_MAPPING_END_EVENT);
}

static const struct node *read_document(struct reader *reader)
{
	/* STREAM-START, then DOCUMENT-START or STREAM-END. */
	if (!advance(reader) || !advance(reader))
		return NULL;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return document_add_node(&reader->document, NODE_MAP,
		                         document_place(&reader->document, 1, 1));
	const struct node *root = advance(reader) ? read_node(reader) : NULL;
	/* DOCUMENT-END, and what follows it. */
	if (!root || !advance(reader) || !advance(reader))
		return NULL;
	if (reader->event.type == YAML_STREAM_END_EVENT)
		return root;
	struct place at = place_of(reader, reader->event.start_mark);
	diag_error(&at, "more than one YAML document");
	return NULL;
}

const struct node *yaml_read_file(struct arena *keep, const char *path)
{
	struct reader reader = { .document = { .keep = keep } };

	if (!document_read_file(&reader.document, path))
		return NULL;
	const char *content = reader.document.at.content;
	if (!yaml_parser_initialize(&reader.parser)) {
		diag_error(&reader.document.at, "libyaml is out of memory");
		return NULL;
	}
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)content,
	                             strlen(content));
	const struct node *root = read_document(&reader);
	yaml_event_delete(&reader.event);
	yaml_parser_delete(&reader.parser);
	return root;
}
