x = 1
s = 'not closed
y = 2
