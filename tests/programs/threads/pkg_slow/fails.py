import time

time.sleep(0.005)
raise ValueError("fails to import")
