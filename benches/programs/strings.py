"""String building and taking apart: join, +=, slicing, replace, find, case, split, iteration, StringIO."""

import io
import sys

FULL, QUICK = 1_300, 26

TEXT = (
    "A padlock hangs upon the hasp, and the door behind it stays shut. "
    "Whoever brings the right key may open it; whoever does not must wait outside. "
)


def caesar(text, shift):
    out = ""
    for character in text:
        if "a" <= character <= "z":
            out += chr((ord(character) - 97 + shift) % 26 + 97)
        else:
            out += character
    return out


def reverse_words(text):
    return " ".join(word[::-1] for word in text.split())


def is_palindrome(text):
    letters = [c for c in text.lower() if c.isalpha()]
    return letters == letters[::-1]


def wrap(text, width):
    lines, line = [], ""
    for word in text.split(" "):
        if len(line) + len(word) + 1 > width:
            lines.append(line.strip())
            line = ""
        line += word + " "
    lines.append(line.strip())
    return "\n".join(lines)


def main(size):
    checksum = 0
    for i in range(size):
        coded = caesar(TEXT, i % 26)
        checksum += sum(map(ord, coded[:50]))
        checksum += len(reverse_words(coded))
        checksum += is_palindrome("Was it a car or a cat I saw") + is_palindrome(TEXT)
        wrapped = wrap(TEXT * 4, 40)
        checksum += wrapped.count("\n") + wrapped.find("key") + wrapped.rfind("door")
        buffer = io.StringIO()
        for line in wrapped.splitlines():
            buffer.write(line.title().replace("The", "this").rjust(44, "."))
            buffer.write("\n")
        checksum += len(buffer.getvalue())
        pieces = []
        for j in range(400):
            pieces.append(TEXT[j % 90 : j % 90 + 5])
            if pieces[-1].startswith("the") or pieces[-1].endswith("k "):
                checksum += 1
        joined = "".join(pieces).upper()
        checksum += len(joined.partition("KEY")[0]) + len(joined.translate({65: "aa", 69: None}))
        accented = "naïve café ünïcode — ✓ " * 6
        for character in accented:
            if character > "\x7f":
                checksum += 1
        checksum += accented.index("✓") + len(accented.encode()) + ord(accented[-3])
    print(checksum)


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
