#!/bin/sh
# The command is built on hosts other than Linux: outside of what is compiled for Linux
# alone (#if defined(__linux__)) host/ has headers of C and POSIX only, no function, flag
# or field that macOS lacks, and outside the OS layer no path of /proc and its like.
. "$(dirname "$0")/../tap.sh"
t_need awk

# C17 and POSIX.1-2008; libyaml; ours.
headers='assert ctype dirent errno fcntl inttypes limits poll signal stdarg stdbool stddef
	stdint stdio stdlib string strings sys/ioctl sys/resource sys/select sys/socket sys/stat
	sys/mman sys/types sys/un sys/wait termios time unistd yaml'

# Functions, flags and fields of glibc's or Linux's.
linux_only='accept4 asprintf vasprintf canonicalize_file_name clock_nanosleep copy_file_range
	dup3 epoll_create1 eventfd explicit_bzero fallocate fdatasync get_current_dir_name
	getrandom memfd_create mempcpy memrchr mremap pipe2 posix_fallocate ppoll prctl
	program_invocation_name qsort_r reallocarray secure_getenv sendfile signalfd splice
	statx strchrnul strverscmp timerfd_create IN_CLOEXEC MAP_POPULATE MFD_CLOEXEC
	MSG_NOSIGNAL O_PATH O_TMPFILE SOCK_CLOEXEC SOCK_NONBLOCK'

# common FILE...: "FILE:LINE: text" of what every POSIX host compiles, without comments and
# what a text says.
common() {
	awk '
		FNR == 1 { depth = 0 }
		/^#[ \t]*if/ { depth++; away[depth] = /__linux__|__APPLE__|BSD/ }
		/^#[ \t]*elif/ { away[depth] = /__linux__|__APPLE__|BSD/ }
		/^#[ \t]*else/ { away[depth] = 0 }
		{ hidden = 0; for (i = 1; i <= depth; i++) hidden += away[i] }
		/^#[ \t]*endif/ { depth-- }
		!hidden { sub(/^[ \t]*(\/\*| \*).*/, ""); sub(/\/\*.*/, "")
			if (length($0)) print FILENAME ":" FNR ": " $0 }' "$@"
}

foreign_headers() {
	common "$@" | sed -n 's/^\([^ ]* \)#include <\(.*\)\.h>.*/\1\2/p' |
		while read -r place header; do
			case " $(echo $headers) " in
			*" $header "*) ;;
			*) echo "$place <$header.h>" ;;
			esac
		done
}

foreign_names() {
	common "$@" | sed -e '/#include/d' -e 's/"[^"]*"//g' |
		grep -w -E -e "$(echo $linux_only | tr ' ' '|')" || :
}

linux_paths() {
	common "$@" | grep -E '"/(proc|sys|dev/(shm|fd|disk))/' || :
}

cd "$t_root" || exit 1
all=$(find host -name '*.[ch]' ! -path 'host/base/windows/*' | LC_ALL=C sort)
outside=$(printf '%s\n' $all | grep -v '^host/base/os_')
t_is "host/ has headers of C and POSIX alone" "" "$(foreign_headers $all)"
t_is "... no name that macOS lacks" "" "$(foreign_names $all)"
t_is "... and outside the OS layer no path of Linux's" "" "$(linux_paths $outside)"

cd "$t_state/work" || exit 1
cat >bad.c <<'X'
#include <elf.h>
#if defined(__linux__)
#include <sys/inotify.h>
#else
#include <sys/sendfile.h>
#endif
/* pipe2 */
int f(int *ends) { return pipe2(ends, 0) + open("/proc/self/exe", 0); }
const char *g = "pipe2";
X
t_is "a foreign header is found, where it counts" "bad.c:1: <elf.h> bad.c:5: <sys/sendfile.h>" \
	"$(foreign_headers bad.c | tr '\n' ' ' | sed 's/ $//')"
t_is "so is a foreign name" "8" "$(foreign_names bad.c | cut -d: -f2)"
t_is "so is a path" "8" "$(linux_paths bad.c | cut -d: -f2)"
t_done
