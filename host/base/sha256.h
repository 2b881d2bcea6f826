#pragma once
/* sha256: the SHA-256 hash (FIPS 180-4, 6.2).
 *
 * sha256_begin, sha256_add any number of times, sha256_end once. */
#include <stddef.h>
#include <stdint.h>

#define SHA256_SIZE  32
#define SHA256_BLOCK 64

struct sha256 {
	uint32_t state[8];
	uint64_t size_bytes;         /* of the message so far */
	uint8_t block[SHA256_BLOCK]; /* its last, unfinished block */
};

struct sha256_hash {
	uint8_t byte[SHA256_SIZE];
};

void sha256_begin(struct sha256 *sha);
void sha256_add(struct sha256 *sha, const void *data, size_t size_bytes);
struct sha256_hash sha256_end(struct sha256 *sha);
/* The first bytes in hexadecimal digits, and a zero byte: 2 * bytes + 1 in all. */
void sha256_write_hex(const struct sha256_hash *hash, size_t bytes, char *text);
