#!/usr/bin/env python3
"""Fetches three public data sets of classes from Debian, for `benchmarks/run bandits`.

    python3 fetch.py [--out FOLDER]        # the script's own folder, if nothing is said
    python3 fetch.py --check               # the reader of R's files on a file of its own

Needs Python 3.8 and the apt-get and dpkg-deb of a Debian, no root. README.md tells the files.
"""

import gzip
import hashlib
import lzma
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

FASHION = "usr/share/datasets/fashion-mnist/"
MLBENCH = "usr/lib/R/site-library/mlbench/data/"

# Package, file in it, what it becomes, sha256 of what it becomes once unpacked.
SETS = [
    ("r-cran-mlbench", MLBENCH + "Shuttle.rda", "shuttle.tsv.gz", "11fb76e26f50562cb30da4e5f27a73ce73fc3ca5b3a18551ecbc84af081a0d0b"),
    ("r-cran-mlbench", MLBENCH + "LetterRecognition.rda", "letter.tsv.gz", "e7b606c426e41252ba1074b55c05c56d577dfe07dbb9bd9fb5cdddc7bbc577f6"),
    ("dataset-fashion-mnist", FASHION + "train-images-idx3-ubyte.gz", "fashion-images.gz", "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
    ("dataset-fashion-mnist", FASHION + "train-labels-idx1-ubyte.gz", "fashion-labels.gz", "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
]


class Serialized:
    """Reads R's XDR serialization, versions 2 and 3, as far as tables of numbers and factors need it."""

    def __init__(self, data):
        if data[:7] not in (b"RDX2\nX\n", b"RDX3\nX\n"):
            raise ValueError(f"an R data file must begin with RDX2 or RDX3: {data[:7]!r}")
        self.data, self.at, self.seen = data, 7, []
        if self.int() == 3:
            self.at += 8
            self.at += self.int()
        else:
            self.at += 8

    def int(self):
        (value,) = struct.unpack_from(">i", self.data, self.at)
        self.at += 4
        return value

    def many(self, kind, size):
        n = self.int()
        values = struct.unpack_from(f">{n}{kind}", self.data, self.at)
        self.at += n * size
        return list(values)

    def pairs(self, flags):
        """A pairlist, whose first element's flags were read, as a dictionary by tag."""
        found = {}
        while flags & 255 == 2:
            attributes = flags & 512
            if attributes:
                self.item()
            tag = self.item() if flags & 1024 else len(found)
            found[tag] = self.item()
            flags = self.int()
        if flags & 255 != 254:
            raise ValueError(f"a pairlist must end with nil: type={flags & 255}")
        return found

    def item(self):
        """A value; one with attributes as a pair of both."""
        flags = self.int()
        kind = flags & 255
        if kind == 254:
            return None
        if kind == 255:
            return self.seen[(flags >> 8) - 1]
        if kind == 1:
            symbol = self.item()
            self.seen.append(symbol)
            return symbol
        if kind == 2:
            return self.pairs(flags)
        if kind == 9:
            n = self.int()
            if n < 0:
                return None
            self.at += n
            return self.data[self.at - n : self.at].decode()
        if kind in (10, 13):
            value = self.many("i", 4)
        elif kind == 14:
            value = self.many("d", 8)
        elif kind in (16, 19):
            value = [self.item() for _ in range(self.int())]
        else:
            raise ValueError(f"a table must be made of numbers, texts and lists: type={kind}")
        return (value, self.pairs(self.int())) if flags & 512 else value


def table(data, name, label):
    """Lines of a data frame: the label, numbered from 0, and then the other columns."""
    serialized = Serialized(data)
    columns, attributes = serialized.pairs(serialized.int())[name]
    names = attributes["names"]
    by_name = dict(zip(names, columns))
    factor, levels = by_name.pop(label)
    if sorted(levels) != ["class", "levels"]:
        raise ValueError(f"the label must be a factor: {label}")
    features = [each[0] if isinstance(each, tuple) else each for each in by_name.values()]
    lines = ["\t".join(["label", *by_name])]
    for i, code in enumerate(factor):
        lines.append("\t".join([str(code - 1), *(format(column[i], "g") for column in features)]))
    return "\n".join(lines) + "\n"


LABELS = {"shuttle": ("Shuttle", "Class"), "letter": ("LetterRecognition", "lettr")}


def contents(source, target):
    """What a package's file holds, unpacked and, if it is R's, as lines."""
    if source.suffix == ".gz":
        return gzip.decompress(source.read_bytes())
    return table(lzma.decompress(source.read_bytes()), *LABELS[target.split(".")[0]]).encode()


def fetch(out):
    with tempfile.TemporaryDirectory() as folder:
        for package in sorted({each[0] for each in SETS}):
            # A user of apt's own may not write here; that it says so is of no interest.
            subprocess.run(["apt-get", "-qq", "download", package], cwd=folder, check=True, stderr=subprocess.DEVNULL)
            (archive,) = Path(folder).glob(f"{package}_*.deb")
            subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
        for package, path, target, sha256 in SETS:
            data = contents(Path(folder, path), target)
            found = hashlib.sha256(data).hexdigest()
            if found != sha256:
                sys.exit(f"{target} must have the known contents: sha256={found}, package={package}")
            Path(out, target).write_bytes(gzip.compress(data, 9, mtime=0))
            print(f"{target}: {len(data):,} bytes unpacked, sha256 {sha256}")


def check():
    """A frame of two rows as R writes it: x = 1.5, -2 and the factor f = b, a."""

    def text(value):
        return struct.pack(">ii", 9, len(value)) + value.encode()

    def tag(value):
        return struct.pack(">i", 1) + text(value)

    def texts(*values):
        return struct.pack(">ii", 16, len(values)) + b"".join(map(text, values))

    pair, end = struct.pack(">i", 2 | 1024), struct.pack(">i", 254)
    levels = pair + tag("levels") + texts("a", "b") + pair + tag("class") + texts("factor") + end
    # The class is a symbol that was met before.
    known = struct.pack(">i", 255 | 3 << 8)
    data = (
        b"RDX2\nX\n" + struct.pack(">iii", 2, 0, 0) + pair + tag("T") + struct.pack(">ii", 19 | 512, 2)
        + struct.pack(">iidd", 14, 2, 1.5, -2.0) + struct.pack(">iiii", 13 | 512, 2, 2, 1) + levels
        + pair + tag("names") + texts("x", "f") + pair + known + texts("data.frame") + end + end
    )
    found = table(data, "T", "f")
    if found != "label\tx\n1\t1.5\n0\t-2\n":
        sys.exit(f"a table of two rows was read wrong: {found!r}")
    print("the reader is right about a table of two rows")


def main(arguments):
    if arguments == ["--check"]:
        check()
    elif not arguments:
        fetch(Path(__file__).resolve().parent)
    elif len(arguments) == 2 and arguments[0] == "--out":
        fetch(arguments[1])
    else:
        sys.exit("usage: python3 fetch.py [--out FOLDER | --check]")


if __name__ == "__main__":
    main(sys.argv[1:])
