import sys
import time

sys.import_log.append("executing")
time.sleep(0.02)
READY = True
