"""Runs clang-tidy-19 over the compilation database, skipping what was clean before with the same content."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

INCLUDE = re.compile(rb'^\s*#\s*include\s+["<](plumbline/[^">]+|[^">/]+\.hpp|[a-z_]+/[^">]+\.hpp)[">]', re.M)


class Digests:
    """Digest of a file together with every project file it includes, directly or not."""

    def __init__(self, root, include_dirs):
        self.root = root
        self.include_dirs = include_dirs
        self.known = {}

    def files_of(self, path, seen):
        if path in seen:
            return
        seen.add(path)
        for name in INCLUDE.findall(path.read_bytes()):
            for folder in (path.parent, *self.include_dirs):
                found = folder / name.decode()
                if found.is_file():
                    self.files_of(found.resolve(), seen)
                    break

    def of(self, path, command):
        seen = set()
        self.files_of(path, seen)
        digest = hashlib.sha256((self.root / ".clang-tidy").read_bytes())
        digest.update(" ".join(flag for flag in command if flag.startswith(("-D", "-std", "-W"))).encode())
        for entry in sorted(seen):
            digest.update(hashlib.sha256(entry.read_bytes()).digest())
        return digest.hexdigest()


def include_dirs_of(entries):
    dirs = set()
    for entry in entries:
        words = entry["command"].split()
        dirs.update(pathlib.Path(word[2:]) for word in words if word.startswith("-I"))
    return sorted(dirs)


def check(build, path):
    command = ["clang-tidy-19", "--quiet", "-p", str(build), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode == 0, done.stdout


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    root = pathlib.Path.cwd()
    cache = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "plumbline-tidy"
    cache.mkdir(parents=True, exist_ok=True)
    entries = [e for e in json.loads((build / "compile_commands.json").read_text())
               if e["file"].startswith(str(root)) and "/build/" not in e["file"] and e["file"].endswith(".cpp")]
    digests = Digests(root, include_dirs_of(entries))
    todo = {}
    for entry in entries:
        digest = digests.of(pathlib.Path(entry["file"]).resolve(), entry["command"].split())
        if not (cache / digest).exists():
            todo[entry["file"]] = digest
    print(f"{len(entries)} files, {len(todo)} to look at", flush=True)
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = {pool.submit(check, build, path): path for path in todo}
        for job in concurrent.futures.as_completed(jobs):
            clean, text = job.result()
            if clean:
                (cache / todo[jobs[job]]).touch()
            else:
                failed += 1
                print(text, flush=True)
    print(f"{len(todo) - failed} clean, {failed} with findings")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
