#pragma once
/* <getopt.h>: the options of a command line, as POSIX's getopt and GNU's
 * getopt_long read them: words that are no options move behind those that are,
 * unless the letters begin with '+' or POSIXLY_CORRECT is in the environment; with
 * '-' each is returned as the argument of option 1. optind = 0 begins anew.
 * Messages go to stderr. State: one for the machine. */

#ifdef __cplusplus
extern "C" {
#endif

extern char *optarg; /* the option's argument, or NULL */
extern int optind;   /* of the next word; the first one that is no option at the end */
extern int opterr;   /* 0: no messages */
extern int optopt;   /* the option that was refused */

/* The letter; '?' for one that is none or lacks its argument, ':' for the latter
 * if the letters begin with ':'; -1 at the end. */
int getopt(int count, char *const *words, const char *letters);

#define no_argument       0
#define required_argument 1
#define optional_argument 2
struct option {
	const char *name; /* NULL: the end of the table */
	int has_arg;      /* one of the above */
	int *flag;        /* NULL, or where val goes; then 0 is returned */
	int val;
};
/* As getopt; an option by its name or an unambiguous beginning of it, "--name" or
 * "--name=argument". *index, unless it is NULL, is its row. _only takes "-name" too. */
int getopt_long(int count, char *const *words, const char *letters, const struct option *table,
                int *index);
int getopt_long_only(int count, char *const *words, const char *letters, const struct option *table,
                     int *index);

#ifdef __cplusplus
}
#endif
