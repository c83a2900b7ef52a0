"""An uncaught KeyboardInterrupt raised by the program itself."""
def work():
    try:
        raise KeyboardInterrupt("asked")
    finally:
        print("cleaned up")


try:
    work()
except KeyboardInterrupt as e:
    print("caught", repr(e))
