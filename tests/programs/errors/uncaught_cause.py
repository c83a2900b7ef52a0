"""An uncaught exception with an explicit cause prints both tracebacks."""


def parse(text):
    try:
        return int(text)
    except ValueError as e:
        raise RuntimeError(f"cannot parse {text!r}") from e


def main():
    print("parsing")
    print(parse("12"))
    print(parse("x1"))


main()
