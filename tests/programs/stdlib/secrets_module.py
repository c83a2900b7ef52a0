"""secrets: kinds and lengths of what comes out; messages."""
import secrets

print(sorted(set(secrets.__all__) - {"token_urlsafe"}))
print(len(secrets.token_bytes()), len(secrets.token_bytes(5)), len(secrets.token_hex(7)), len(secrets.token_hex()), secrets.token_bytes(0))
print(all(0 <= secrets.randbelow(10) < 10 for _ in range(200)), {secrets.randbelow(3) for _ in range(200)}, secrets.randbits(200) < 2 ** 200)
print({secrets.choice("ab") for _ in range(200)} == {"a", "b"}, secrets.compare_digest("a", "a"), secrets.token_bytes(20) != secrets.token_bytes(20))
for f, argument in ((secrets.randbelow, 0), (secrets.randbelow, -1), (secrets.token_bytes, -1), (secrets.token_hex, "x"), (secrets.choice, "")):
    try:
        print(f(argument))
    except Exception as e:
        print(type(e).__name__, e)
