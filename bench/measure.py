"""Runs the steps of one contestant, one after another, and says what they cost together.

Reads {"steps": [{"argv", "env", "capture"?, "mayFail"?}], "cwd", "log", "timeout"} from stdin.
`capture` names a variable that later steps get: the last line that this one wrote to stdout.
Writes {"startedAt": ms since 1970, "wall": s, "cpu": user and system s, "rss": bytes of the
largest process, "failed": null or the number of the step} to stdout.
"""

import json
import os
import signal
import sys
import time

plan = json.load(sys.stdin)
os.chdir(plan["cwd"])
running = 0


def give_up(_signal, _frame):
    os.kill(running, signal.SIGKILL)


signal.signal(signal.SIGALRM, give_up)
signal.alarm(plan["timeout"])
unit = 1 if sys.platform == "darwin" else 1024
flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
captured = {}
cpu = 0.0
rss = 0
failed = None
started_at = time.time() * 1000
start = time.monotonic()
for number, step in enumerate(plan["steps"]):
    out = plan["log"] if "capture" not in step else plan["log"] + ".captured"
    running = os.posix_spawn(
        step["argv"][0],
        step["argv"],
        {**step["env"], **captured},
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, out, flags, 0o600),
            (os.POSIX_SPAWN_OPEN, 2, plan["log"], flags, 0o600),
        ],
    )
    _, status, used = os.wait4(running, 0)
    cpu += used.ru_utime + used.ru_stime
    rss = max(rss, used.ru_maxrss * unit)
    if "capture" in step:
        with open(out, encoding="utf-8") as lines:
            captured[step["capture"]] = (lines.read().splitlines() or [""])[-1]
    if status != 0 and not step.get("mayFail"):
        failed = number
        break
wall = time.monotonic() - start
json.dump(
    {"startedAt": started_at, "wall": wall, "cpu": cpu, "rss": rss, "failed": failed}, sys.stdout
)
