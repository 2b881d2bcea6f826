#include "host/build/spdx.h"

#include <string.h>

#include "host/document/json_scan.h"
#include "host/image/calendar.h"

#define ID "SPDXRef-"

size_t spdx_add(struct spdx *spdx, const struct spdx_item *item)
{
	arena_grow(spdx->keep, spdx->items, spdx->item_count, spdx->item_capacity);
	spdx->items[spdx->item_count] = *item;
	return spdx->item_count++;
}

void spdx_relate(struct spdx *spdx, size_t from, const char *type, size_t to)
{
	arena_grow(spdx->keep, spdx->relations, spdx->relation_count, spdx->relation_capacity);
	spdx->relations[spdx->relation_count++] = (struct spdx_relation){ from, to, type };
}

/* 3.2: letters, digits, '.' and '-'. The number makes it the only one. */
static void add_id(struct buffer *text, const struct spdx *spdx, size_t index)
{
	buffer_printf(text, "\"" ID "%zu-", index);
	for (const char *at = spdx->items[index].name; *at; at++) {
		bool is_allowed = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		                         "0123456789.",
		                         *at);
		buffer_add(text, is_allowed ? at : "-", 1);
	}
	buffer_puts(text, "\"");
}

/* Names of files may have any bytes, JSON is UTF-8. */
static void add_value(struct buffer *text, const char *value)
{
	struct buffer shown = { .arena = text->arena };

	buffer_puts(&shown, "");
	buffer_add_shown(&shown, value, strlen(value));
	json_scan_quote(text, shown.data);
}

static void add_member(struct buffer *text, const char *indent, const char *key, const char *value)
{
	if (!value)
		return;
	buffer_printf(text, "%s\"%s\": ", indent, key);
	add_value(text, value);
	buffer_puts(text, ",\n");
}

/* 7: the last member is one that each has. */
static void add_item(struct buffer *text, const struct spdx *spdx, size_t index)
{
	const struct spdx_item *item = &spdx->items[index];
	const char *indent = "      ";

	buffer_printf(text, "    {\n%s\"SPDXID\": ", indent);
	add_id(text, spdx, index);
	buffer_puts(text, ",\n");
	add_member(text, indent, "name", item->name);
	add_member(text, indent, "versionInfo", item->version);
	add_member(text, indent, "packageFileName", item->file_name);
	add_member(text, indent, "primaryPackagePurpose", item->purpose);
	add_member(text, indent, "comment", item->comment);
	if (*item->hash)
		buffer_printf(text,
		              "%s\"checksums\": [ { \"algorithm\": \"SHA256\", "
		              "\"checksumValue\": \"%s\" } ],\n",
		              indent, item->hash);
	add_member(text, indent, "licenseConcluded", item->license ? item->license : "NOASSERTION");
	add_member(text, indent, "licenseDeclared", item->license ? item->license : "NOASSERTION");
	add_member(text, indent, "copyrightText", "NOASSERTION");
	add_member(text, indent, "downloadLocation", "NOASSERTION");
	buffer_printf(text, "%s\"filesAnalyzed\": false\n    }", indent);
}

static void add_relation(struct buffer *text, const struct spdx *spdx,
                         const struct spdx_relation *relation)
{
	buffer_puts(text, "    { \"spdxElementId\": ");
	add_id(text, spdx, relation->from);
	buffer_printf(text,
	              ", \"relationshipType\": \"%s\", \"relatedSpdxElement\": ", relation->type);
	add_id(text, spdx, relation->to);
	buffer_puts(text, " }");
}

static struct bytes make_body(const struct spdx *spdx)
{
	struct buffer text = { .arena = spdx->keep };

	buffer_puts(&text, "  \"packages\": [\n");
	for (size_t i = 0; i < spdx->item_count; i++) {
		add_item(&text, spdx, i);
		buffer_puts(&text, i + 1 < spdx->item_count ? ",\n" : "\n");
	}
	buffer_puts(&text, "  ],\n  \"relationships\": [\n"
	                   "    { \"spdxElementId\": \"" ID "DOCUMENT\", \"relationshipType\": "
	                   "\"DESCRIBES\", \"relatedSpdxElement\": ");
	add_id(&text, spdx, 0);
	buffer_puts(&text, " }");
	for (size_t i = 0; i < spdx->relation_count; i++) {
		buffer_puts(&text, ",\n");
		add_relation(&text, spdx, &spdx->relations[i]);
	}
	buffer_puts(&text, "\n  ]\n}\n");
	return buffer_bytes(&text);
}

/* 6.5: a URI that no other document has. It is made of what the document says, so it is a
 * UUID of version 8 (RFC 9562, 5.8). */
static void add_namespace(struct buffer *text, struct bytes body)
{
	char digits[2 * SHA256_SIZE + 1];
	struct sha256 sha;

	sha256_begin(&sha);
	sha256_add(&sha, body.data, body.size);
	struct sha256_hash hash = sha256_end(&sha);
	hash.byte[6] = (uint8_t)(0x80 | (hash.byte[6] & 0x0f));
	hash.byte[8] = (uint8_t)(0x80 | (hash.byte[8] & 0x3f));
	sha256_write_hex(&hash, 16, digits);
	buffer_printf(text, "\"urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s\"", digits, digits + 8,
	              digits + 12, digits + 16, digits + 20);
}

struct bytes spdx_text(const struct spdx *spdx)
{
	struct calendar created = calendar_of(spdx->created_s);
	struct bytes body = make_body(spdx);
	struct buffer text = { .arena = spdx->keep };

	buffer_puts(&text, "{\n  \"spdxVersion\": \"SPDX-2.3\",\n"
	                   "  \"dataLicense\": \"CC0-1.0\",\n"
	                   "  \"SPDXID\": \"" ID "DOCUMENT\",\n");
	add_member(&text, "  ", "name", spdx->name);
	buffer_puts(&text, "  \"documentNamespace\": ");
	add_namespace(&text, body);
	buffer_printf(&text,
	              ",\n  \"creationInfo\": {\n"
	              "    \"created\": \"%04u-%02u-%02uT%02u:%02u:%02uZ\",\n"
	              "    \"creators\": [ \"Tool: %s\" ]\n  },\n",
	              created.year, created.month, created.day, created.hour, created.minute,
	              created.second, spdx->creator);
	buffer_add(&text, (const char *)body.data, body.size);
	return buffer_bytes(&text);
}
