"""What Datasets/fetch has left in the data folder; needs the standard library only."""

import os
import pathlib

CITATION_GRAPHS = ["cora", "citeseer", "pubmed"]


def data_folder(option=None):
    """Returns the folder that the option, the environment or the standard names."""
    if named := option or os.environ.get("GRAPHODE_DATA"):
        return pathlib.Path(named).expanduser()
    return cache_folder()


def cache_folder():
    """Returns the project's folder in the user's cache."""
    cache = os.environ.get("XDG_CACHE_HOME", "")
    return (pathlib.Path(cache) if cache.startswith("/") else pathlib.Path.home() / ".cache") / "graphode"


def is_there(name, folder):
    """Returns whether the folder has a dataset."""
    return (folder / "planetoid" / f"ind.{name}.x").is_file() or (
        name == "cora" and (folder / "cora" / "cora.content").is_file())
