# Read by the commands of bin/ once $root is set. Makes .venv, the environment they run in, and
# keeps it equal to a lock file. Only what every POSIX shell knows.

complain() {
    echo "$*" >&2
    exit 1
}

# Sets $python to one that is new enough.
find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return
        fi
    done
    complain "Python 3.11 or newer is needed and was not found: install it and start again."
}

# The lock files that were installed are kept in .venv; the one for tests holds the other one too.
environment_is_current() {
    [ -x "$root/.venv/bin/python" ] &&
        cmp -s "$root/requirements.lock" "$root/.venv/requirements.lock" &&
        cmp -s "$root/$1" "$root/.venv/$1" &&
        "$root/.venv/bin/python" -c '' 2>/dev/null
}

# ensure_environment requirements.lock
ensure_environment() {
    if environment_is_current "$1"; then
        return
    fi
    find_python
    if [ ! -w "$root" ]; then
        complain "The project folder $root cannot be written and its .venv is missing or out of" \
            "date: start once as the owner of the folder."
    fi
    exec 9<"$root"
    # The lock stays with our descriptor: a second start waits here and finds the work done.
    "$python" -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
    if ! environment_is_current "$1"; then
        make_environment
        install_pinned "$1"
    fi
    exec 9<&-
}

make_environment() {
    if "$root/.venv/bin/python" -c \
        'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        return
    fi
    if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
        complain "Python's venv module is missing: install it (on Debian: apt install" \
            "python3-venv) and start again."
    fi
    echo "Making the Python environment in .venv …"
    if ! "$python" -m venv --clear "$root/.venv" >&2; then
        complain "The environment $root/.venv could not be made: the reason stands above; mend it" \
            "and start again."
    fi
}

install_pinned() {
    echo "Installing the pinned dependencies (only once; a minute or two) …"
    rm -f "$root/.venv/requirements.lock" "$root/.venv/requirements-test.lock"
    log=$root/.venv/install.log
    if ! "$root/.venv/bin/python" -m pip install --no-input --require-hashes \
        --requirement "$root/$1" >"$log" 2>&1; then
        if grep -qiE 'retrying|connection|timed out|name resolution|unreachable' "$log"; then
            complain "The pinned dependencies could not be downloaded: connect this machine to the" \
                "network and start again (details: $log)."
        fi
        complain "The pinned dependencies could not be installed: see $log and start again."
    fi
    cp "$root/requirements.lock" "$root/.venv/requirements.lock"
    if [ "$1" != requirements.lock ]; then
        cp "$root/$1" "$root/.venv/$1"
    fi
}
