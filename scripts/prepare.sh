# shellcheck shell=sh
# Sourced by scripts/run and scripts/test: make .venv as uv.lock says, once.
# Needs Python >= 3.11 with venv, pip or uv; `root` is the project's folder.

UV_VERSION=0.13.9

# Libraries are compiled once, not again by each process that a command or a test starts.
unset PYTHONDONTWRITEBYTECODE

fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

is_recent() {
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

# Print the first Python that is recent enough.
find_python() {
  for candidate in python3.13 python3.12 python3.11 python3 python; do
    is_recent "$candidate" || continue
    printf '%s\n' "$candidate"
    return 0
  done
  fail "Aucun Python 3.11 ou plus récent n'a été trouvé (python3.13 … python3)." \
    "Installez Python 3.11 ou plus récent, puis relancez cette commande."
}

# Debian keeps in python3-venv the part of venv that brings pip: an environment is then made
# without it, and filled by the pip or the uv of the machine.
make_environment() {
  is_recent .venv/bin/python && return 0
  python=$(find_python) || exit 1
  echo "Création de l'environnement .venv avec $python…"
  if "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    "$python" -m venv --clear .venv && return 0
  elif has_pip "$python" || command -v uv >/dev/null 2>&1; then
    "$python" -m venv --clear --without-pip .venv && return 0
  else
    fail "Il manque à $python de quoi installer des bibliothèques : le module venv, ou pip, ou uv." \
      "Installez l'un d'eux (sous Debian : apt-get install python3-venv), puis relancez."
  fi
  fail "L'environnement .venv n'a pas pu être créé avec $python."
}

# pip installs into another environment since version 22.3.
has_pip() {
  "$1" -m pip --python "$(command -v "$1")" --version >/dev/null 2>&1
}

is_our_uv() {
  case $("$1" --version 2>/dev/null) in
    "uv $UV_VERSION" | "uv $UV_VERSION "*) return 0 ;;
  esac
  return 1
}

# Put uv in the environment, by its own pip, the pip of the machine or the uv of the machine.
install_uv() {
  is_our_uv .venv/bin/uv && return 0
  python=$(find_python) || exit 1
  wanted="uv==$UV_VERSION"
  if .venv/bin/python -m pip --version >/dev/null 2>&1 ||
    .venv/bin/python -m ensurepip >/dev/null 2>&1; then
    .venv/bin/python -m pip install --quiet --disable-pip-version-check "$wanted" && return 0
  elif has_pip "$python"; then
    "$python" -m pip --python .venv/bin/python install --quiet \
      --disable-pip-version-check "$wanted" && return 0
  elif command -v uv >/dev/null 2>&1; then
    uv pip install --quiet --python .venv/bin/python "$wanted" && return 0
  else
    fail "pip manque dans .venv : supprimez le dossier .venv, puis relancez."
  fi
  fail "uv $UV_VERSION n'a pas pu être installé : vérifiez l'accès au réseau."
}

# What an environment was made from; it changes when either file does.
fingerprint() {
  cksum uv.lock pyproject.toml scripts/prepare.sh
  .venv/bin/python --version
}

is_up_to_date() {
  [ -f ".venv/.fait-$1" ] && [ "$(cat ".venv/.fait-$1")" = "$(fingerprint)" ]
}

# What the browser tests take from npm; without npm they are skipped, and say so.
install_from_npm() {
  command -v npm >/dev/null 2>&1 || return 0
  cksum="$(cksum tests/web/navigateur/package-lock.json)"
  [ "$(cat .venv/.fait-npm 2>/dev/null)" = "$cksum" ] && return 0
  npm ci --prefix tests/web/navigateur --ignore-scripts --no-audit --no-fund \
    --silent || fail "npm ci a échoué dans tests/web/navigateur."
  printf '%s' "$cksum" >.venv/.fait-npm
}

# prepare test: everything the checks need. prepare run: the program alone, added
# to what is there, so that running never undoes what testing installed.
prepare() {
  make_environment
  [ "$1" = run ] || install_from_npm
  is_up_to_date test && return 0
  [ "$1" = run ] && is_up_to_date run && return 0
  case $1 in
    run) set -- run --no-default-groups --inexact --extra site --extra elaboration ;;
    *) set -- test --all-extras ;;
  esac
  purpose=$1
  shift
  echo "Installation des bibliothèques (uv.lock)…"
  install_uv
  UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON=.venv/bin/python \
    UV_PYTHON_DOWNLOADS=never \
    .venv/bin/uv sync --quiet --frozen "$@" ||
    fail "L'installation a échoué : vérifiez l'accès au réseau, puis relancez."
  fingerprint >".venv/.fait-$purpose"
}
