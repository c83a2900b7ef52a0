NAME = __name__


def main_has():
    import __main__
    return getattr(__main__, "marker", "not yet")
