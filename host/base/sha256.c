#include "host/base/sha256.h"

#include <string.h>

/* The first 32 bits of the fractions of the cube roots of the first 64 primes
 * (FIPS 180-4, 4.2.2). */
static const uint32_t round_constants[64] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4,
	0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe,
	0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f,
	0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7,
	0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc,
	0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
	0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116,
	0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
	0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7,
	0xc67178f2,
};

static uint32_t rotate(uint32_t value, int bits)
{
	return value >> bits | value << (32 - bits);
}

static uint32_t get_be32(const uint8_t *byte)
{
	return (uint32_t)byte[0] << 24 | (uint32_t)byte[1] << 16 | (uint32_t)byte[2] << 8 |
	       (uint32_t)byte[3];
}

/* The message schedule W (6.2.2, step 1). */
static void expand(uint32_t words[64], const uint8_t *block)
{
	for (int i = 0; i < 16; i++)
		words[i] = get_be32(block + 4 * i);
	for (int i = 16; i < 64; i++) {
		uint32_t early = words[i - 15], late = words[i - 2];
		uint32_t sigma0 = rotate(early, 7) ^ rotate(early, 18) ^ early >> 3;
		uint32_t sigma1 = rotate(late, 17) ^ rotate(late, 19) ^ late >> 10;

		words[i] = sigma1 + words[i - 7] + sigma0 + words[i - 16];
	}
}

/* One round (6.2.2, step 3); v is a..h. */
static void turn(uint32_t v[8], uint32_t addend)
{
	uint32_t a = v[0], e = v[4];
	uint32_t sum0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
	uint32_t sum1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
	uint32_t choice = (e & v[5]) ^ (~e & v[6]);
	uint32_t majority = (a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]);
	uint32_t t1 = v[7] + sum1 + choice + addend;

	memmove(v + 1, v, 7 * sizeof *v);
	v[4] += t1;
	v[0] = t1 + sum0 + majority;
}

static void add_block(struct sha256 *sha, const uint8_t *block)
{
	uint32_t words[64], v[8];

	expand(words, block);
	memcpy(v, sha->state, sizeof v);
	for (int i = 0; i < 64; i++)
		turn(v, round_constants[i] + words[i]);
	for (int i = 0; i < 8; i++)
		sha->state[i] += v[i];
}

void sha256_begin(struct sha256 *sha)
{
	/* The fractions of the square roots of the first 8 primes (5.3.3). */
	*sha = (struct sha256){ .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
		                           0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
}

void sha256_add(struct sha256 *sha, const void *data, size_t size_bytes)
{
	const uint8_t *next = data;

	while (size_bytes) {
		size_t filled = sha->size_bytes % SHA256_BLOCK;
		size_t part = SHA256_BLOCK - filled;

		if (part > size_bytes)
			part = size_bytes;
		memcpy(sha->block + filled, next, part);
		if (filled + part == SHA256_BLOCK)
			add_block(sha, sha->block);
		sha->size_bytes += part;
		next += part;
		size_bytes -= part;
	}
}

struct sha256_hash sha256_end(struct sha256 *sha)
{
	static const uint8_t padding[SHA256_BLOCK] = { 0x80 };
	uint64_t size_bits = sha->size_bytes * 8;
	size_t filled = sha->size_bytes % SHA256_BLOCK;
	uint8_t length[8];
	struct sha256_hash hash;

	for (int i = 0; i < 8; i++)
		length[i] = (uint8_t)(size_bits >> (56 - 8 * i));
	sha256_add(sha, padding, (filled < 56 ? 56 : 120) - filled);
	sha256_add(sha, length, sizeof length);
	for (int i = 0; i < SHA256_SIZE; i++)
		hash.byte[i] = (uint8_t)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
	return hash;
}

void sha256_write_hex(const struct sha256_hash *hash, size_t bytes, char *text)
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < bytes; i++) {
		*text++ = digits[hash->byte[i] >> 4];
		*text++ = digits[hash->byte[i] & 15];
	}
	*text = '\0';
}
