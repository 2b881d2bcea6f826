/* A shell of the smallest kind: runs the scripts it is told, prints each row
 * with | between its columns, and what SQLite says of errors. The host compiles
 * the same with SQLite's own files underneath; in the kernel they are vfs.c's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlite3.h"

#define SCRIPT_SIZE_MAX (1 << 20)

static int print_row(void *unused, int count, char **values, char **names)
{
	(void)unused;
	(void)names;
	for (int i = 0; i < count; i++)
		printf("%s%s", i > 0 ? "|" : "", values[i] ? values[i] : "NULL");
	printf("\n");
	return 0;
}

/* One statement after the other, so that an error ends one only. */
static void run_statements(sqlite3 *db, const char *script)
{
	while (*script != '\0') {
		sqlite3_stmt *statement = NULL;
		const char *rest = script + strlen(script);
		char *text, *message = NULL;

		if (sqlite3_prepare_v2(db, script, -1, &statement, &rest) != SQLITE_OK) {
			printf("error: %s\n", sqlite3_errmsg(db));
			rest = strchr(script, ';');
			if (!rest)
				return;
			script = rest + 1;
			continue;
		}
		sqlite3_finalize(statement);
		text = sqlite3_mprintf("%.*s", (int)(rest - script), script);
		if (sqlite3_exec(db, text, print_row, NULL, &message) != SQLITE_OK)
			printf("error: %s\n", message);
		sqlite3_free(message);
		sqlite3_free(text);
		script = rest;
	}
}

static int run_script(const char *name)
{
	char *script = calloc(1, SCRIPT_SIZE_MAX);
	FILE *file = fopen(name, "rb");
	sqlite3 *db;

	if (!file || !script || fread(script, 1, SCRIPT_SIZE_MAX - 1, file) == 0)
		return 1;
	fclose(file);
	if (sqlite3_open("test.db", &db) != SQLITE_OK)
		return 1;
	printf("== %s\n", name);
	run_statements(db, script);
	free(script);
	return sqlite3_close(db) == SQLITE_OK ? 0 : 1;
}

int main(int count, char **words)
{
	int failed = 0;

	printf("%s %s\n", sqlite3_libversion(), sqlite3_threadsafe() ? "threads" : "no threads");
	for (int i = 1; i < count; i++)
		failed += run_script(words[i]);
	printf("%d scripts, %d failed\n", count - 1, failed);
	return failed;
}
