/* os_child: the children of os_process.h. Each is in a job of its own, which ends with
 * Ingot's handle to it: with Ingot, however that ends, and so does what it started. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#include "host/base/os_process.h"
#include "host/base/windows/command_line.h"
#include "host/base/windows/wide.h"

#define CHILDREN_MAX 64
#define LINE_BYTES   65536 /* twice what CreateProcess takes */
#define KILLED       9     /* as a signal's number, elsewhere */

static struct child {
	pid_t pid; /* 0: free */
	HANDLE process, job;
	bool is_killed;
} children[CHILDREN_MAX];

static struct child *find_child(pid_t pid)
{
	for (int i = 0; i < CHILDREN_MAX; i++)
		if (children[i].pid == pid)
			return &children[i];
	return NULL;
}

static void forget_child(struct child *child)
{
	CloseHandle(child->process);
	CloseHandle(child->job);
	*child = (struct child){ 0 };
}

static HANDLE new_job(void)
{
	HANDLE job = CreateJobObjectW(NULL, NULL);
	JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };

	limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
	if (job &&
	    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits))
		return job;
	wide_fail();
	if (job)
		CloseHandle(job);
	return NULL;
}

static bool is_unset(const wchar_t *entry)
{
	static const char *const unset[] = { OS_UNSET_VARIABLES };

	for (size_t i = 0; i < sizeof unset / sizeof *unset; i++) {
		size_t size = strlen(unset[i]), at = 0;

		while (at < size && entry[at] == (unsigned char)unset[i][at])
			at++;
		if (at == size && entry[at] == L'=')
			return true;
	}
	return false;
}

/* Ours without OS_UNSET_VARIABLES; freed by the caller. */
static wchar_t *child_environment(void)
{
	wchar_t *ours = GetEnvironmentStringsW(), *end = ours;

	while (ours && *end)
		end += wcslen(end) + 1;
	wchar_t *theirs = ours ? malloc((size_t)(end - ours + 2) * sizeof *theirs) : NULL;
	wchar_t *to = theirs;
	for (wchar_t *from = ours; theirs && *from; from += wcslen(from) + 1) {
		if (!is_unset(from)) {
			wcscpy(to, from);
			to += wcslen(from) + 1;
		}
	}
	if (theirs)
		to[0] = to[1] = L'\0';
	FreeEnvironmentStringsW(ours);
	return theirs;
}

/* fd, or ours of that number, as a handle that a child may inherit. */
static HANDLE inheritable(int fd, DWORD standard)
{
	HANDLE from = fd >= 0 ? (HANDLE)_get_osfhandle(fd) : GetStdHandle(standard);
	HANDLE copy = NULL, self = GetCurrentProcess();

	if (from && from != INVALID_HANDLE_VALUE &&
	    DuplicateHandle(self, from, self, &copy, 0, TRUE, DUPLICATE_SAME_ACCESS))
		return copy;
	SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
	return CreateFileW(L"NUL", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
	                   &inherited, OPEN_EXISTING, 0, NULL);
}

/* Only the three handles are inherited: another child's pipe would have no end. */
static bool create(const wchar_t *program, wchar_t *line, wchar_t *environment, HANDLE three[3],
                   PROCESS_INFORMATION *made)
{
	STARTUPINFOEXW start = { .StartupInfo.cb = sizeof start };
	SIZE_T size = 0;
	bool good = false;

	start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
	start.StartupInfo.hStdInput = three[0];
	start.StartupInfo.hStdOutput = three[1];
	start.StartupInfo.hStdError = three[2];
	InitializeProcThreadAttributeList(NULL, 1, 0, &size);
	start.lpAttributeList = malloc(size);
	if (!start.lpAttributeList) {
		errno = ENOMEM;
		return false;
	}
	if (InitializeProcThreadAttributeList(start.lpAttributeList, 1, 0, &size)) {
		good = UpdateProcThreadAttribute(start.lpAttributeList, 0,
		                                 PROC_THREAD_ATTRIBUTE_HANDLE_LIST, three,
		                                 3 * sizeof *three, NULL, NULL) &&
		       CreateProcessW(program, line, NULL, NULL, TRUE,
		                      CREATE_SUSPENDED | CREATE_UNICODE_ENVIRONMENT |
		                              EXTENDED_STARTUPINFO_PRESENT,
		                      environment, NULL, &start.StartupInfo, made);
		good = good || wide_fail();
		DeleteProcThreadAttributeList(start.lpAttributeList);
	} else {
		wide_fail();
	}
	free(start.lpAttributeList);
	return good;
}

/* Into its job before its first instruction. */
static bool put_in_job(struct child *place, const PROCESS_INFORMATION *made)
{
	place->job = new_job();
	if (!place->job || !AssignProcessToJobObject(place->job, made->hProcess) ||
	    ResumeThread(made->hThread) == (DWORD)-1) {
		wide_fail();
		int error = errno;
		TerminateProcess(made->hProcess, KILLED);
		CloseHandle(made->hProcess);
		if (place->job)
			CloseHandle(place->job);
		*place = (struct child){ 0 };
		errno = error;
		return false;
	}
	place->process = made->hProcess;
	place->pid = (pid_t)made->dwProcessId;
	return true;
}

static bool start(const struct os_child_request *request, const char *program, char *line,
                  struct child *place)
{
	wchar_t wide[WIDE_PATH_MAX];
	HANDLE three[3] = { inheritable(request->standard_input, STD_INPUT_HANDLE),
		            inheritable(request->standard_output, STD_OUTPUT_HANDLE),
		            inheritable(request->standard_error, STD_ERROR_HANDLE) };
	wchar_t *wide_line = wide_copy(line), *environment = child_environment();
	PROCESS_INFORMATION made;
	bool good = wide_line && environment && wide_path(program, wide) &&
	            create(wide, wide_line, environment, three, &made);
	int error = errno;

	for (int i = 0; i < 3; i++)
		CloseHandle(three[i]);
	free(wide_line);
	free(environment);
	errno = error;
	if (!good)
		return false;
	good = put_in_job(place, &made);
	error = errno;
	CloseHandle(made.hThread);
	errno = error;
	return good;
}

/* Descriptors beside the first three have no numbers in a child there. */
bool os_start(const struct os_child_request *request, pid_t *child)
{
	struct child *place = find_child(0);

	if (request->fd_count) {
		errno = request->fd_count > OS_CHILD_FDS_MAX ? EINVAL : ENOTSUP;
		return false;
	}
	struct arena scratch = arena_new(LINE_BYTES * 8);
	unsigned char *memory = scratch.next;
	const char *program = os_find_program(&scratch, request->arguments[0]);
	fflush(NULL);
	errno = program ? EAGAIN : ENOENT;
	bool good = place && program &&
	            start(request, program, command_line(&scratch, request->arguments), place);
	int error = errno;
	free(memory);
	errno = error;
	*child = good ? place->pid : -1;
	return good;
}

static int take_status(struct child *child)
{
	DWORD status = 0;
	bool known = GetExitCodeProcess(child->process, &status);
	bool is_killed = child->is_killed;

	forget_child(child);
	if (!known)
		return OS_STATUS_LOST;
	/* A crash is a status of 0xC0000000 and more. */
	return is_killed || status >= OS_STATUS_SIGNAL ? OS_STATUS_SIGNAL + KILLED : (int)status;
}

bool os_poll_child(pid_t pid, int *status)
{
	struct child *child = find_child(pid);

	if (child && WaitForSingleObject(child->process, 0) == WAIT_TIMEOUT)
		return false;
	*status = child ? take_status(child) : OS_STATUS_LOST;
	return true;
}

int os_wait(pid_t pid)
{
	struct child *child = find_child(pid);

	if (!child)
		return OS_STATUS_LOST;
	WaitForSingleObject(child->process, INFINITE);
	return take_status(child);
}

/* There is no gentle way to end a program that has no window. */
int os_stop(pid_t pid, int grace_ms)
{
	struct child *child = find_child(pid);

	if (!child)
		return OS_STATUS_LOST;
	if (WaitForSingleObject(child->process, 0) == WAIT_TIMEOUT) {
		child->is_killed = true;
		TerminateJobObject(child->job, KILLED);
	}
	(void)grace_ms;
	return os_wait(pid);
}

/* By whom, nobody is told. */
const char *os_signal_text(struct arena *keep, int number)
{
	(void)keep, (void)number;
	return "crashed, or was ended by another program";
}
