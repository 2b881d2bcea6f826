/* Lists in the form of SPDX 2.3: held against the rules of the specification and its JSON
 * schema, by a strict reader. */
#include <ctype.h>
#include <string.h>

#include "fixture.h"
#include "host/build/spdx.h"
#include "host/document/json_file.h"
#include "tests/unit/unit.h"

AROUND_EACH_TEST(fixture_set_up, fixture_tear_down);

#define HASH "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

static struct spdx make(void)
{
	struct spdx spdx = { .keep = &fixture_keep,
		             .name = "hello",
		             .creator = "ingot-0.1.0",
		             .created_s = 1735689600 };
	const struct spdx_item image = { .name = "hello",
		                         .purpose = "OPERATING_SYSTEM",
		                         .file_name = "hello.img",
		                         .hash = HASH };
	const struct spdx_item file = { .name = "boot/a b_\"c\\\xff\x1b\xc3\xa9",
		                        .purpose = "FILE",
		                        .comment = "two\nlines",
		                        .hash = HASH };
	const struct spdx_item source = {
		.name = "ingot-kit", .purpose = "SOURCE", .version = "0.1.0", .license = "MIT"
	};

	spdx_add(&spdx, &image);
	spdx_relate(&spdx, 0, "CONTAINS", spdx_add(&spdx, &file));
	spdx_relate(&spdx, 0, "CONTAINS", spdx_add(&spdx, &file));
	spdx_relate(&spdx, 1, "STATIC_LINK", spdx_add(&spdx, &source));
	return spdx;
}

static const char *text_of(const struct spdx *spdx)
{
	return (const char *)spdx_text(spdx).data;
}

/* --- The reader ------------------------------------------------------------ */

static const char *value(const struct node *map, const char *key)
{
	const struct node *node = node_find(map, key);

	assert_non_null(node);
	assert_int_equal(node->kind, NODE_SCALAR);
	return node->text;
}

static void assert_one_of(const char *word, const char *const *words)
{
	while (*words && strcmp(*words, word) != 0)
		words++;
	assert_non_null(*words);
}

static void assert_keys(const struct node *map, const char *const *keys)
{
	assert_int_equal(map->kind, NODE_MAP);
	for (const struct node *entry = map->first; entry; entry = entry->next)
		assert_one_of(entry->key->text, keys);
}

/* 3.2, "SPDXRef-" and letters, digits, '.' and '-'. */
static void assert_id(const char *id)
{
	assert_int_equal(strncmp(id, "SPDXRef-", 8), 0);
	assert_true(id[8] != '\0');
	for (const char *at = id + 8; *at; at++)
		assert_true(isalnum((unsigned char)*at) || *at == '.' || *at == '-');
}

static bool has_id(const struct node *document, const char *id)
{
	size_t count = strcmp(value(document, "SPDXID"), id) == 0;

	for (const struct node *package = node_find(document, "packages")->first; package;
	     package = package->next)
		count += strcmp(value(package, "SPDXID"), id) == 0;
	return count == 1;
}

/* By a pattern: 0 a digit, f a hexadecimal digit, others themselves. */
static void assert_shape(const char *text, const char *shape)
{
	assert_int_equal(strlen(text), strlen(shape));
	for (; *text; text++, shape++) {
		if (*shape == '0')
			assert_true(isdigit((unsigned char)*text));
		else if (*shape == 'f')
			assert_true(isdigit((unsigned char)*text) ||
			            (*text >= 'a' && *text <= 'f'));
		else
			assert_int_equal(*text, *shape);
	}
}

static void check_hash(const struct node *package)
{
	static const char *const keys[] = { "algorithm", "checksumValue", NULL };
	const struct node *sums = node_find(package, "checksums");

	if (!sums)
		return;
	assert_int_equal(sums->kind, NODE_LIST);
	assert_keys(sums->first, keys);
	assert_string_equal(value(sums->first, "algorithm"), "SHA256");
	assert_shape(value(sums->first, "checksumValue"),
	             "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
	assert_null(sums->first->next);
}

static void check_package(const struct node *document, const struct node *package)
{
	static const char *const keys[] = { "SPDXID",
		                            "name",
		                            "versionInfo",
		                            "packageFileName",
		                            "primaryPackagePurpose",
		                            "comment",
		                            "checksums",
		                            "licenseConcluded",
		                            "licenseDeclared",
		                            "copyrightText",
		                            "downloadLocation",
		                            "filesAnalyzed",
		                            NULL };
	static const char *const purposes[] = { "APPLICATION", "OPERATING_SYSTEM", "FILE", "SOURCE",
		                                NULL };

	assert_keys(package, keys);
	assert_id(value(package, "SPDXID"));
	assert_true(has_id(document, value(package, "SPDXID")));
	assert_true(*value(package, "name") != '\0');
	assert_one_of(value(package, "primaryPackagePurpose"), purposes);
	assert_string_equal(value(package, "downloadLocation"), "NOASSERTION");
	/* Else it would need a verification code (7.9). */
	assert_string_equal(value(package, "filesAnalyzed"), "false");
	assert_false(node_find(package, "filesAnalyzed")->quoted);
	assert_string_equal(value(package, "licenseConcluded"), value(package, "licenseDeclared"));
	check_hash(package);
}

static size_t check_relations(const struct node *document)
{
	static const char *const keys[] = { "spdxElementId", "relationshipType",
		                            "relatedSpdxElement", NULL };
	static const char *const types[] = { "DESCRIBES",      "CONTAINS",      "STATIC_LINK",
		                             "GENERATED_FROM", "BUILD_TOOL_OF", NULL };
	size_t count = 0;

	for (const struct node *relation = node_find(document, "relationships")->first; relation;
	     relation = relation->next, count++) {
		assert_keys(relation, keys);
		assert_one_of(value(relation, "relationshipType"), types);
		assert_true(has_id(document, value(relation, "spdxElementId")));
		assert_true(has_id(document, value(relation, "relatedSpdxElement")));
	}
	return count;
}

static const struct node *check(const char *text)
{
	static const char *const keys[] = { "spdxVersion", "dataLicense",       "SPDXID",
		                            "name",        "documentNamespace", "creationInfo",
		                            "packages",    "relationships",     NULL };
	static const char *const creation[] = { "created", "creators", NULL };
	const struct node *document = json_read_text(&fixture_keep, "spdx", text);

	assert_non_null(document);
	assert_keys(document, keys);
	assert_string_equal(value(document, "spdxVersion"), "SPDX-2.3");
	assert_string_equal(value(document, "dataLicense"), "CC0-1.0");
	assert_string_equal(value(document, "SPDXID"), "SPDXRef-DOCUMENT");
	assert_shape(value(document, "documentNamespace"),
	             "urn:uuid:ffffffff-ffff-8fff-ffff-ffffffffffff");
	assert_keys(node_find(document, "creationInfo"), creation);
	assert_shape(value(node_find(document, "creationInfo"), "created"), "0000-00-00T00:00:00Z");
	assert_string_equal(node_find(node_find(document, "creationInfo"), "creators")->first->text,
	                    "Tool: ingot-0.1.0");
	for (const struct node *package = node_find(document, "packages")->first; package;
	     package = package->next)
		check_package(document, package);
	return document;
}

/* --- What is tested -------------------------------------------------------- */

TEST(a_list_is_as_the_specification_wants_it)
{
	struct spdx spdx = make();
	const struct node *document = check(text_of(&spdx));

	assert_int_equal(check_relations(document), 4);
	assert_string_equal(value(node_find(document, "creationInfo"), "created"),
	                    "2025-01-01T00:00:00Z");
}

TEST(names_of_any_bytes_are_shown)
{
	struct spdx spdx = make();
	const struct node *document = check(text_of(&spdx));

	assert_string_equal(value(node_find(document, "packages")->first->next, "name"),
	                    "boot/a b_\"c\\<FF><U+001B>\xc3\xa9");
}

TEST(what_nobody_knows_is_left_out)
{
	struct spdx spdx = make();
	const struct node *source = node_find(check(text_of(&spdx)), "packages")->first;

	assert_null(node_find(source, "versionInfo"));
	assert_string_equal(value(source, "licenseDeclared"), "NOASSERTION");
	source = source->next->next->next;
	assert_null(node_find(source, "checksums"));
	assert_null(node_find(source, "packageFileName"));
	assert_string_equal(value(source, "licenseDeclared"), "MIT");
	assert_string_equal(value(source, "versionInfo"), "0.1.0");
}

TEST(the_same_makes_the_same_and_another_has_another_name)
{
	struct spdx one = make(), other = make();

	assert_string_equal(text_of(&one), text_of(&other));
	other.items[1].hash[0] = 'c';
	assert_string_not_equal(value(check(text_of(&one)), "documentNamespace"),
	                        value(check(text_of(&other)), "documentNamespace"));
}
