#include <string.h>

char *strsep(char **__restrict rest, const char *__restrict separators)
{
	char *token = *rest;

	if (!token)
		return NULL;
	char *end = token + strcspn(token, separators);
	*rest = *end != '\0' ? end + 1 : NULL;
	*end = '\0';
	return token;
}

char *strtok_r(char *__restrict s, const char *__restrict separators, char **__restrict rest)
{
	char *token = s ? s : *rest;

	token += strspn(token, separators);
	char *end = token + strcspn(token, separators);
	*rest = *end != '\0' ? end + 1 : end;
	*end = '\0';
	return end != token ? token : NULL;
}

char *strtok(char *__restrict s, const char *__restrict separators)
{
	static char *rest = "";

	return strtok_r(s, separators, &rest);
}
