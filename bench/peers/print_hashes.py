"""Shows three digests of each file of a folder, each file read at once."""

import hashlib
import sys
from pathlib import Path

for path in Path(sys.argv[1]).resolve().iterdir():
    content = path.read_bytes()
    print(path)
    print(f"SHA256: {hashlib.sha256(content).hexdigest()}")
    print(f"MD5: {hashlib.md5(content).hexdigest()}")
    print(f"BLAKE2-256: {hashlib.blake2b(content, digest_size=32).hexdigest()}")
