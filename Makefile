# Ingot: from C source to bootable x86_64 kernels, from any host.
#
# `make help` lists what can be made, `make V=1` prints the commands. GNU make 3.81
# and a POSIX shell are enough; whatever else is missing is installed by the first
# target that is made (scripts/setup.sh), which asks before it does if somebody can
# answer; `make YES=1` is the answer. Paths are relative: the tree may lie anywhere.

CFLAGS = -O2 -g
# The language and the warnings, which the unit tests share.
HOST_FLAGS := $(shell cat scripts/host_flags) -I.

# Asked when the first recipe needs them: by then libyaml is installed. Asked
# once: the variable replaces itself.
LIBRARY = sh scripts/library.sh
YAML_CFLAGS = $(eval YAML_CFLAGS := $(shell $(LIBRARY) cflags yaml-0.1 yaml))$(YAML_CFLAGS)
YAML_LIBS = $(eval YAML_LIBS := $(shell $(LIBRARY) libs yaml-0.1 yaml))$(YAML_LIBS)

COMPILE = $(CC) $(HOST_FLAGS) $(YAML_CFLAGS) $(CPPFLAGS) $(CFLAGS)
LINK = $(CC) $(CFLAGS) $(LDFLAGS)

SOURCES := $(sort $(wildcard host/*/*.c))
OBJECTS := $(SOURCES:%.c=build/%.o)

# What the tests take is set up only for those who test. `make SETUP=:` leaves
# the host as it is, and so does `make install`.
SETUP = $(if $(filter install install-strip uninstall,$(MAKECMDGOALS)),:,sh scripts/setup.sh \
	$(if $(filter windows,$(MAKECMDGOALS)),windows,$(if \
	$(filter soak-real,$(MAKECMDGOALS)),real,$(if \
	$(filter soak-runtime,$(MAKECMDGOALS)),soak,$(if \
	$(filter site,$(MAKECMDGOALS)),site,$(if \
	$(filter packages,$(MAKECMDGOALS)),packages,$(if \
	$(filter test lint fuzz soak-%,$(MAKECMDGOALS)),test,run)))))))

# What QEMU loads to be watched; `make OBSERVER=` leaves it out, for a host that is not this
# one, or that has no dlsym.
OBSERVER = build/observe.so

# Where `make install` puts things, by the names of the GNU coding standards; DESTDIR
# comes before all of them. The command finds its sources as ../share/ingot.
PREFIX = /usr/local
prefix = $(PREFIX)
exec_prefix = $(prefix)
bindir = $(exec_prefix)/bin
datarootdir = $(prefix)/share
datadir = $(datarootdir)
mandir = $(datarootdir)/man
docdir = $(datarootdir)/doc/ingot
bashcompletiondir = $(datarootdir)/bash-completion/completions
zshcompletiondir = $(datarootdir)/zsh/site-functions
fishcompletiondir = $(datarootdir)/fish/vendor_completions.d
INSTALL = install
INSTALL_PROGRAM = $(INSTALL) -m 755
INSTALL_DATA = $(INSTALL) -m 644
INSTALLED = prefix='$(prefix)' bindir='$(bindir)' datadir='$(datadir)' mandir='$(mandir)' \
	docdir='$(docdir)' bashcompletiondir='$(bashcompletiondir)' \
	zshcompletiondir='$(zshcompletiondir)' fishcompletiondir='$(fishcompletiondir)' \
	DESTDIR='$(DESTDIR)' INSTALL='$(INSTALL)' OBSERVER='$(OBSERVER)' \
	INSTALL_PROGRAM='$(INSTALL_PROGRAM)' INSTALL_DATA='$(INSTALL_DATA)'

# $(call run,VERB,FILE,COMMAND): a line for each command, and the whole of one that
# fails. `make V=1` and `make -n` show all of them, `make -s` only those that fail.
LETTERS = $(firstword -$(MAKEFLAGS))
PLAIN = $(filter-out 0,$(V))$(findstring n,$(LETTERS))
LINE = $(if $(findstring s,$(LETTERS)),:,echo '  $(1)    $(2)')
run = $(if $(PLAIN),$(3),@$(LINE); $(3) || { \
	status=$$?; printf '%s\n' '$(subst ','\'',$(3))' >&2; exit $$status; })

.SUFFIXES:
.PHONY: all setup install install-strip uninstall static static-check packages run test \
	fuzz lint format hosts fresh windows bench-build bench-boot bench-runtime bench-watch \
	site soak soak-adopt soak-boot soak-busy soak-faults soak-fuzz soak-kit soak-names \
	soak-read-errors soak-real soak-runtime clean help FORCE

all: build/ingot $(OBSERVER) ## the ingot command: build/ingot

setup: ## install what is missing on this host
	@$(SETUP)

install: all ## install the command: PREFIX=/usr/local, DESTDIR=
	@$(INSTALLED) sh scripts/install.sh install

install-strip: all ## ... without its debug information
	@$(INSTALLED) INSTALL_PROGRAM='$(INSTALL_PROGRAM) -s' sh scripts/install.sh install

uninstall: ## remove what `make install` wrote
	@$(INSTALLED) sh scripts/install.sh uninstall

static: ## archives for any Linux, x86_64 and arm64: the command is a static program
	MAKE='$(MAKE)' JOBS='$(JOBS)' sh scripts/static.sh

static-check: ## ... the same bytes from an emulated arm64 host? and do they work?
	unset CC LD; MAKE='$(MAKE)' JOBS='$(JOBS)' sh tests/hosts/static.sh

packages: | setup ## packages, each tried in a system; ONLY='debian rpm': some; SUITE=
	SUITE='$(SUITE)' MAKE='$(MAKE)' sh packaging/all.sh $(ONLY)

# CC and LD are the host's here; to `ingot` they would name the kernel's.
run: all ## build the reference kernel and boot it in QEMU
	unset CC LD; build/ingot -C kernel run

test: all ## run every test
	sh tests/run.sh

fuzz: build/ingot ## fuzz every reader: TIME=600 seconds in all; NAME='json tar': only these
	unset CC LD; sh tests/fuzz/readers/run.sh $(or $(TIME),600) $(NAME)

lint: build/ingot ## check how the code reads: format, warnings, mistakes, layers
	sh tests/run.sh style

format: ## make the C sources look as .clang-format says
	sh scripts/format.sh

hosts: build/ingot ## build on an emulated arm64 host: the same bytes?
	sh tests/hosts/compare.sh

fresh: build/ingot ## both commands on a bare Debian with gcc, make, git; SUITE=trixie, sid
	$(if $(SUITE),HOSTS_SUITE='$(SUITE)' )sh tests/hosts/fresh.sh

windows: | setup ## the command for Windows, by mingw-w64, tried under Wine
	unset CC LD; sh tests/windows/run.sh

site: | setup ## documents, manual pages and headers as a website: build/site/html
	sh site/build.sh && sh site/check.sh

bench-build: build/ingot ## how long a user waits for a build
	sh bench/build.sh

bench-boot: build/ingot ## how long until a kernel runs, beside GRUB and Limine
	unset CC LD; sh bench/boot/run.sh

bench-watch: build/ingot ## how long from a written file to the verdict of a watched test
	unset CC LD; sh bench/watch.sh

bench-runtime: ## what a call of the runtime takes, beside compiler-rt and musl
	unset CC LD; sh bench/runtime/run.sh

soak-adopt: build/ingot ## kernels as others have written them, in every build, by all ways
	unset CC LD; sh tests/boot/adopted.sh

soak-boot: build/ingot ## boot 1272 kinds of machines; FIRMWARE=uefi, FROM=N: some of them
	unset CC LD; HOST_CC='$(CC)' FIRMWARE='$(FIRMWARE)' sh tests/boot/matrix.sh all $(FROM)

soak-busy: build/ingot ## make test beside 8 busy processes; BUSY=N
	MAKE='$(MAKE)' BUSY='$(or $(BUSY),8)' sh tests/busy.sh

soak-faults: build/ingot ## every call of the host's fails once, SIGKILL at each; NAMES, MODES
	unset CC LD; HOST_CC='$(CC)' sh tests/cli/faults.sh all '$(NAMES)' '$(MODES)'

soak-fuzz: build/ingot ## 4760 damaged boots by all ways, 400000 in one process; SEED=N repeats
	unset CC LD; HOST_CC='$(CC)' sh tests/fuzz/boot/soak.sh $(SEED)

soak-kit: build/ingot ## kernel and kit by BIOS, UEFI and directly, on 1, 2, 4 and 16 CPUs
	unset CC LD; sh tests/boot/kit.sh

soak-names: build/ingot ## each public name in turn a kernel's own, in five kinds of builds
	unset CC LD; sh tests/adopt/own-names.sh all

soak-read-errors: build/ingot ## a disk that fails, at each sector in turn; WAYS=uefi: by one
	unset CC LD; WAYS='$(WAYS)' sh tests/boot/reads.sh all

soak-real: build/ingot ## Lua, SQLite, zlib... from Debian, unchanged, in a kernel
	unset CC LD; HOST_CC='$(CC)' sh tests/real/run.sh

soak: ## all of these, one after the other: two hours
	$(MAKE) soak-adopt && $(MAKE) soak-boot && $(MAKE) soak-faults && \
		$(MAKE) soak-fuzz && $(MAKE) soak-kit && \
		$(MAKE) soak-names && $(MAKE) soak-read-errors && $(MAKE) soak-real && \
		$(MAKE) soak-runtime

soak-runtime: | setup ## the runtime against references, 100 million operands a function; SEED=N
	CC='$(CC)' sh tests/unit/soak/run.sh $(or $(SEED),$$(date +%s))

clean: ## remove everything that was made
	rm -rf build kernel/build examples/*/build examples/book/*/build \
		templates/kernel/*/build tests/adopt/*/build tests/real/*/build

help: ## list what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-16s %s\n", $$1, $$2 }' Makefile

# It names only what it defines, and looks up the rest.
OBSERVE = $(CC) $(HOST_FLAGS) -D_GNU_SOURCE $(CPPFLAGS) $(CFLAGS) -fPIC -fvisibility=hidden \
	-shared $(LDFLAGS)
build/observe.so: $(sort $(wildcard observe/*.[ch])) abi/observe.h build/host/commands
	$(call run,CC,$@,$(OBSERVE) -o $@ $(filter %.c,$^))

build/ingot: $(OBJECTS) build/host/commands
	$(call run,LD,$@,$(LINK) -o $@ $(OBJECTS) $(LIBS) $(YAML_LIBS))

build/host/%.o: host/%.c build/host/commands
	@mkdir -p $(@D)
	$(call run,CC,$<,$(COMPILE) $(OWN_FLAGS) -MMD -MP -c -o $@ $<)

# The commands that made the rest; rewritten only when they are others, so that
# a change of compiler, flags or the list of sources makes everything anew.
COMMANDS = '$(subst ','\'',$(COMPILE) $(LINK) $(LIBS) $(OBJECTS))'
build/host/commands: FORCE | setup
	@mkdir -p $(@D)
	@printf '%s\n' $(COMMANDS) | cmp -s - $@ || printf '%s\n' $(COMMANDS) >$@

# The commit that `ingot --version -v` names; packagers may set it. One object has it.
COMMIT = $(shell sh scripts/commit.sh)
build/host/commit: FORCE | setup
	@mkdir -p $(@D)
	@commit='$(COMMIT)'; echo "$$commit" | cmp -s - $@ || echo "$$commit" >$@

build/host/cli/version.o: build/host/commit
build/host/cli/version.o: OWN_FLAGS = -DINGOT_COMMIT='"$(shell cat build/host/commit)"'

-include $(OBJECTS:.o=.d)
