/* SHA-256 against the examples of FIPS 180-2 and hashes made elsewhere. */
#include <stdio.h>
#include <string.h>

#include "host/base/sha256.h"
#include "tests/unit/unit.h"

static void assert_hash(struct sha256_hash hash, const char *expected)
{
	char text[2 * SHA256_SIZE + 1];

	for (int i = 0; i < SHA256_SIZE; i++)
		snprintf(text + 2 * i, 3, "%02x", hash.byte[i]);
	assert_string_equal(text, expected);
}

static struct sha256_hash hash_of(const void *data, size_t size)
{
	struct sha256 sha;

	sha256_begin(&sha);
	sha256_add(&sha, data, size);
	return sha256_end(&sha);
}

TEST(standard_examples)
{
	const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";

	assert_hash(hash_of("", 0),
	            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_hash(hash_of("abc", 3),
	            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_hash(hash_of(two_blocks, strlen(two_blocks)),
	            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(a_million_letters)
{
	struct sha256 sha;
	char letters[1000];

	memset(letters, 'a', sizeof letters);
	sha256_begin(&sha);
	for (int i = 0; i < 1000; i++)
		sha256_add(&sha, letters, sizeof letters);
	assert_hash(sha256_end(&sha),
	            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void fill(uint8_t *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		data[i] = (uint8_t)(i * 7 + 3);
}

/* The hash of the hashes of messages of 0..200 bytes: every way to pad. */
TEST(every_size)
{
	uint8_t data[200];
	struct sha256 all;

	fill(data, sizeof data);
	sha256_begin(&all);
	for (size_t size = 0; size <= sizeof data; size++) {
		struct sha256_hash hash = hash_of(data, size);
		sha256_add(&all, &hash, sizeof hash);
	}
	assert_hash(sha256_end(&all),
	            "3275febb4612d86d586eb9f11cd21e648a9fc7d95e0f6b8d362786e28c9c5b79");
}

TEST(pieces_make_the_whole)
{
	uint8_t data[200];

	fill(data, sizeof data);
	struct sha256_hash whole = hash_of(data, sizeof data);
	for (size_t cut = 0; cut <= sizeof data; cut++) {
		struct sha256 sha;
		sha256_begin(&sha);
		sha256_add(&sha, data, cut);
		sha256_add(&sha, data + cut, sizeof data - cut);
		struct sha256_hash pieces = sha256_end(&sha);
		assert_memory_equal(&pieces, &whole, sizeof whole);
	}
}
