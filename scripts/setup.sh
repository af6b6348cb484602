#!/usr/bin/env bash
# Makes the virtual environment $1 and installs what $2 ("run" or "test") needs; leaves a stamp, so that make does it once.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=$1 purpose=$2

# Debian's packages are wanted but not needed: libvoikko reads Finnish ten times faster than pyvoikko, and the page's tests need a browser.
install_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! sudo -n true 2>/dev/null; then
            echo "Järjestelmäpaketteja ei voi asentaa ilman pääkäyttäjän oikeuksia: ${missing[*]}" >&2
            return
        fi
        as_root=(sudo -n)
    fi
    echo "Asennetaan järjestelmäpaketit: ${missing[*]}"
    if ! { "${as_root[@]}" apt-get update -qq && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq "${missing[@]}"; } >/dev/null; then
        echo "Järjestelmäpakettien asennus ei onnistunut: ${missing[*]}" >&2
    fi
}

if [ "$purpose" = run ]; then
    install_packages libvoikko1 voikko-fi
    if [ ! -x "$venv/bin/python" ]; then
        "$PYTHON" -m ensurepip --version >/dev/null 2>&1 || install_packages python3-venv
        "$PYTHON" -m venv "$venv"
    fi
    "$venv/bin/pip" install --quiet --disable-pip-version-check -c constraints.txt -e .
else
    install_packages chromium
    "$venv/bin/pip" install --quiet --disable-pip-version-check -c constraints.txt -e ".[dev,mcp]"
fi
touch "$venv/.$purpose-installed"
