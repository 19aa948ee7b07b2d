#!/bin/sh
# Installe naho-feedback sans reseau ni droits d'administrateur. / Installs without network.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-$HOME/naho-feedback}
python=""
for candidate in python3.14 python3.13 python3.12 python3.11 python3; do
  if command -v "$candidate" >/dev/null 2>&1 \
    && "$candidate" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null
  then
    python=$candidate
    break
  fi
done
if [ -z "$python" ]; then
  echo "Il faut Python 3.11 a 3.14 (avec venv). / Python 3.11 to 3.14 with venv is needed." >&2
  exit 1
fi
"$python" -m venv "$target"
"$target/bin/python" -m pip install --quiet --disable-pip-version-check \
  --no-index --find-links "$here/wheels" naho-feedback
echo "C'est pret. / Ready:"
echo "  $target/bin/naho demo"
