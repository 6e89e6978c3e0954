"""What the programs that compare this library with another one share.

They run the library's benchmarks and a Python program in alternation, round by round, so that whatever
else the machine does disturbs both alike.
"""

import argparse
import os
import pathlib
import statistics
import subprocess
import sys

import fetched

HERE = pathlib.Path(__file__).resolve().parent
PACKAGES = ["torch", "torchdiffeq", "torch_geometric", "numpy", "scipy"]


class Failure(Exception):
    """Says in one line what went wrong, and what to do."""


def parser(description, rounds, epilog=None):
    """Returns a parser with the options that every comparison has."""
    result = argparse.ArgumentParser(
        description=description, epilog=epilog, formatter_class=argparse.RawDescriptionHelpFormatter)
    result.add_argument(
        "--python", metavar="FILE", default=os.environ.get("GRAPHODE_PEER_PYTHON"),
        help=f"a Python that has {', '.join(PACKAGES)}; by default $GRAPHODE_PEER_PYTHON or, without it, "
        "a virtual environment in the user's cache folder, made at the first run: some gigabytes from PyPI")
    result.add_argument(
        "--rounds", type=positive, default=rounds, metavar="N",
        help=f"measure each side so often; {rounds} by default")
    result.add_argument(
        "--threads", type=positive, default=2, metavar="N", help="the threads of either side; 2 by default")
    return result


def positive(text):
    """Returns the number of an option that must be 1 or more."""
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number of 1 or more")
    return int(text)


def peer_python(option):
    """Returns a Python that has the peers' packages; without one that the user named, makes it."""
    if option:
        if missing := missing_packages(option):
            raise Failure(f"{option} lacks {', '.join(missing)}; install them there, or leave out --python.")
        return option
    folder = fetched.cache_folder() / "peers"
    python = str(folder / "bin" / "python")
    if not os.path.exists(python):
        progress(f"Making a Python environment in {folder}.")
        output([sys.executable, "-m", "venv", str(folder)])
    if missing := missing_packages(python):
        progress(f"Installing {', '.join(missing)} from PyPI into {folder}.")
        output([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *missing])
    return python


def missing_packages(python):
    """Returns those of the packages that a Python does not have."""
    program = "import sys, importlib.util as u; print(*(n for n in sys.argv[1:] if not u.find_spec(n)))"
    return output([python, "-c", program, *PACKAGES]).split()


def built_benchmarks():
    """Builds the benchmarks of this library and returns the program's path."""
    swift = os.environ.get("SWIFT", "swift")
    jobs = os.environ.get("JOBS", "2")
    build = [swift, "build", "-c", "release", "-j", jobs, "--package-path", str(HERE.parent)]
    try:
        subprocess.run(build, check=True, stdout=sys.stderr)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Failure("The benchmarks could not be built; 'make bench' shows why.") from error
    if (load := os.getloadavg()[0]) > 1.5 * (os.cpu_count() or 1):
        progress(f"note: this machine is busy (load {load:.1f}), which distorts the ratios: threads wait")
    return output([*build, "--show-bin-path"]).strip() + "/graphode-benchmarks"


def output(command, threads=None):
    """Returns what a command prints, run with a number of threads."""
    environment = dict(os.environ)
    if threads:
        environment |= {"GRAPHODE_THREADS": str(threads), "OMP_NUM_THREADS": str(threads)}
    try:
        result = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    except OSError as error:
        raise Failure(f"{command[0]} could not be started: {error.strerror}.") from error
    if result.returncode != 0:
        words = result.stderr.strip().splitlines() or ["it said nothing"]
        raise Failure(f"{' '.join(command)} failed: {words[-1]}")
    return result.stdout


def progress(words):
    """Says how far the program is, beside what it prints."""
    print(words, file=sys.stderr, flush=True)


def ratio(theirs, ours, digits=1):
    """Returns the median ratio of the rounds and its spread: `4.2 (3.9–4.6)`."""
    ratios = [their / our for their, our in zip(theirs, ours)]
    return f"{statistics.median(ratios):.{digits}f} ({min(ratios):.{digits}f}–{max(ratios):.{digits}f})"


def row(cells):
    """Returns a row of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def heading(titles):
    """Returns the two lines that begin a Markdown table."""
    return row(titles) + "\n" + row("---" for _ in titles)


def run(main):
    """Runs a program's main function, and tells a failure in one line."""
    try:
        main()
    except Failure as failure:
        sys.exit(f"error: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
