# What the project's bash scripts share. Source it; it moves to the root of the package.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The compiler to use, and how many jobs it may run: `make SWIFT=… JOBS=…`.
SWIFT=${SWIFT:-swift}
JOBS=${JOBS:-2}

# Announces a phase with the time since the script's start.
phase() {
  printf '\n==> %s (%d s)\n' "$1" "$SECONDS"
}

# Ends the script with one line that says what is wrong and what to do.
fail() {
  printf 'error: %s\n' "$1" >&2
  exit 1
}
