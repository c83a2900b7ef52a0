"""Compression in the language: an LZ77-like packer and unpacker and an LZW coder over bytes."""

import sys

FULL, QUICK = 650_000, 13_000


def make_data(length):
    out = bytearray()
    state = 5
    words = [b"lock", b"release ", b"acquire", b" the ", b"thread", b"\n", b"0123456789", b"wait for "]
    while len(out) < length:
        state = (state * 1664525 + 1013904223) & 0xFFFFFFFF
        out += words[state >> 29]
        if state & 0x70 == 0:
            out.append(state >> 8 & 127)
    return bytes(out[:length])


def pack(data):
    out = bytearray()
    last_seen = {}
    i, end = 0, len(data)
    literals = bytearray()
    while i < end:
        length = 0
        if i + 4 <= end:
            key = data[i : i + 4]
            start = last_seen.get(key, -1)
            last_seen[key] = i
            if start >= 0 and i - start < 65536:
                length = 4
                while length < 255 and i + length < end and data[start + length] == data[i + length]:
                    length += 1
        if length:
            flush(out, literals)
            distance = i - start
            out.append(length)
            out.append(distance >> 8)
            out.append(distance & 255)
            i += length
        else:
            literals.append(data[i])
            i += 1
    flush(out, literals)
    return bytes(out)


def flush(out, literals):
    for start in range(0, len(literals), 255):
        chunk = literals[start : start + 255]
        out.append(0)
        out.append(len(chunk))
        out += chunk
    literals.clear()


def unpack(packed):
    out = bytearray()
    i = 0
    while i < len(packed):
        length = packed[i]
        if length:
            position = len(out) - (packed[i + 1] << 8 | packed[i + 2])
            for k in range(position, position + length):
                out.append(out[k])
            i += 3
        else:
            count = packed[i + 1]
            out += packed[i + 2 : i + 2 + count]
            i += 2 + count
    return bytes(out)


def lzw(data):
    table = {bytes([b]): b for b in range(256)}
    codes = []
    current = b""
    for byte in data:
        longer = current + bytes([byte])
        if longer in table:
            current = longer
        else:
            codes.append(table[current])
            if len(table) < 4096:
                table[longer] = len(table)
            current = bytes([byte])
    codes.append(table[current])
    return codes


def checksum(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def main(size):
    data = make_data(size)
    packed = pack(data)
    codes = lzw(data)
    print(len(packed), unpack(packed) == data, len(codes), checksum(data), checksum(packed))


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
