/* What `make test` of bzip2 does with its samples: pack with blocks of 1, 2 and
 * 3 times 100 kB and compare with what is shipped; unpack that and compare. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bzlib.h"

#define SIZE_MAX_BYTES 1000000

struct text {
	char bytes[SIZE_MAX_BYTES];
	unsigned size;
};

static bool load(const char *name, struct text *text)
{
	FILE *file = fopen(name, "rb");

	if (!file)
		return false;
	text->size = (unsigned)fread(text->bytes, 1, sizeof text->bytes, file);
	return fclose(file) == 0 && text->size > 0;
}

static bool equal(const struct text *a, const struct text *b)
{
	return a->size == b->size && memcmp(a->bytes, b->bytes, a->size) == 0;
}

static bool check(int number, bool small)
{
	static struct text plain, packed, made;
	char name[16];

	snprintf(name, sizeof name, "sample%d.ref", number);
	if (!load(name, &plain))
		return false;
	snprintf(name, sizeof name, "sample%d.bz2", number);
	if (!load(name, &packed))
		return false;
	made.size = sizeof made.bytes;
	if (BZ2_bzBuffToBuffCompress(made.bytes, &made.size, plain.bytes, plain.size, number, 0,
	                             0) != BZ_OK ||
	    !equal(&made, &packed))
		return false;
	made.size = sizeof made.bytes;
	return BZ2_bzBuffToBuffDecompress(made.bytes, &made.size, packed.bytes, packed.size, small,
	                                  0) == BZ_OK &&
	       equal(&made, &plain);
}

/* Through BZ2_bzopen and its like, which read and write files. */
static bool check_files(void)
{
	static struct text plain, back;
	BZFILE *file = BZ2_bzopen("file.bz2", "wb9");
	bool good = load("sample1.ref", &plain) && file &&
	            BZ2_bzwrite(file, plain.bytes, (int)plain.size) == (int)plain.size;

	BZ2_bzclose(file);
	file = BZ2_bzopen("file.bz2", "rb");
	if (!file)
		return false;
	back.size = (unsigned)BZ2_bzread(file, back.bytes, sizeof back.bytes);
	BZ2_bzclose(file);
	return good && equal(&plain, &back);
}

int main(void)
{
	int good = check_files();

	for (int number = 1; number <= 3; number++)
		good += check(number, false) + check(number, true);
	printf("%d of 7 checks good\n", good);
	return good != 7;
}
