/* libmd's tests, which assert, and then what it makes of files. */
#include <md5.h>
#include <sha1.h>
#include <sha2.h>
#include <stdio.h>

int md2_main(void), md4_main(void), md5_main(void), rmd160_main(void), sha1_main(void);
int sha2_main(void);

static int (*const programs[])(void) = {
	md2_main, md4_main, md5_main, rmd160_main, sha1_main, sha2_main,
};
#define PROGRAMS (sizeof programs / sizeof *programs)

static const char *const files[] = { "helper.c", "sha2.c", "rmd160.c", "libmd.map" };

static void show(const char *digest, const char *name)
{
	printf("%s  %s\n", digest ? digest : "failed", name);
}

int main(void)
{
	char text[SHA512_DIGEST_STRING_LENGTH];
	int good = 0;

	for (size_t i = 0; i < PROGRAMS; i++)
		good += programs[i]() == 0;
	printf("libmd: %d of %zu programs\n", good, PROGRAMS);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
		show(MD5File(files[i], text), files[i]);
		show(SHA1File(files[i], text), files[i]);
		show(SHA256File(files[i], text), files[i]);
		show(SHA384File(files[i], text), files[i]);
		show(SHA512File(files[i], text), files[i]);
	}
	show(MD5FileChunk("sha2.c", text, 5000, 3000), "-");
	if (MD5File("nothing", text))
		printf("a file that is not there has a digest\n");
	return good != PROGRAMS;
}
