"""Tokens as a provider makes them: JWT (RFC 7519), signed with HS256. The key
is the file "key" of a folder, in base64, as Dovecot wants it."""
import base64
import hashlib
import hmac
import json
import os
import time


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def key(folder):
    with open(os.path.join(folder, "key")) as lines:
        return base64.b64decode(lines.read())


def sign(secret, text):
    return b64(hmac.new(secret, text.encode(), hashlib.sha256).digest())


def make(folder, subject, life, wrong=False):
    """A token that ends in life seconds; wrong: by another key."""
    now = int(time.time())
    claims = {"sub": subject, "iat": now - 5, "nbf": now - 5,
              "exp": now + life, "aud": "mail", "jti": os.urandom(6).hex()}
    text = ".".join(b64(json.dumps(part).encode()) for part in
                    ({"alg": "HS256", "typ": "JWT"}, claims))
    return text + "." + sign(b"other" if wrong else key(folder), text)


def is_good(folder, token, subject):
    text, _, signature = token.rpartition(".")
    if text.count(".") != 1 or sign(key(folder), text) != signature:
        return False
    body = text.split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return claims["exp"] > time.time() and claims["sub"] == subject
