/* YAML and JSON files as trees with places, and what is refused in them. */
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "host/base/os_file.h"
#include "host/document/json_file.h"
#include "host/document/yaml_file.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

static void print_node(struct buffer *out, const struct node *node)
{
	if (node->key)
		buffer_printf(out, "%s@%d:%d=", node->key->text, node->key->at.line,
		              node->key->at.column);
	if (node->kind == NODE_SCALAR) {
		const char *quote = node->quoted ? "'" : "";

		buffer_printf(out, "%s%s%s", quote, node->text, quote);
	} else {
		buffer_puts(out, node->kind == NODE_LIST ? "[" : "{");
		for (const struct node *item = node->first; item; item = item->next) {
			buffer_puts(out, item == node->first ? "" : " ");
			print_node(out, item);
		}
		buffer_puts(out, node->kind == NODE_LIST ? "]" : "}");
	}
	buffer_printf(out, "@%d:%d", node->at.line, node->at.column);
}

static const char *tree_of(const struct node *root)
{
	struct buffer out = { .arena = &fixture_keep };

	assert_non_null(root);
	print_node(&out, root);
	return out.data;
}

static const struct node *json(const char *text)
{
	fixture_write("t.json", text);
	return json_read_file(&fixture_keep, "t.json");
}

static const struct node *yaml(const char *text)
{
	fixture_write("t.yaml", text);
	return yaml_read_file(&fixture_keep, "t.yaml");
}

#define assert_json(text, tree) assert_string_equal(tree_of(json(text)), tree)
#define assert_yaml(text, tree) assert_string_equal(tree_of(yaml(text)), tree)
#define assert_refused(read, report) \
	do { \
		fixture_listen(); \
		assert_null(read); \
		assert_reported(report); \
	} while (0)

TEST(json_values_have_places)
{
	assert_json("{\"a\": 1, \"b\": [true, null]}",
	            "{a@1:2=1@1:7 b@1:10=[true@1:16 null@1:22]@1:15}@1:1");
	assert_json("{}", "{}@1:1");
	assert_json(" \n\"x\" ", "'x'@2:1");
	assert_json("[-0, 0.5, 1e9, -12.25E-3]", "[-0@1:2 0.5@1:6 1e9@1:11 -12.25E-3@1:16]@1:1");
}

TEST(json_takes_any_white_space)
{
	assert_json("\t{\n\t\t\"a\"\n\t:\r\n\t1\n}\n", "{a@2:3=1@4:2}@1:2");
	assert_json("{\"a\":{\"b\":\"c\"}}", "{a@1:2={b@1:7='c'@1:11}@1:6}@1:1");
}

TEST(json_strings_are_decoded)
{
	assert_json("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "'\"\\/\b\f\n\r\t'@1:1");
	assert_json("\"\\u0041\\u00e9\\u20AC\\ud83d\\ude00\"",
	            "'A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'@1:1");
	/* Columns count characters. */
	assert_json("{\"\xc3\xa9\": 1}", "{\xc3\xa9@1:2=1@1:7}@1:1");
}

TEST(json_refuses_what_is_not_json)
{
	assert_refused(json("{\"a\": 1,}"),
	               "t.json:1:9: error: expected a key in double quotes, found }\n"
	               "    1 | {\"a\": 1,}\n      |         ^\n");
	assert_refused(json("{\"a\": 1} x"),
	               "t.json:1:10: error: expected the end of the file, found x\n"
	               "    1 | {\"a\": 1} x\n      |          ^\n");
	assert_refused(json("{\n\t// why\n}"),
	               "t.json:2:2: error: expected a key in double quotes, found /\n"
	               "    2 | \t// why\n      | \t^\n  hint: JSON has no comments\n");
	assert_refused(json("\xef\xbb\xbf{\"a\": 1}"),
	               "t.json:1:1: error: expected a value, found a byte order mark (BOM)\n"
	               "    1 | \xef\xbb\xbf{\"a\": 1}\n      | ^\n"
	               "  hint: save the file as UTF-8 without a byte order mark\n");
	assert_refused(json("{'a': 1}"),
	               "t.json:1:2: error: expected a key in double quotes, found '\n"
	               "    1 | {'a': 1}\n      |  ^\n"
	               "  hint: JSON strings are in double quotes\n");
	assert_refused(json("{\"a\" 1}"), "t.json:1:6: error: expected \":\", found 1\n"
	                                  "    1 | {\"a\" 1}\n      |      ^\n");
	assert_refused(json("{\"a\": truth}"), "t.json:1:7: error: expected a value, found truth\n"
	                                       "    1 | {\"a\": truth}\n      |       ^\n");
	assert_refused(json("[1 2]"), "t.json:1:4: error: expected \",\" or \"]\", found 2\n"
	                              "    1 | [1 2]\n      |    ^\n");
	assert_refused(json("[01]"), "t.json:1:2: error: expected a value, found 01\n"
	                             "    1 | [01]\n      |  ^\n");
	assert_refused(json(""),
	               "t.json:1:1: error: expected a value, found the end of the file\n");
}

TEST(json_refuses_broken_strings)
{
	assert_refused(json("{\"a\": \"b\n}"), "t.json:1:7: error: unterminated string\n"
	                                       "    1 | {\"a\": \"b\n      |       ^\n");
	assert_refused(json("\"a\tb\""), "t.json:1:1: error: tab in a string\n"
	                                 "    1 | \"a\tb\"\n"
	                                 "      | ^\n"
	                                 "  hint: write it as \\t\n");
	assert_refused(json("\"\\q\""),
	               "t.json:1:3: error: expected an escape sequence of JSON, found q\n"
	               "    1 | \"\\q\"\n      |   ^\n");
	assert_refused(json("\"\\ud800\""),
	               "t.json:1:4: error: expected a character's number in four hexadecimal "
	               "digits, found d800\n    1 | \"\\ud800\"\n      |    ^\n");
	/* Would end the text in the middle. */
	assert_refused(json("\"\\u0000\""),
	               "t.json:1:4: error: expected a character's number in four hexadecimal "
	               "digits, found 0000\n    1 | \"\\u0000\"\n      |    ^\n");
}

TEST(duplicate_keys_show_both_places)
{
	assert_refused(json("{\n\"a\": 1,\n\"a\": 2}"), "t.json:3:1: error: duplicate key \"a\"\n"
	                                                "    3 | \"a\": 2}\n      | ^\n"
	                                                "t.json:2:1: note: the first one is here\n"
	                                                "    2 | \"a\": 1,\n      | ^\n");
	assert_refused(yaml("a: 1\nb: 2\na: 3\n"), "t.yaml:3:1: error: duplicate key \"a\"\n"
	                                           "    3 | a: 3\n      | ^\n"
	                                           "t.yaml:1:1: note: the first one is here\n"
	                                           "    1 | a: 1\n      | ^\n");
}

static const char *repeat(const char *text, int times)
{
	struct buffer buffer = { .arena = &fixture_keep };

	buffer_puts(&buffer, "");
	while (times--)
		buffer_puts(&buffer, text);
	return buffer.data;
}

TEST(limits_are_named)
{
	const char *deep = repeat("[", DOCUMENT_DEPTH_MAX + 1);
	const char *many = text_format(&fixture_keep, "[0%s]", repeat(",0", DOCUMENT_NODES_MAX));
	const char *large = text_format(&fixture_keep, "#%s", repeat("1234567890", 104858));
	static const struct {
		const struct node *(*read)(const char *);
	} readers[] = {
		{ json },
		{ yaml },
	};

	for (int i = 0; i < 2; i++) {
		fixture_listen();
		assert_null(readers[i].read(deep));
		assert_non_null(strstr(
			fixture_heard(),
			":1:65: error: more than 64 nested lists and maps (DOCUMENT_DEPTH_MAX)"));
		fixture_listen();
		assert_null(readers[i].read(many));
		assert_non_null(strstr(fixture_heard(), "error: more than 10000 values "
		                                        "(DOCUMENT_NODES_MAX)"));
		fixture_listen();
		assert_null(readers[i].read(large));
		assert_non_null(strstr(fixture_heard(),
		                       "error: the file has more than 1048576 bytes "
		                       "(DOCUMENT_SIZE_MAX)"));
		assert_non_null(readers[i].read(text_format(&fixture_keep, "%s1%s",
		                                            repeat("[", DOCUMENT_DEPTH_MAX),
		                                            repeat("]", DOCUMENT_DEPTH_MAX))));
	}
}

/* libyaml names the line after the last one, where there is nothing to look at. */
TEST(yaml_that_ends_too_early_is_told)
{
	assert_refused(yaml("a: 1\nb"), "t.yaml:3:1: error: not YAML: could not find expected ':' "
	                                "while scanning a simple key\n"
	                                "t.yaml:2:1: note: it begins here\n    2 | b\n      | ^\n"
	                                "  hint: an entry is written \"key: value\"\n");
}

TEST(control_characters_are_refused_with_their_place)
{
	const char *text;

	fixture_listen();
	assert_false(node_text(yaml("\"ab\\ncd\"\n"), &text));
	assert_reported("t.yaml:1:4: error: control character (U+000A) in a string\n"
	                "    1 | \"ab\\ncd\"\n      |    ^\n");
	fixture_listen();
	assert_false(node_text(json("\"a\\u007f\""), &text));
	assert_reported("t.json:1:3: error: control character (U+007F) in a string\n"
	                "    1 | \"a\\u007f\"\n      |   ^\n");
	assert_true(node_raw_text(yaml("\"a\\tb\"\n"), &text));
	assert_string_equal(text, "a\tb");
}

TEST(yaml_values_have_places)
{
	assert_yaml("a: 1\nb:\n  - x y\n  - \"true\"\n  - {c: [d]}\n",
	            "{a@1:1=1@1:4 b@2:1=[x y@3:5 'true'@4:5 {c@5:6=[d@5:10]@5:9}@5:5]@3:3}@1:1");
	assert_yaml("", "{}@1:1");
	assert_yaml("# nothing\n", "{}@1:1");
	assert_yaml("---\na: b\n...\n", "{a@2:1=b@2:4}@2:1");
	assert_yaml("a:\n", "{a@1:1=@1:3}@1:1");
	assert_yaml("a: |\n  x\n  y\n", "{a@1:1='x\ny\n'@1:4}@1:1");
}

TEST(yaml_refuses_what_is_not_yaml)
{
	assert_refused(yaml("a:\n\t- b\n"),
	               "t.yaml:2:1: error: not YAML: found character that cannot start any token "
	               "while scanning for the next token\n"
	               "    2 | \t- b\n      | ^\n"
	               "  hint: indent with spaces: YAML allows no tabs\n");
	assert_refused(yaml("a: b: c\n"),
	               "t.yaml:1:5: error: not YAML: mapping values are not allowed in this "
	               "context\n    1 | a: b: c\n      |     ^\n"
	               "  hint: strings that contain \": \" must be quoted\n");
	assert_refused(yaml("a: @b\n"),
	               "t.yaml:1:4: error: not YAML: found character that cannot start any token "
	               "while scanning for the next token\n"
	               "    1 | a: @b\n      |    ^\n"
	               "  hint: strings that begin with this character must be quoted\n");
	assert_refused(
		yaml("a: [b\nc: d\n"),
		"t.yaml:2:2: error: not YAML: did not find expected ',' or ']' while parsing "
		"a flow sequence\n    2 | c: d\n      |  ^\n"
		"t.yaml:1:4: note: it begins here\n    1 | a: [b\n      |    ^\n");
	assert_refused(yaml("a: >=18\n"),
	               "t.yaml:1:5: error: not YAML: did not find expected comment or line break "
	               "while scanning a block scalar\n    1 | a: >=18\n      |     ^\n"
	               "  hint: strings that begin with \">\" or \"|\" must be quoted\n");
	assert_refused(yaml("ok: 1\na: \xff\n"),
	               "t.yaml:2:4: error: not YAML: invalid leading UTF-8 octet\n"
	               "    2 | a: <FF>\n      |    ^\n");
}

TEST(yaml_refuses_what_a_project_file_does_not_need)
{
	assert_refused(yaml("a: *b\n"),
	               "t.yaml:1:4: error: YAML aliases (\"*b\") are not supported\n"
	               "    1 | a: *b\n"
	               "      |    ^\n"
	               "  hint: write the value out\n");
	assert_refused(yaml("a: &b 1\n"),
	               "t.yaml:1:4: error: YAML anchors (\"&b\") are not supported\n"
	               "    1 | a: &b 1\n      |    ^\n");
	assert_refused(
		yaml("a: !!int 1\n"),
		"t.yaml:1:4: error: YAML tags (\"tag:yaml.org,2002:int\") are not supported\n"
		"    1 | a: !!int 1\n      |    ^\n");
	assert_refused(yaml("a: 1\n---\nb: 2\n"), "t.yaml:2:1: error: more than one YAML document\n"
	                                          "    2 | ---\n      | ^\n");
	assert_refused(yaml("[a]: 1\n"), "t.yaml:1:1: error: a key must be a string\n"
	                                 "    1 | [a]: 1\n      | ^\n");
}

TEST(files_that_cannot_be_read_are_named)
{
	static const unsigned char zero[] = "a: \0b\n";
	struct bytes content = { zero, sizeof zero - 1 };

	assert_refused(yaml_read_file(&fixture_keep, "none.yaml"),
	               "none.yaml: error: cannot read: No such file or directory\n");
	assert_true(os_make_folders("directory"));
	assert_refused(json_read_file(&fixture_keep, "directory"),
	               "directory: error: cannot read: Is a directory\n");
	assert_true(os_write_file("z.yaml", content));
	assert_refused(yaml_read_file(&fixture_keep, "z.yaml"),
	               "z.yaml: error: not a text file: it contains a zero byte\n");
}

struct sample {
	const char *text;
	bool flag;
	int64_t number;
	struct text_list list;
};

static bool read_sample_text(void *object, const struct node *value)
{
	return node_text(value, &((struct sample *)object)->text);
}

static bool read_sample_flag(void *object, const struct node *value)
{
	return node_bool(value, &((struct sample *)object)->flag);
}

static bool read_sample_number(void *object, const struct node *value)
{
	return node_integer(value, -5, 100, &((struct sample *)object)->number);
}

static bool read_sample_list(void *object, const struct node *value)
{
	return node_text_list(value, &((struct sample *)object)->list);
}

static const struct node_field sample_fields[] = {
	NODE_KEY("text", read_sample_text),
	NODE_KEY("flag", read_sample_flag),
	NODE_KEY("number", read_sample_number),
	NODE_KEY("list", read_sample_list),
	NODE_KEYS_END,
};

static bool read_sample(const char *text, struct sample *sample)
{
	*sample = (struct sample){ .list.arena = &fixture_keep };
	return node_read_map(yaml(text), "a map of keys", sample_fields, sample);
}

TEST(maps_are_read_by_a_table)
{
	struct sample sample;

	assert_true(read_sample("text: 19.1\nflag: true\nnumber: -5\nlist: [a, \"b\"]\n", &sample));
	assert_string_equal(sample.text, "19.1");
	assert_true(sample.flag);
	assert_int_equal(sample.number, -5);
	assert_int_equal(sample.list.count, 2);
	assert_string_equal(sample.list.items[1], "b");
	assert_null(sample.list.items[2]);
}

#define assert_sample_refused(text, report) \
	do { \
		struct sample sample; \
		fixture_listen(); \
		assert_false(read_sample(text, &sample)); \
		assert_reported(report); \
	} while (0)

TEST(wrong_types_are_refused)
{
	assert_sample_refused("text: [a]\n", "t.yaml:1:7: error: expected a string, found a list\n"
	                                     "    1 | text: [a]\n      |       ^\n");
	assert_sample_refused("text:\n", "t.yaml:1:6: error: expected a string, found nothing\n"
	                                 "    1 | text:\n      |      ^\n");
	assert_sample_refused("text: true\n", "t.yaml:1:7: error: expected a string, found true\n"
	                                      "    1 | text: true\n      |       ^\n"
	                                      "  hint: strings must be quoted: \"true\"\n");
	assert_sample_refused("flag: yes\n",
	                      "t.yaml:1:7: error: expected true or false, found yes\n"
	                      "    1 | flag: yes\n      |       ^\n");
	assert_sample_refused("flag: \"true\"\n",
	                      "t.yaml:1:7: error: expected true or false, found \"true\"\n"
	                      "    1 | flag: \"true\"\n      |       ^\n");
	assert_sample_refused("number: 1.5\n",
	                      "t.yaml:1:9: error: expected a whole number, found 1.5\n"
	                      "    1 | number: 1.5\n      |         ^\n");
	assert_sample_refused("number: 99999999999999999999\n",
	                      "t.yaml:1:9: error: 99999999999999999999 is not between -5 and 100\n"
	                      "    1 | number: 99999999999999999999\n      |         ^\n");
	assert_sample_refused("list: a\n",
	                      "t.yaml:1:7: error: expected a list of strings, found a\n"
	                      "    1 | list: a\n      |       ^\n");
	assert_sample_refused("list: [a, {b: c}]\n",
	                      "t.yaml:1:11: error: expected a string, found a map\n"
	                      "    1 | list: [a, {b: c}]\n      |           ^\n");
	assert_sample_refused("- a\n", "t.yaml:1:1: error: expected a map of keys, found a list\n"
	                               "    1 | - a\n      | ^\n");
}

TEST(every_wrong_entry_is_reported)
{
	assert_sample_refused("txet: a\nnumber: 101\nzebra: 1\n",
	                      "t.yaml:1:1: error: unknown key \"txet\"\n"
	                      "    1 | txet: a\n"
	                      "      | ^\n"
	                      "  hint: did you mean \"text\"?\n"
	                      "  hint: known keys: text, flag, number, list\n"
	                      "t.yaml:2:9: error: 101 is not between -5 and 100\n"
	                      "    2 | number: 101\n"
	                      "      |         ^\n"
	                      "t.yaml:3:1: error: unknown key \"zebra\"\n"
	                      "    3 | zebra: 1\n"
	                      "      | ^\n"
	                      "  hint: known keys: text, flag, number, list\n");
}

TEST(places_inside_a_text)
{
	const struct node *plain = json("{\"a\": \"+x,-y\"}")->first;
	const struct node *escaped = json("{\"a\": \"\\u002bx,-y\"}")->first;

	assert_int_equal(node_text_place(plain, 0).column, 8);
	assert_int_equal(node_text_place(plain, 3).column, 11);
	assert_int_equal(node_text_place(plain, 100).column, 7);
	assert_int_equal(node_text_place(escaped, 3).column, 7);
}

/* Whatever is cut off or changed, the readers end, and say something if they
 * refuse. */
TEST(damaged_files_are_survived)
{
	static const char whole[] = "{\"a\": [1, \"b\\n\\u00e9\", {\"c\": true}], \"d\": -1.5e3}";
	char text[sizeof whole];

	for (size_t i = 0; i < sizeof whole - 1; i++) {
		for (int change = 0; change < 6; change++) {
			static const char bytes[] = "\"[}\n\\";

			memcpy(text, whole, sizeof whole);
			text[i] = bytes[change];
			const struct node *(*readers[])(const char *) = { json, yaml };
			for (int r = 0; r < 2; r++) {
				fixture_listen();
				const struct node *root = readers[r](text);
				assert_true(root || strstr(fixture_heard(), "error: "));
				if (root)
					fixture_heard();
			}
		}
	}
}
