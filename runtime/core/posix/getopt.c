/* Options: the words of a line in their order, and options of one letter. */
#include "getopt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *optarg;
int optind = 1, opterr = 1, optopt = '?';

enum order { ORDER_MOVE, ORDER_STOP, ORDER_RETURN };

/* Words [first, last) are no options and were passed by; `next` are letters of a
 * word that was begun. */
static struct {
	char *next;
	int first, last;
	enum order order;
	bool has_begun;
} state;

static void begin(const char *letters)
{
	if (optind == 0)
		optind = 1;
	state.first = state.last = optind;
	state.next = NULL;
	state.order = *letters == '-'                                ? ORDER_RETURN
	              : *letters == '+' || getenv("POSIXLY_CORRECT") ? ORDER_STOP
	                                                             : ORDER_MOVE;
	state.has_begun = true;
}

static void reverse(char **words, int from, int to)
{
	while (from < --to) {
		char *word = words[from];

		words[from++] = words[to];
		words[to] = word;
	}
}

/* [first, last) [last, optind) become [last, optind) [first, last). */
static void move_back(char **words)
{
	reverse(words, state.first, state.last);
	reverse(words, state.last, optind);
	reverse(words, state.first, optind);
	state.first += optind - state.last;
	state.last = optind;
}

/* What lies behind the words that were passed by is options: in front of them. */
static void close_gap(char **words)
{
	if (state.first == state.last)
		state.first = state.last = optind;
	else if (state.last != optind)
		move_back(words);
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0';
}

static void pass_words(const struct getopt_line *line)
{
	if (state.last > optind)
		state.last = optind;
	if (state.first > optind)
		state.first = optind;
	if (state.order != ORDER_MOVE)
		return;
	close_gap(line->words);
	while (optind < line->count && !is_option(line->words[optind]))
		optind++;
	state.last = optind;
}

/* "--": all that follows is no option. */
static void end_options(const struct getopt_line *line)
{
	optind++;
	close_gap(line->words);
	optind = state.last = line->count;
}

/* Finds the next word that is an option: 0, or what the caller is told. */
static int next_word(const struct getopt_line *line)
{
	pass_words(line);
	if (optind < line->count && strcmp(line->words[optind], "--") == 0)
		end_options(line);
	if (optind >= line->count) {
		if (state.first != state.last)
			optind = state.first;
		return -1;
	}
	if (is_option(line->words[optind]))
		return 0;
	if (state.order == ORDER_STOP)
		return -1;
	optarg = line->words[optind++];
	return 1;
}

int rt_getopt_missing(const struct getopt_line *line)
{
	return line->letters[0] == ':' ? ':' : '?';
}

/* The word is used up. */
static void go_on(void)
{
	state.next = NULL;
	optind++;
}

/* The argument that an option must have: the word's rest, or the next word. */
static bool take_argument(const struct getopt_line *line, unsigned char letter)
{
	if (*state.next != '\0')
		optarg = state.next;
	else if (optind + 1 < line->count)
		optarg = line->words[++optind];
	go_on();
	if (optarg)
		return true;
	optopt = letter;
	if (!line->is_quiet)
		fprintf(stderr, "%s: option requires an argument -- '%c'\n", line->words[0],
		        letter);
	return false;
}

/* -W name, if the letters have "W;", is --name. */
static int read_w(struct getopt_line line)
{
	if (!take_argument(&line, 'W'))
		return rt_getopt_missing(&line);
	char *name = optarg;
	optarg = NULL;
	optind--;
	line.dashes_are_one = false;
	return rt_getopt_name(&line, name, "-W ");
}

static int read_letter(const struct getopt_line *line)
{
	unsigned char letter = (unsigned char)*state.next++;
	const char *known = letter == ':' || letter == ';' ? NULL : strchr(line->letters, letter);

	if (!known) {
		optopt = letter;
		if (!line->is_quiet)
			fprintf(stderr, "%s: invalid option -- '%c'\n", line->words[0], letter);
	}
	if (known && known[0] == 'W' && known[1] == ';' && line->table)
		return read_w(*line);
	if (known && known[1] == ':' && (known[2] != ':' || *state.next != '\0'))
		return take_argument(line, letter) ? letter : rt_getopt_missing(line);
	if (*state.next == '\0')
		go_on();
	return known ? letter : '?';
}

/* A name, if this word is to be read as one; -1: it is letters. */
static int read_name(const struct getopt_line *line)
{
	char *word = line->words[optind];

	if (!line->table)
		return -1;
	if (word[1] == '-')
		return rt_getopt_name(line, word + 2, "--");
	if (line->dashes_are_one && (word[2] != '\0' || !strchr(line->letters, word[1])))
		return rt_getopt_name(line, word + 1, "-");
	return -1;
}

static int read_option(struct getopt_line line)
{
	if (line.count < 1)
		return -1;
	optarg = NULL;
	if (optind == 0 || !state.has_begun)
		begin(line.letters);
	if (*line.letters == '-' || *line.letters == '+')
		line.letters++;
	line.is_quiet = opterr == 0 || *line.letters == ':';
	if (!state.next || *state.next == '\0') {
		int result = next_word(&line);

		if (result != 0)
			return result;
		result = read_name(&line);
		if (result != -1)
			return result;
		state.next = line.words[optind] + 1;
	}
	return read_letter(&line);
}

int getopt(int count, char *const *words, const char *letters)
{
	return read_option((struct getopt_line){
		.count = count,
		.words = (char **)words,
		.letters = letters,
	});
}

int getopt_long(int count, char *const *words, const char *letters, const struct option *table,
                int *index)
{
	return read_option((struct getopt_line){
		.count = count,
		.words = (char **)words,
		.letters = letters,
		.table = table,
		.row = index,
	});
}

int getopt_long_only(int count, char *const *words, const char *letters, const struct option *table,
                     int *index)
{
	return read_option((struct getopt_line){
		.count = count,
		.words = (char **)words,
		.letters = letters,
		.table = table,
		.row = index,
		.dashes_are_one = true,
	});
}
