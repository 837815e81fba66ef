"""Talks the exec protocol to a program."""

import json
import subprocess


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
