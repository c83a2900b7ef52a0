"""Matrices: multiplication of lists of lists of ints and floats, and Gaussian elimination."""

import sys

FULL, QUICK = 140, 38


def multiply(a, b):
    rows, inner, columns = len(a), len(b), len(b[0])
    result = [[0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            total = 0
            for k in range(inner):
                total += a[i][k] * b[k][j]
            result[i][j] = total
    return result


def multiply_by_rows(a, b):
    columns = list(zip(*b))
    return [[sum(x * y for x, y in zip(row, column)) for column in columns] for row in a]


def determinant(matrix):
    rows = [row[:] for row in matrix]
    size = len(rows)
    result = 1.0
    for i in range(size):
        pivot = max(range(i, size), key=lambda r: abs(rows[r][i]))
        if pivot != i:
            rows[i], rows[pivot] = rows[pivot], rows[i]
            result = -result
        head = rows[i]
        result *= head[i]
        for row in rows[i + 1 :]:
            factor = row[i] / head[i]
            for k in range(i, size):
                row[k] -= factor * head[k]
    return result


def main(size):
    ints = [[(i * 31 + j * 17) % 23 - 11 for j in range(size)] for i in range(size)]
    floats = [[((i * 13 + j * 29) % 41) / 20.0 - 1.0 + (4.0 if i == j else 0.0) for j in range(size)] for i in range(size)]
    product = multiply(ints, ints)
    other = multiply(floats, floats)
    third = multiply_by_rows(ints, floats)
    trace = sum(product[i][i] for i in range(size))
    print(trace, f"{other[3][5]:.6f} {third[7][2]:.6f} {determinant(floats):.6e}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else FULL)
