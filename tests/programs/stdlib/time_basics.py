"""time: clocks, sleeping, and broken-down times that do not depend on the zone."""
import time

a = time.time()
m1, p1, c1 = time.monotonic(), time.perf_counter(), time.process_time()
time.sleep(0.01)
print(time.time() >= a > 1.6e9, time.monotonic() - m1 >= 0.009, time.perf_counter() > p1, time.process_time() >= c1, type(time.time_ns()).__name__, time.monotonic_ns() > 0, time.perf_counter_ns() > 0, time.process_time_ns() >= 0, time.thread_time() >= 0)
t = time.gmtime(0)
print(t, t.tm_year, t[0], t.tm_wday, t.tm_yday, t.tm_isdst, t.tm_zone, len(t), tuple(t))
print(time.gmtime(1700000000)[:6], time.gmtime(-1)[:6], time.gmtime(951782400)[:8], time.gmtime(2 ** 33)[:3])
t = time.gmtime(1234567890)
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %d %p %I %y %w %U %W %% %e", t), time.asctime(t), time.strftime("%c|%x|%X", t), time.strftime("", t), time.strftime("no %%", t), time.strftime("%Y-%m-%dT%H:%M:%SZ", (2000, 1, 2, 3, 4, 5, 6, 2, 0)))
print(time.asctime((2024, 2, 29, 1, 2, 3, 3, 60, 0)), time.struct_time(range(9)), time.struct_time((1, 2, 3, 4, 5, 6, 7, 8, 9)).tm_mon, time.struct_time(range(9)) == tuple(range(9)))
for f in (lambda: time.sleep(-1), lambda: time.gmtime("x"), lambda: time.strftime(5), lambda: time.asctime((1, 2)), lambda: time.strftime("%Y", (1,)), lambda: time.asctime((2000, 13, 1, 0, 0, 0, 0, 0, 0)), lambda: time.struct_time((1, 2)), lambda: time.gmtime(10 ** 20), lambda: time.mktime((1, 2)), lambda: time.struct_time(5), lambda: time.sleep(), lambda: setattr(t, "tm_year", 1)):
    try:
        print(f())
    except (TypeError, ValueError, OverflowError, AttributeError) as e:
        print(type(e).__name__, e)
now = time.time()
print(abs(time.mktime(time.localtime(now)) - now) <= 1, time.localtime(now)[:9] == time.localtime(now), time.localtime().tm_year >= 2024, len(time.tzname), isinstance(time.timezone, int), time.daylight in (0, 1), len(time.ctime(0)), time.ctime(0) == time.asctime(time.localtime(0)))
print(time.get_clock_info("monotonic").monotonic, time.get_clock_info("time").adjustable, time.strptime("2009-02-13 23:31:30", "%Y-%m-%d %H:%M:%S")[:6] if hasattr(time, "strptime") else "")
