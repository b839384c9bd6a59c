# Read by the commands that need more than Python: programs of the system, found or installed.

# Prints the folder of PostgreSQL's programs, of the newest version; nothing when there is none.
find_postgresql() {
    found=$(ls -d /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -t / -k 5 -n | tail -n 1)
    if [ -z "$found" ]; then
        found=$(pg_config --bindir 2>/dev/null || true)/initdb
    fi
    if [ ! -x "$found" ]; then
        found=$(command -v initdb || true)
    fi
    if [ -n "$found" ]; then
        dirname -- "$found"
    fi
}

# Prints the path of a Chromium or Chrome; nothing when there is none.
find_chromium() {
    for browser in chromium chromium-browser google-chrome \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
        if command -v "$browser"; then
            return
        fi
    done
}

# ensure_needs everything | browser | python
ensure_needs() {
    missing=$(list_missing "$1")
    if [ -z "$missing" ]; then
        return
    fi
    if ! command -v apt-get >/dev/null; then
        echo "Install this, then start again: $missing" >&2
        exit 2
    fi
    if [ "$(id -u)" = 0 ]; then
        install_missing
    elif [ -n "${CI:-}" ] && command -v sudo >/dev/null; then
        install_missing sudo -n
    else
        # A fresh machine may have no package lists, and would then know none of the names.
        echo "Run this once, then start again: sudo sh -c 'apt-get update;" \
            "apt-get install --yes --no-install-recommends ${missing% }'" >&2
        exit 2
    fi
    if [ -n "$(list_missing "$1")" ]; then
        echo "These are still missing after their installation: $(list_missing "$1")" >&2
        exit 2
    fi
}

list_missing() {
    if ! "$root/.venv/bin/python" -c 'import pip' 2>/dev/null &&
        ! python3 -c 'import venv, ensurepip' 2>/dev/null; then
        printf 'python3-venv '
    fi
    if [ "$1" = everything ]; then
        [ -n "$(find_postgresql)" ] || printf 'postgresql '
        command -v ps >/dev/null || printf 'procps ' # the tests count processes with it
    fi
    if [ "$1" != python ]; then
        [ -n "$(find_chromium)" ] || printf 'chromium '
        has_libatomic || printf 'libatomic1 '
        has_pango || printf 'libpango-1.0-0 libpangoft2-1.0-0 '
    fi
}

# WeasyPrint draws the letters of PDFs with it.
has_pango() {
    [ "$(uname -s)" != Linux ] ||
        python3 -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0")' 2>/dev/null
}

# Playwright brings a Node for Linux that is linked with it; a minimal Debian has none.
has_libatomic() {
    [ "$(uname -s)" != Linux ] ||
        python3 -c 'import ctypes; ctypes.CDLL("libatomic.so.1")' 2>/dev/null
}

# install_missing [sudo -n]
install_missing() {
    echo "Installing: $missing" >&2
    "$@" apt-get update --quiet=2 >&2 || echo "The package lists are not fresh; going on." >&2
    # shellcheck disable=SC2086 # the names are words of their own
    if ! "$@" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes \
        --no-install-recommends $missing >&2; then
        echo "The installation failed: mend it, or run: apt-get install --yes $missing" >&2
        exit 2
    fi
}
