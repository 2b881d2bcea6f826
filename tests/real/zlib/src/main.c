/* zlib's three test programs, one after the other; what minigzip packs is
 * unpacked again and compared. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAYLOAD_SIZE 300000

int zlib_example(int count, char **words);
int zlib_infcover(void);
int zlib_minigzip(int count, char **words);

static unsigned char payload[PAYLOAD_SIZE], unpacked[PAYLOAD_SIZE + 1];

/* Text with repetitions, then noise. */
static void fill_payload(void)
{
	for (size_t i = 0; i < PAYLOAD_SIZE; i++)
		payload[i] = (unsigned char)(i < PAYLOAD_SIZE / 2
		                                     ? "a rose is a rose "[i * i / 7 % 17]
		                                     : rand() >> 7);
}

static bool write_payload(void)
{
	FILE *file = fopen("payload", "wb");

	return file && fwrite(payload, 1, PAYLOAD_SIZE, file) == PAYLOAD_SIZE && fclose(file) == 0;
}

static bool read_payload(void)
{
	FILE *file = fopen("payload", "rb");

	return file && fread(unpacked, 1, PAYLOAD_SIZE + 1, file) == PAYLOAD_SIZE &&
	       memcmp(payload, unpacked, PAYLOAD_SIZE) == 0 && fclose(file) == 0;
}

static bool pack_and_unpack(char *level)
{
	char program[] = "minigzip", unpack[] = "-d", name[] = "payload", packed[] = "payload.gz";
	char *pack_words[] = { program, level, name, NULL };
	char *unpack_words[] = { program, unpack, packed, NULL };

	if (!write_payload() || zlib_minigzip(3, pack_words) != 0)
		return false;
	if (fopen("payload", "rb")) /* it replaces what it packed */
		return false;
	return zlib_minigzip(3, unpack_words) == 0 && read_payload();
}

int main(int count, char **words)
{
	char levels[][3] = { "-1", "-6", "-9", "-h", "-f" };
	size_t good = 0;

	printf("example: %d\n", zlib_example(count, words));
	printf("infcover: %d\n", zlib_infcover());
	fill_payload();
	for (size_t i = 0; i < sizeof levels / sizeof *levels; i++)
		good += pack_and_unpack(levels[i]);
	printf("minigzip: %zu of %zu good\n", good, sizeof levels / sizeof *levels);
	return good != sizeof levels / sizeof *levels;
}
