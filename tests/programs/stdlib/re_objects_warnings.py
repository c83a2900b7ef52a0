"""re: Pattern and Match objects as objects, warnings, arguments."""
import re
import warnings
warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as w:
    for p in ("[[a]", "[a&&b]", "[a||b]", "[a~~b]"): re.compile(p)
    print([(x.category.__name__, str(x.message)) for x in w])
for f in ("re.sub('a', 'b', 'a', 1, 2, 3)", "re.sub('a', 'b', 'a', 1, count=2)", "re.sub()", "re.compile(re.compile('a'), re.I)", "re.compile(re.compile('a'))", "re.match('a')", "re.compile('a').match()", "re.compile('a').match('a', 'b')", "re.compile('a').sub('b')", "re.Pattern()", "re.Match()", "re.match('a','a').group(1)", "re.match('a','a').group('x')", "re.match('a','a')[1.5]", "re.match('a','a').start('q')", "re.compile('a').foo", "setattr(re.compile('a'), 'pattern', 'b')", "re.escape(5)", "re.PatternError('m')", "re.PatternError('m', 'abc', 1)", "str(re.PatternError('m', 'a\\nbc', 3))", "hash(re.compile('a')) == hash(re.compile('a'))", "copy.copy(re.compile('a')) is re.compile('a')", "re.Pattern[str]", "re.Match[str]", "re.compile('a') < re.compile('b')", "re.compile('a'*300)", "re.RegexFlag.IGNORECASE | re.RegexFlag.ASCII", "re.compile('a', re.I|re.M).flags", "re.RegexFlag(1024)", "str(re.I)", "re.DEBUG", "re.fullmatch('a*', 'aaa', re.I)", "re.match('a', 'b') is None", "re.search('b', 'abc').string"):
    import copy
    try: print(f, '->', repr(eval(f)))
    except Exception as e: print(f, '!!', type(e).__name__, e)
