#!/bin/sh
# Installs what the real tests need: a terminal multiplexer, a spreadsheet, and jq.
set -eu
missing=""
command -v tmux >/dev/null 2>&1 || missing="$missing tmux"
command -v jq >/dev/null 2>&1 || missing="$missing jq"
command -v soffice >/dev/null 2>&1 || missing="$missing libreoffice-calc-nogui"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "The real tests need:$missing. Install them, then run make test-real again." >&2
  exit 1
fi
apt-get update -q
# shellcheck disable=SC2086 # the list is meant to split
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $missing
