x = 1
s = """opened here
and never
closed
