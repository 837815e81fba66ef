"""clang-tidy 19 over the compilation database, warnings as errors.

Usage: tidy.py BUILD [--whole] [FILE…]

Parsing alone takes seconds a file, so two economies: every file gets the checks below, which read fast; the whole set of
.clang-tidy is for editors and, by --whole, for files that one names. And what was found clean is kept in
harness/tools/tidy.clean, by the digest of the file, of every project file that it includes and of the checks; only what
differs is looked at. Tests, fuzz targets and benchmarks are left to the compiler's warnings: their macros take the tool
most of its time and tell it least.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

CHECKS = ",".join((
    "-*", "bugprone-use-after-move", "bugprone-dangling-handle", "bugprone-unused-return-value",
    "performance-for-range-copy", "performance-move-const-arg", "performance-unnecessary-copy-initialization",
    "performance-unnecessary-value-param", "readability-identifier-naming", "readability-function-size",
    "readability-function-cognitive-complexity", "modernize-use-override", "modernize-use-nullptr",
    "misc-unused-using-decls", "clang-diagnostic-unused-result"))  # fmt: skip
CLEAN = pathlib.Path("harness/tools/tidy.clean")
LEFT_OUT = {"tests", "fuzz", "bench", "testing"}  # folders
INCLUDE = re.compile(rb'^\s*#\s*include\s+["<](plumbline/[^">]+|[^">/]+\.hpp|[a-z_]+/[^">]+\.hpp)[">]', re.M)


class Digests:
    """Digest of a file together with every project file it includes, directly or not."""

    def __init__(self, include_dirs):
        self._include_dirs = include_dirs
        self._included = {}
        self._contents = {}
        self._rules = pathlib.Path(".clang-tidy").read_bytes() + CHECKS.encode()

    def _content(self, path):
        if path not in self._contents:
            self._contents[path] = hashlib.sha256(path.read_bytes()).digest()
        return self._contents[path]

    def _includes(self, path):
        if path not in self._included:
            found = (next((folder / name.decode() for folder in (path.parent, *self._include_dirs)
                           if (folder / name.decode()).is_file()), None) for name in INCLUDE.findall(path.read_bytes()))
            self._included[path] = [file.resolve() for file in found if file is not None]
        return self._included[path]

    def of(self, path):
        seen, open_files = {path}, [path]
        while open_files:
            for file in self._includes(open_files.pop()):
                if file not in seen:
                    seen.add(file)
                    open_files.append(file)
        digest = hashlib.sha256(self._rules)
        for content in sorted(map(self._content, seen)):
            digest.update(content)
        return digest.hexdigest()[:32]


def sources_of(build, root):
    """Every source file of the product that is compiled, and the folders in which includes are looked for."""
    entries = json.loads((build / "compile_commands.json").read_text(encoding="utf-8"))
    files = {pathlib.Path(entry["file"]).resolve() for entry in entries if entry["file"].endswith(".cpp")}
    dirs = {pathlib.Path(word[2:]) for entry in entries for word in entry["command"].split() if word.startswith("-I")}
    ours = (file for file in files if file.is_relative_to(root) and not file.is_relative_to(build.parent)
            and not LEFT_OUT & set(file.relative_to(root).parts))
    return sorted(ours), sorted(dirs)


def check(build, path, whole):
    # libstdc++ 12 itself calls what it deprecates (std::stable_sort), and -Werror makes clang stop at that.
    command = ["clang-tidy-19", "--quiet", "-p", str(build), "--extra-arg=-Wno-deprecated-declarations",
               *([] if whole else [f"--checks={CHECKS}"]), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout


def look_at(build, todo, whole, clean, digests):
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(check, build, path, whole): path for path in todo}
        try:
            for job in concurrent.futures.as_completed(jobs):
                fine, text = job.result()
                if not fine:
                    failed += 1
                    print(text, flush=True)
                elif not whole:
                    clean[digests[jobs[job]]] = jobs[job]
        finally:
            pool.shutdown(cancel_futures=True)  # when interrupted: what was found clean is kept
    return failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    root, build = pathlib.Path.cwd(), arguments.build.resolve()
    sources, include_dirs = sources_of(build, root)
    digester = Digests(include_dirs)
    digests = {path: digester.of(path) for path in sources}
    known = set(line.split()[0] for line in CLEAN.read_text(encoding="utf-8").splitlines()) if CLEAN.exists() else set()
    clean = {digest: path for path, digest in digests.items() if digest in known}
    todo = [path.resolve() for path in arguments.files] or [path for path in sources if digests[path] not in known]
    print(f"{len(sources)} files, {len(todo)} to look at", flush=True)
    try:
        failed = look_at(build, todo, arguments.whole, clean, digests)
    finally:
        lines = (f"{digest} {path.relative_to(root)}\n" for digest, path in clean.items())
        CLEAN.write_text("".join(sorted(lines, key=lambda line: line.split()[1])), encoding="utf-8")
    print(f"{len(todo) - failed} clean, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
