"""Word error rate: substitutions, insertions and deletions of words in what
was read, by the words of the text. Usage: wer.py TEXT READ, which prints
"ERRORS WORDS"; lines of READ that begin with "--- page" do not count."""
import sys

SAME = str.maketrans({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"',
                      0x2013: "-", 0x2014: "-"})


def words(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        lines = [x for x in file if not x.startswith("--- page")]
    return "".join(lines).translate(SAME).split()


def errors(told, read):
    row = list(range(len(read) + 1))
    for i, word in enumerate(told, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(read, 1):
            here = min(row[j] + 1, row[j - 1] + 1, before + (word != other))
            before, row[j] = row[j], here
    return row[-1]


TOLD = words(sys.argv[1])
print(errors(TOLD, words(sys.argv[2])), len(TOLD))
