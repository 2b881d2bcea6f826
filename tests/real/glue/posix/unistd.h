#pragma once
/* <unistd.h>, as far as the programs here need it: see files.h. */
#include <stdio.h>
#include <sys/types.h>

typedef int pid_t;

ssize_t read(int file, void *to, size_t size);
ssize_t write(int file, const void *from, size_t size);
off_t lseek(int file, off_t offset, int from);
int close(int file);
int unlink(const char *path);
pid_t getpid(void);
/* <stdio.h>'s, in POSIX */
FILE *fdopen(int file, const char *mode);
int fileno(FILE *file);
