# build.sh: what nixpkgs does with the attributes of a package that has a Makefile.

# wrapProgram FILE OPTION...: --set NAME VALUE, --prefix NAME : VALUE
wrapProgram() {
	program=$1
	hidden=${1%/*}/.${1##*/}-wrapped
	shift
	mv "$program" "$hidden"
	{
		echo '#!/bin/sh'
		while [ $# -gt 0 ]; do
			case $1,${3-} in
			--set,*) echo "export $2='$3'" && shift 3 ;;
			--prefix,:) echo "export $2='$4':\"\$$2\"" && shift 4 ;;
			*) exit 1 ;;
			esac
		done
		echo "exec $hidden \"\$@\""
	} >"$program"
	chmod +x "$program"
}

HOME=$PWD/home
export HOME
cp -R "$src" source
chmod -R u+w source
cd source || exit
make $makeFlags $buildFlags
make $makeFlags $installFlags install
eval "$postInstall"
