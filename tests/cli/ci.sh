#!/bin/sh
# What a CI service or an editor is told: action.yml, the files of `ingot new --ci` and
# `--editor devcontainer`, .devcontainer/. They are read by the command's own reader of
# YAML, and their shell steps run here, in copies of this tree, as the service would run
# them. What only the service has is played: its variables, its cache, its artifacts.
. "$(dirname "$0")/../tap.sh"
t_need jq make tar

flags=$(sh "$t_root/scripts/library.sh" cflags yaml-0.1 yaml)
libraries=$(sh "$t_root/scripts/library.sh" libs yaml-0.1 yaml)
t_ok "the reader is built" eval '(cd "$t_root" && ${HOST_CC:-cc} $(cat scripts/host_flags) -I. \
	$flags -O1 -o "$t_state/yaml" tests/unit/host/yaml_driver.c host/document/document.c \
	host/document/yaml_file.c host/base/*.c $libraries)'
yaml=$t_state/yaml
# Loader and runtime of this tree are cached; those of a copy would be compiled first.
INGOT_ROOT=$t_root
INGOT_CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/ingot
INGOT_ACCEL=tcg
export INGOT_ROOT INGOT_CACHE INGOT_ACCEL
unset INGOT_CACHE_FILE INGOT_ARGUMENTS GITHUB_PATH GITHUB_OUTPUT CI KVM_DEVICE

# The tree as a clone has it, with the command built already, or making it takes half a
# minute.
copy_tree() {
	sed 's,^/\(.*\)/$,./\1,' "$t_root/.gitignore" >ignored
	mkdir -p "$1/build" && (cd "$t_root" && tar -cf - --exclude=./.git \
		-X "$t_state/work/ignored" .) | tar -xf - -C "$1" &&
		cp -R -p "$t_root/build/host" "$t_root/build/ingot" "$1/build/"
}

# value FILE PATH: the text there; nothing if there is none.
value() {
	"$yaml" "$1" "$2"
}

# scripts FILE PATTERN: the texts of all paths that match, one a line.
texts() {
	"$yaml" "$1" | awk -F '\t' -v pattern="$2" '$1 ~ pattern { print $2 }'
}

# --- The action --------------------------------------------------------------

action=$t_root/action.yml
t_ok "action.yml is YAML" "$yaml" "$action"
"$yaml" "$action" >paths
for key in name description runs.using; do
	t_ok "it says its $key" test -n "$(value "$action" $key)"
done
t_is "it is made of steps" composite "$(value "$action" runs.using)"
t_is "every step that runs something names its shell" \
	"$(grep -c '^runs\.steps\.[0-9]*\.run	' paths)" \
	"$(grep -c '^runs\.steps\.[0-9]*\.shell	sh$' paths)"
expressions() { grep -o '\${{ *[^}]*}}' "$action" | sed 's/^\${{ *//; s/ *}}$//' | sort -u; }
declared() { sed -n 's/^inputs\.\([a-z-]*\)\.description	.*/\1/p' paths | sort -u; }
t_is "its inputs are those that it uses" "$(declared)" \
	"$(expressions | sed -n 's/^inputs\.//p')"
t_is "so are the steps whose outputs it asks for" "" "$(expressions |
	sed -n 's/^steps\.\([a-z]*\)\.outputs\..*/\1/p' | sort -u | while read -r id; do
		grep -q "^runs\.steps\.[0-9]*\.id	$id\$" paths || echo "$id"
	done)"
t_is "no step has an expression in its script, where it could be a command" "" \
	"$(texts "$action" '\.run$' | grep -F '${{')"
t_is "all that it runs is scripts/ci.sh" "" \
	"$(texts "$action" '\.run$' | grep -v '^sh "$ACTION/scripts/ci.sh" ')"

# expression TEXT: with what the service would put there.
expression() {
	printf '%s\n' "$1" | sed -e "s|\${{ github.action_path }}|$PWD/repository/ingot|g" \
		-e "s|\${{ runner.temp }}|$PWD/temp|g" -e "s|\${{ always() }}|true|g" \
		-e "s|\${{ steps.install.outputs.key }}|$key|g" \
		-e 's|${{ inputs.\([a-z]*\) }}|'"$(printf '\001')"'\1'"$(printf '\001')"'|g' |
		awk -F "$(printf '\001')" -v list="$inputs" '
		BEGIN {
			count = split(list, pairs, ";")
			for (i = 1; i <= count; i++) {
				at = index(pairs[i], "=")
				given[substr(pairs[i], 1, at - 1)] = substr(pairs[i], at + 1)
			}
		}
		{
			for (i = 2; i <= NF; i += 2) $i = given[$i]
			for (i = 1; i <= NF; i++) printf "%s", $i
			print ""
		}'
}

# step NUMBER: runs its script, as the service does: in the repository or its directory,
# with its variables, by sh -e.
step() {
	step_at=runs.steps.$1
	value "$action" "$step_at.run" >script
	set --
	for variable in $(sed -n "s/^$step_at\.env\.\([A-Z_]*\)	.*/\1/p" paths); do
		set -- "$@" "$variable=$(expression "$(value "$action" "$step_at.env.$variable")")"
	done
	where=$(expression "$(value "$action" "$step_at.working-directory")")
	(cd "repository/$where" && env CI=true GITHUB_ACTIONS=true "$@" \
		GITHUB_OUTPUT="$t_state/work/output" GITHUB_PATH="$t_state/work/path" \
		sh -e "$t_state/work/script")
}

inputs=$("$yaml" "$action" | sed -n 's/^inputs\.\([a-z]*\)\.default	/\1=/p' | tr '\n' ';')
inputs="$inputs;project=kern;arguments=--direct --smp 2"
key=
mkdir repository temp
t_ok "a repository with Ingot as a submodule" copy_tree repository/ingot
t_ok "and a kernel" "$INGOT" -q new repository/kern
t_ok "the first step: tools and the command" step 0
key=$(sed -n 's/^key=//p' output)
t_ok "it names a cache" test -n "$key"
t_is "and puts the command on PATH" "$PWD/repository/ingot/build" "$(cat path)"
t_is "the second step keeps what the third step fills" \
	"$(value "$action" runs.steps.1.with.path)" \
	"$(value "$action" runs.steps.2.env.INGOT_CACHE_FILE)"
t_is "... under that name" "$key" \
	"$(expression "$(value "$action" runs.steps.1.with.key)")"
t_ok "the third step: the tests" step 2
t_has "say which machine it was" "qemu-system-x86_64"
t_has "pass" " passed, 0 failed"
kept=$(expression "$(value "$action" runs.steps.3.with.path)")
t_ok "what the fourth step keeps is there" test -s "repository/$kept"
t_has "... and is JUnit" "<testsuite" "repository/$kept"
t_is "... whatever became of the tests" true \
	"$(expression "$(value "$action" runs.steps.3.if)")"
t_is "... with the words of the input: two CPUs" "" "$(grep -L '<testcase' "repository/$kept")"
echo '#error no' >>repository/kern/src/main.c
t_status "a kernel that does not build fails the job" 3 step 2

# --- What ingot new writes ---------------------------------------------------

t_ok "ingot new --ci github" "$INGOT" -q new --ci github mine
workflow=mine/.github/workflows/kernel.yml
t_ok "its workflow is YAML" "$yaml" $workflow
t_is "its steps are those of the action, in the submodule" "actions/checkout@v4
./ingot" "$(texts $workflow '^jobs\.test\.steps\.[0-9]*\.uses$')"
t_is "and no others" "" "$(texts $workflow '\.run$')"
t_is "the submodule is fetched" true "$(value $workflow jobs.test.steps.0.with.submodules)"

t_ok "ingot new --ci gitlab" "$INGOT" -q new --ci gitlab theirs
job=theirs/.gitlab-ci.yml
t_ok "its file is YAML" "$yaml" $job
ln -s ../repository/ingot theirs/ingot
texts $job '^test\.(before_)?script\.' >commands
t_is "its commands are those of Debian and scripts/ci.sh" "" \
	"$(grep -v -E '^(apt-get (update|install)|sh ingot/scripts/ci.sh) ' commands)"
t_is "both steps" "install
test" "$(sed -n 's|^sh ingot/scripts/ci.sh \([a-z]*\).*|\1|p' commands)"
grep ci.sh commands >script
file=$(value $job test.variables.INGOT_CACHE_FILE)
t_is "it keeps the cache" "\$CI_PROJECT_DIR/$(value $job test.cache.paths.0)" "$file"
t_ok "its steps run" eval '(cd theirs && CI=true sh -e ../script)'
t_has "and the tests pass" " passed, 0 failed"
t_ok "the report that it names is there" test -s \
	"theirs/$(value $job test.artifacts.reports.junit)"

# --- scripts/ci.sh by itself --------------------------------------------------

ci() {
	sh repository/ingot/scripts/ci.sh "$@"
}
t_status "no step" 2 ci
t_status "an unknown step" 2 ci deploy
t_status "a level that is none" 2 ci install everything

# A job is a checkout of the same commit at another time, and a command that makes one
# thing for the cache and says what it found there.
unset INGOT_CACHE
job() {
	rm -rf job/src && mkdir -p job/src/scripts job/src/build &&
		cp repository/ingot/scripts/ci.sh job/src/scripts/ &&
		cp repository/ingot/scripts/commit.sh job/src/scripts/ &&
		echo build/ingot: >job/src/Makefile && echo /build/ >job/src/.gitignore &&
		echo : >job/src/scripts/setup.sh && cp made job/src/build/ingot &&
		if [ -d job/git ]; then
			cp -R job/git job/src/.git
		else
			(cd job/src && git init -q && git add . &&
				git -c user.name=a -c user.email=a@b.example commit -q -m a) &&
				cp -R job/src/.git job/git
		fi
	(cd job && CI=true sh src/scripts/ci.sh install &&
		INGOT_CACHE_FILE=$PWD/kept/cache.tar sh src/scripts/ci.sh test "$@")
}
cat >made <<'END'
#!/bin/sh
case $1 in
--version) echo "one version" ;;
test)	find "$INGOT_CACHE" -name record | wc -l
	if [ ! -f "$INGOT_CACHE/${2-debug}/record" ]; then
		mkdir "$INGOT_CACHE/${2-debug}" && date >"$INGOT_CACHE/${2-debug}/record"
	fi
	! [ "${2-}" = --fail ] ;;
esac
END
chmod +x made
list_times() {
	(cd job/src && find . \( -path ./build -o -name .git \) -prune -o -print |
		LC_ALL=C sort | xargs ls -ldn --full-time)
}
cache_times() {
	(cd job/src/build/cache && find . | LC_ALL=C sort | xargs ls -ldn --full-time)
}
t_need git
t_ok "a first job" job
t_has "has no cache" 0
cache_times >before
list_times >times-before
t_ok "a second one" job
t_has "has that of the first" 1
cache_times >after
t_is "with the same times, to a part of a second" "$(cat before)" "$(cat after)"
t_is "and sources of the same times, another checkout" "$(cat times-before)" "$(list_times)"
cp -p job/kept/cache.tar kept.tar
t_ok "one that makes nothing" job
t_is "leaves the archive" "$(ls -l kept.tar | cut -d ' ' -f 5-8)" \
	"$(ls -l job/kept/cache.tar | cut -d ' ' -f 5-8)"
t_status "one that fails" 1 job --fail
t_status "has what it made kept" 1 job --fail
t_has "too" 2
sed 's/one version/another/' made >other && mv other made && chmod +x made
t_ok "another version of the command" job
t_has "takes none of it" 0
t_ok "once more" job
t_has "it has its own" 1

# KVM, in a tree where there is nothing to do else; another user may read it.
mkdir -p tools small/scripts small/build
printf '#!/bin/sh\necho "$*" >>asked\n' >tools/sudo && chmod +x tools/sudo
cp repository/ingot/scripts/ci.sh small/scripts/
echo : >small/scripts/setup.sh
echo build/ingot: >small/Makefile
cp made small/build/ingot
: >kvm
as=
opened() { # [NAME=VALUE]...
	$as env PATH="$PWD/tools:$PATH" KVM_DEVICE=kvm "$@" sh small/scripts/ci.sh install
}
t_ok "KVM that is open" opened CI=true
t_ok "is left as it is" test ! -e asked
t_ok "none" opened CI=true KVM_DEVICE=none
t_ok "is not asked for" test ! -e asked
[ "$(id -u)" != 0 ] || as="setpriv --reuid 12345 --clear-groups"
if $as true 2>/dev/null; then
	chmod 0 kvm && chmod a+rwx . "$t_state"
	t_ok "KVM that is closed to this user, elsewhere" opened CI=
	t_ok "stays closed" test ! -e asked
	t_ok "in CI" opened CI=true
	t_is "is opened" "-n chmod a+rw kvm" "$(cat asked)"
else
	t_skip "KVM that is closed to this user" "no other user can be asked (setpriv)"
fi

# --- A container for an editor ------------------------------------------------

# instructions NAME: the arguments of a Dockerfile's instructions of that name.
docker=$t_root/.devcontainer/Dockerfile
instructions() { sed -n "s/^$1 //p" "$docker"; }
# instantiate ARGS: what the Dockerfile copies, with the arguments of that file.
copied() {
	from=$(jq -r '.build.args.INGOT' "$1")
	instructions COPY | sed 's/ .*//' | sed "s|\${INGOT}|$from|"
}
t_is "the Dockerfile has these instructions" "FROM ARG ARG RUN COPY RUN RUN" \
	"$(sed -e '/^#/d' -e 's/ .*//' "$docker" | tr '\n' ' ' | sed 's/ $//')"
for file in "$t_root/.devcontainer/devcontainer.json" there/.devcontainer/devcontainer.json; do
	case $file in there/*)
		t_ok "ingot new --editor devcontainer" "$INGOT" -q new --editor devcontainer there
		ln -s "$t_root" there/ingot ;;
	esac
	directory=${file%/*}
	t_ok "${file#"$t_root"/} is JSON" jq -e .name "$file"
	build=$directory/$(jq -r .build.dockerfile "$file")
	t_ok "... its Dockerfile is ours" cmp "$build" "$docker"
	context=$directory/$(jq -r .build.context "$file")
	t_ok "... what that copies has the steps" test -f "$context/$(copied "$file")/scripts/ci.sh"
	t_is "... its arguments are known there" "" "$(jq -r '.build.args | keys[]' "$file" |
		while read -r name; do grep -q "^ARG $name=" "$docker" || echo "$name"; done)"
done
settings=there/.devcontainer/devcontainer.json
t_is "the project's name is in its file" there "$(jq -r .name $settings)"
t_is "the command that it begins with is one that builds" "ingot build" \
	"$(jq -r .postCreateCommand $settings)"
instructions RUN >script
t_ok "its commands are the shell's" sh -n script
t_is "they call scripts of the tree" "" "$(grep -o '/usr/src/ingot/[a-z./]*' script |
	sed 's|^/usr/src/ingot/||' | while read -r name; do
		[ -f "$t_root/$name" ] || echo "$name"
	done)"
t_done
