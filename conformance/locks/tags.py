"""The tags that packaging makes of each host, as JSON: [[python, platform, [tag, …]], …]."""

import json
import sys

from packaging import _manylinux, _musllinux, tags

HOSTS = [
    ("3.9", "manylinux_2_17_x86_64"),
    ("3.12", "manylinux_2_35_aarch64"),
    ("3.13", "manylinux_2_39_x86_64"),
    ("3.14t", "manylinux_2_39_x86_64"),
    ("3.15t", "musllinux_1_2_aarch64"),
    ("pypy3.11", "manylinux_2_28_x86_64"),
    ("3.13", "musllinux_1_2_x86_64"),
    ("3.13", "manylinux_2_36_armv7l"),
    ("3.13", "manylinux_2_36_i686"),
    ("3.10", "macosx_10_15_x86_64"),
    ("3.13", "macosx_15_0_x86_64"),
    ("3.14", "macosx_26_0_arm64"),
    ("3.13", "win_amd64"),
    ("3.13t", "win_arm64"),
    ("pypy3.11", "win_amd64"),
    ("3.13", "android_24_arm64_v8a"),
    ("3.14", "ios_17_4_arm64_iphoneos"),
]


def platforms(tag: str) -> list[str]:
    kind, _, rest = tag.partition("_")
    parts = rest.split("_")
    if kind == "manylinux":
        arch = "_".join(parts[2:])
        _manylinux._get_glibc_version = lambda: (int(parts[0]), int(parts[1]))
        _manylinux._have_compatible_abi = lambda executable, archs: True
        return [f"linux_{arch}", *_manylinux.platform_tags([arch])]
    if kind == "musllinux":
        arch = "_".join(parts[2:])
        version = _musllinux._MuslVersion(int(parts[0]), int(parts[1]))
        _musllinux._get_musl_version = lambda executable: version
        return [f"linux_{arch}", *_musllinux.platform_tags([arch])]
    if kind == "macosx":
        version = (int(parts[0]), int(parts[1]))
        return list(tags.mac_platforms(version, "_".join(parts[2:])))
    if kind == "android":
        return list(tags.android_platforms(int(parts[0]), "_".join(parts[1:])))
    if kind == "ios":
        version = (int(parts[0]), int(parts[1]))
        return list(tags.ios_platforms(version, "_".join(parts[2:])))
    return [tag]


def supported(python: str, platform: str) -> list[str]:
    version = tuple(map(int, python.removeprefix("pypy").removesuffix("t").split(".")))
    nodot = "".join(map(str, version))
    names = platforms(platform)
    if python.startswith("pypy"):
        own = tags.generic_tags(f"pp{nodot}", [f"pypy{nodot}_pp73"], names)
        interpreter = "pp3"
    else:
        abi = f"cp{nodot}{'t' if python.endswith('t') else ''}"
        own = tags.cpython_tags(version, [abi], names)
        interpreter = f"cp{nodot}"
    both = [*own, *tags.compatible_tags(version, interpreter, names)]
    return sorted({str(tag) for tag in both})


json.dump([[*host, supported(*host)] for host in HOSTS], sys.stdout)
