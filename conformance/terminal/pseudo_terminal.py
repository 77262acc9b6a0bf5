"""Runs a command in a pseudo terminal and writes what a terminal would have got.

Usage: pseudo_terminal.py COLUMNS COMMAND...   The exit code is the command's.
"""

import fcntl
import os
import pty
import struct
import sys
import termios

columns, *command = sys.argv[1:]
child, terminal = pty.fork()
if child == 0:
    size = struct.pack("HHHH", 24, int(columns), 0, 0)
    fcntl.ioctl(0, termios.TIOCSWINSZ, size)
    os.execvp(command[0], command)
while True:
    try:
        written = os.read(terminal, 65536)
    except OSError:  # Linux says so when the other side is closed.
        break
    if not written:
        break
    sys.stdout.buffer.write(written)
sys.stdout.flush()
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
