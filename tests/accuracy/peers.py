#!/usr/bin/env python3
"""The simple peers: a TF-IDF linear model (liblinear-tools) and fastText, on
the same labelled files with the same folds as "postroom rules score --cross".
Usage: peers.py FILE... [-- ASIDE...]   The files after "--" are told by a peer
that learned from all before it. A peer that is not installed is left out."""
import collections
import hashlib
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile

FOLDS = 5


def read(paths):
    rows = []
    for path in paths:
        with open(path, encoding="utf-8") as lines:
            rows += [json.loads(line) for line in lines if line.strip()]
    return rows


def fold(row):
    group = row.get("pair") or row["id"]
    return int(hashlib.sha256(group.encode()).hexdigest()[:8], 16) % FOLDS


def words(row):
    text = (row["subject"] + " " + row["body"]).lower().replace("'", "")
    single = re.findall(r"\w+", text)
    return single + [a + " " + b for a, b in zip(single, single[1:])]


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)


def liblinear(train, test, folder):
    count = collections.Counter(w for r in train for w in set(words(r)))
    index = {w: i + 1 for i, w in
             enumerate(sorted(w for w, n in count.items() if n > 1))}
    names = sorted({r["category"] for r in train})

    def line(row):
        seen = collections.Counter(w for w in words(row) if w in index)
        value = {index[w]: (1 + math.log(n)) * math.log(len(train) / count[w])
                 for w, n in seen.items()}
        norm = math.sqrt(sum(v * v for v in value.values())) or 1
        label = names.index(row["category"]) if row["category"] in names else 0
        return f"{label} " + " ".join(
            f"{i}:{value[i] / norm:.5f}" for i in sorted(value))

    for name, part in (("train", train), ("test", test)):
        with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
            out.write("\n".join(map(line, part)) + "\n")
    run("liblinear-train", "-q", "-s", "1", "-c", "1", f"{folder}/train",
        f"{folder}/model")
    run("liblinear-predict", f"{folder}/test", f"{folder}/model",
        f"{folder}/out")
    with open(f"{folder}/out", encoding="utf-8") as out:
        return [names[int(float(x))] for x in out.read().split()]


def fasttext(train, test, folder):
    def text(row):
        return " ".join(re.findall(r"\w+", (row["subject"] + " " +
                                            row["body"]).lower()))
    with open(f"{folder}/train", "w", encoding="utf-8") as out:
        for row in train:
            out.write(f"__label__{row['category']} {text(row)}\n")
    with open(f"{folder}/test", "w", encoding="utf-8") as out:
        for row in test:
            out.write(text(row) + " .\n")
    run("fasttext", "supervised", "-input", f"{folder}/train", "-output",
        f"{folder}/model", "-epoch", "50", "-lr", "0.5", "-wordNgrams", "2",
        "-thread", "1")
    told = subprocess.run(["fasttext", "predict", f"{folder}/model.bin",
                           f"{folder}/test"], check=True, text=True,
                          stdout=subprocess.PIPE).stdout
    return [line.split("__label__")[-1] for line in told.splitlines()]


def figures(pairs):
    labels = sorted({true for true, _ in pairs})
    scores = {}
    for label in labels:
        right = sum(t == p == label for t, p in pairs)
        told = sum(p == label for _, p in pairs)
        true = sum(t == label for t, _ in pairs)
        scores[label] = (2 * right / (told + true), right / true,
                         right / told if told else 0)
    macro = sum(s[0] for s in scores.values()) / len(scores)
    found, rightly = scores["complaint"][1:]
    return (f"macro F1 {macro:.3f}; complaints found {found:.3f}, "
            f"rightly {rightly:.3f}")


def tell(peer, train, test):
    with tempfile.TemporaryDirectory() as folder:
        told = peer(train, test, folder)
    return [(r["category"], t) for r, t in zip(test, told)]


def main():
    files = sys.argv[1:] + ["--"]
    cut = files.index("--")
    rows, aside = read(files[:cut]), read(files[cut + 1:-1])
    for name, program, peer in (
            ("TF-IDF and liblinear", "liblinear-train", liblinear),
            ("fastText", "fasttext", fasttext)):
        if not shutil.which(program):
            print(f"{name}: {program} is not installed.")
            continue
        pairs = []
        for number in range(FOLDS):
            train = [r for r in rows if fold(r) != number]
            test = [r for r in rows if fold(r) == number]
            pairs += tell(peer, train, test)
        print(f"{name}: {len(pairs)} messages: {figures(pairs)}.")
        if aside:
            print(f"{name}: {len(aside)} set aside: "
                  f"{figures(tell(peer, rows, aside))}.")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    main()
