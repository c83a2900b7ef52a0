NAME = "alpha"
import sys
sys.alpha_loads = getattr(sys, "alpha_loads", 0) + 1
loads = sys.alpha_loads
