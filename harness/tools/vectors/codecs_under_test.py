"""Talks the exec protocol to a program."""

import json
import pathlib
import shutil
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
PYTHON_CODEC = ROOT / "adapters/exec/examples/python"


class Isolated:
    """A copy of the Python codec in a folder of its own. Where the system lets us (user namespaces), the project's tree
    is empty for it, so that it has neither vectors nor programs of ours to look at."""

    def __init__(self):
        self._folder = tempfile.TemporaryDirectory()
        copy = pathlib.Path(self._folder.name, "codec")
        shutil.copytree(PYTHON_CODEC, copy, ignore=shutil.ignore_patterns("__pycache__"))
        plain = ["/usr/bin/python3", "-Es", str(copy / "codec.py")]
        hide = f'mount -t tmpfs none "{ROOT}" && test -z "$(ls -A "{ROOT}")" && cd / && exec "$@"'
        walled = ["unshare", "--user", "--map-root-user", "--mount", "--net", "sh", "-c", hide, "sh"]
        self.hidden = subprocess.run([*walled, "true"], capture_output=True, check=False).returncode == 0
        self.command = [*walled, *plain] if self.hidden else plain

    def close(self):
        self._folder.cleanup()


class Codec:
    def __init__(self, command):
        self._seq = 0
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        hello = self._exchange({"op": "start", "protocol": 1})
        self.name = hello["implementation"]["name"]
        self.operations = hello["operations"]

    def _exchange(self, frame):
        self._process.stdin.write(json.dumps(frame) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def ask(self, operation, value):
        """The answer without its number."""
        self._seq += 1
        answer = self._exchange({"seq": self._seq, "op": operation, "in": value})
        assert answer.pop("seq") == self._seq
        return answer

    def close(self):
        self._process.stdin.close()
        assert self._process.wait() == 0


def outcome(answer):
    """What two codecs must agree on: the output, or the code of the refusal."""
    return answer["error"]["code"] if "error" in answer else answer.get("out", answer)
