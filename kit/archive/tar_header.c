/* tar_header: see tar_header.h. */
#include "kit/archive/tar_header.h"

#include <string.h>

static struct tar_text strip_front(struct tar_text text)
{
	for (;;) {
		size_t n = 0;

		if (text.length >= 1 && text.at[0] == '/')
			n = 1;
		else if (text.length >= 2 && text.at[0] == '.' && text.at[1] == '/')
			n = 2;
		else if (text.length == 1 && text.at[0] == '.')
			n = 1;
		if (n == 0)
			return text;
		text.at += n;
		text.length -= n;
	}
}

/* to has room for what is already measured. */
static char *append(char *to, struct tar_text text)
{
	if (text.length > 0)
		memcpy(to, text.at, text.length);
	return to + text.length;
}

static struct tar_text strip_back(struct tar_text text)
{
	while (text.length > 0 && text.at[text.length - 1] == '/')
		text.length--;
	return text;
}

bool tar_text_join(char to[TAR_NAME_SIZE_MAX], struct tar_text prefix, struct tar_text name)
{
	char *end = to;

	prefix = strip_front(prefix);
	if (prefix.length == 0)
		name = strip_front(name);
	name = strip_back(name);
	if (name.length == 0) { /* the slash between the two is the last one, too */
		name = strip_back(prefix);
		prefix.length = 0;
	}
	if (prefix.length + 1 + name.length >= TAR_NAME_SIZE_MAX)
		return false;
	if (prefix.length > 0) {
		end = append(end, prefix);
		*end++ = '/';
	}
	end = append(end, name);
	*end = '\0';
	return true;
}

/* Decimal digits up to `stop`, which is taken too. */
static bool take_number(struct tar_text *text, char stop, uint64_t *value)
{
	*value = 0;
	for (size_t i = 0; i < text->length; i++) {
		char c = text->at[i];

		if (c == stop && i > 0) {
			text->at += i + 1;
			text->length -= i + 1;
			return true;
		}
		if (c < '0' || c > '9' || *value > (UINT64_MAX - 9) / 10)
			return false;
		*value = *value * 10 + (uint64_t)(c - '0');
	}
	return false;
}

static bool begins_with(struct tar_text text, const char *with)
{
	size_t length = strlen(with);

	return text.length >= length && memcmp(text.at, with, length) == 0;
}

static struct tar_text behind(struct tar_text text, const char *begin)
{
	size_t length = strlen(begin);

	return (struct tar_text){ text.at + length, text.length - length };
}

/* record: "key=value\n". Keys that say nothing of where the data is or what it
 * is called are passed over. */
static const char *take_record(struct tar_extra *extra, struct tar_text record)
{
	if (begins_with(record, "path=")) {
		extra->name = behind(record, "path=");
		extra->name.length--;
	} else if (begins_with(record, "linkpath=")) {
		extra->link = behind(record, "linkpath=");
		extra->link.length--;
	} else if (begins_with(record, "size=")) {
		struct tar_text number = behind(record, "size=");

		extra->has_size = true;
		if (!take_number(&number, '\n', &extra->size) || number.length != 0)
			return "a size in the archive is not a number";
	} else if (begins_with(record, "GNU.sparse.")) {
		return "a file in the archive is sparse";
	}
	return NULL;
}

/* Each record begins with its own length in digits, and a space. */
const char *tar_extra_parse(struct tar_extra *extra, struct tar_text records)
{
	while (records.length > 0) {
		struct tar_text record = records;
		const char *error;
		uint64_t length;
		size_t digits;

		if (!take_number(&record, ' ', &length))
			return "a pax record has no length";
		digits = records.length - record.length;
		if (length > records.length || length <= digits || records.at[length - 1] != '\n')
			return "a pax record has a wrong length";
		record.length = (size_t)length - digits;
		if (memchr(record.at, '\0', record.length))
			return "a pax record contains a zero byte";
		error = take_record(extra, record);
		if (error)
			return error;
		records.at += length;
		records.length -= (size_t)length;
	}
	return NULL;
}
