before = 1
raise KeyError("raised while importing")
