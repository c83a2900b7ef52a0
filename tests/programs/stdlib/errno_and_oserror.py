"""errno numbers and how OSError picks its class from them."""
import errno
import os

print(errno.ENOENT, errno.EACCES, errno.EEXIST, errno.EINTR, errno.EPIPE, errno.EAGAIN, errno.EINVAL, errno.ENOTDIR, errno.EISDIR, errno.EPERM, errno.ECHILD, errno.ESRCH, errno.ETIMEDOUT, errno.ECONNREFUSED, errno.ENOTEMPTY, errno.ENOSPC, errno.EBADF)
print(errno.errorcode[2], errno.errorcode[errno.EACCES], os.strerror(2), os.strerror(13), os.strerror(17), len(errno.errorcode) > 100)
for n in (errno.ENOENT, errno.EACCES, errno.EPERM, errno.EEXIST, errno.EINTR, errno.EPIPE, errno.ESHUTDOWN, errno.EAGAIN, errno.EALREADY, errno.EINPROGRESS, errno.ECHILD, errno.ESRCH, errno.ENOTDIR, errno.EISDIR, errno.ETIMEDOUT, errno.ECONNABORTED, errno.ECONNREFUSED, errno.ECONNRESET, errno.EINVAL):
    e = OSError(n, os.strerror(n))
    print(type(e).__name__, e, end="; ")
print()


class My(OSError): pass


print(type(My(2, "x")).__name__, type(OSError("2", "x")).__name__, type(OSError(2)).__name__, type(FileNotFoundError(13, "x")).__name__)
for f in (lambda: open("/no/such/file"), lambda: os.mkdir("/proc"), lambda: os.listdir("/dev/null"), lambda: open("/"), lambda: os.rmdir("/no"), lambda: os.close(9999), lambda: os.read(9999, 1), lambda: os.remove("/"), lambda: os.stat(""), lambda: os.rename("/no/a", "/no/b")):
    try:
        f()
    except OSError as e:
        print(type(e).__name__, e, e.errno, e.filename, e.filename2)
