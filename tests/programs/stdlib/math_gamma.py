"""math.gamma and lgamma, digit by digit."""
import warnings
warnings.simplefilter("ignore")
import math

for f in (math.gamma, math.lgamma):
    out = []
    for i in range(-340, 3500, 7):
        try:
            out.append(f(i / 20))
        except (ValueError, OverflowError) as e:
            out.append(str(e))
    print(f.__name__, out)
