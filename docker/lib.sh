# shellcheck shell=bash
# What the scripts of this repository share: messages, times, missing tools, and images that are built only when
# something that goes into them has changed. Sourced, never run.

program=${0##*/}

# say TEXT...: progress, on stderr, so that a script's output stays what it was asked for.
say() { printf '%s\n' "$*" >&2; }

# die TEXT...: one sentence that says what is wrong and what to do about it.
die() {
  say "$program: $*"
  exit 1
}

# usage_error TEXT...: a call that makes no sense ends with status 2, after the usage that the script defines.
usage_error() {
  say "$program: $*"
  usage >&2
  exit 2
}

now_ms() {
  local now=${EPOCHREALTIME/[.,]/}
  printf '%s' "${now%???}"
}

# seconds_since MS: the time that went by, as in "1.3 s".
seconds_since() {
  local ms=$(($(now_ms) - $1))
  printf '%d.%d s' $((ms / 1000)) $((ms % 1000 / 100))
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# install_packages PACKAGE...: Debian packages, without questions. Lists may be older than the archive, or absent.
install_packages() {
  local apt=(apt-get -qq -y -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0) log
  say "$program: installing Debian's $*"
  export DEBIAN_FRONTEND=noninteractive
  "${apt[@]}" update >/dev/null || say "$program: apt-get update failed; trying with the lists that are there"
  log=$("${apt[@]}" install --no-install-recommends "$@" 2>&1) || {
    say "$log"
    die "apt-get could not install $*; its messages are above."
  }
}

# require COMMAND PURPOSE PACKAGE...: makes sure that a command is there, by installing it where that is possible.
require() {
  local wanted=$1 purpose=$2
  shift 2
  if command -v "$wanted" >/dev/null; then return; fi
  if is_root && command -v apt-get >/dev/null; then install_packages "$@"; fi
  command -v "$wanted" >/dev/null ||
    die "the command '$wanted' is missing; it is needed to $purpose: as root, apt-get install $* (Debian's packages)."
}

# Debian's Python, and no other that may come first on the path: it is the one in images, too.
python=/usr/bin/python3

# require_python PURPOSE: makes sure that it is there, and can make virtual environments.
require_python() {
  local missing=()
  [ -x "$python" ] || missing+=(python3)
  "$python" -c 'import ensurepip, venv' 2>/dev/null || missing+=(python3-venv)
  [ "${#missing[@]}" -eq 0 ] && return
  is_root || die "Debian's ${missing[*]} is missing; it is needed to $1: as root, apt-get install ${missing[*]}."
  install_packages "${missing[@]}"
}

# use_temporary_folder: sets work to a new folder on disk, removed when the script ends. Not in /tmp, which may be in memory
# or forbid devices. What an interrupted debootstrap left mounted in it is never walked into.
use_temporary_folder() {
  work=$(mktemp -d "${TMPDIR:-/var/tmp}/lasius-XXXXXXXX")
  trap 'rm -rf --one-file-system "$work"' EXIT
}

# The label that holds the hash of everything that went into an image.
inputs_label=io.lasius.inputs

# image_is_current IMAGE HASH
image_is_current() {
  [ "$(docker image inspect --format "{{index .Config.Labels \"$inputs_label\"}}" "$1" 2>/dev/null)" = "$2" ]
}

# hash_of_files FILE...: one hash of names and contents. Callers pass relative names, so that a moved clone keeps its images.
hash_of_files() { sha256sum -- "$@" | hash_of_text; }

hash_of_text() { sha256sum | cut -d ' ' -f 1; }

# build_image CONTEXT IMAGE HASH OPTION...: always by the engine's own builder, which works the same with and without
# buildx; no step needs a network. Its output is shown only when it fails. The image that it replaces is removed.
build_image() {
  local context=$1 image=$2 hash=$3 log old
  shift 3
  old=$(docker image inspect --format '{{.Id}}' "$image" 2>/dev/null || true)
  log=$(DOCKER_BUILDKIT=0 docker build --network none --force-rm --tag "$image" \
    --label "$inputs_label=$hash" "$@" "$context" 2>&1) || {
    say "$log"
    die "building the image $image failed; the engine's output is above."
  }
  # Refused, and rightly, while a container or another image still uses it.
  if [ -n "$old" ]; then docker image rm "$old" >/dev/null 2>&1 || true; fi
}

# debian_root SUITE FOLDER [PACKAGE,PACKAGE...]: makes a small Debian in FOLDER, as the slim images of Debian are made:
# without documentation (licences stay), translations and package lists.
debian_root() {
  local suite=$1 folder=$2 packages=${3-} log
  is_root || die "making a Debian root needs root, and no registry gave debian:$suite-slim: run this once as root."
  require debootstrap "make a Debian image where no registry is reached" debootstrap
  log=$(debootstrap --variant=minbase ${packages:+--include="$packages"} "$suite" "$folder" \
    ${LASIUS_DEBIAN_MIRROR:+"$LASIUS_DEBIAN_MIRROR"} 2>&1) || {
    say "$log"
    die "debootstrap could not make Debian $suite; its output is above. LASIUS_DEBIAN_MIRROR names another mirror."
  }
  find "$folder/usr/share/doc" \( -type f -o -type l \) ! -name copyright -delete
  find "$folder/usr/share/doc" -type d -empty -delete
  rm -rf "$folder"/usr/share/{man,info,locale,lintian,linda,groff}/* \
    "$folder"/var/{cache/apt,lib/apt/lists,log,cache/debconf}/* "$folder"/var/cache/ldconfig/aux-cache
}

# import_root FOLDER IMAGE HASH: an image of one layer out of a folder.
import_root() {
  tar -C "$1" --numeric-owner --sort=name -c . |
    docker import --change "LABEL $inputs_label=$3" --change 'CMD ["/bin/sh"]' - "$2" >/dev/null
}
