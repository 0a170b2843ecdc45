#!/usr/bin/env python3
"""Sends a form to the server of forms, for tests.

    send-form.py ADDRESS PATH [FIELD=VALUE | FIELD=@FILE | +HEADER=VALUE] ...

Fields are sent as multipart/form-data with always the same boundary; "-" as
the only field sends standard input as it is (say +Content-Type). Prints the
status, then the body, or where a redirect leads.
"""
import http.client
import os
import sys

address, path, *rest = sys.argv[1:]
headers, parts = {}, []
for one in rest:
    name, _, value = one.partition("=")
    if name.startswith("+"):
        headers[name[1:]] = value
    elif value.startswith("@"):
        with open(value[1:], "rb") as f:
            parts.append((f'{name}"; filename="{os.path.basename(value)}',
                          f.read()))
    elif one != "-":
        parts.append((name, value.encode()))
body = b"".join(b'--xYzZy\r\nContent-Disposition: form-data; name="%s"\r\n\r\n'
                b"%s\r\n" % (n.encode(), v) for n, v in parts)
body += b"--xYzZy--\r\n"
if rest and rest[-1] == "-":
    body = sys.stdin.buffer.read()
headers.setdefault("Content-Type", "multipart/form-data; boundary=xYzZy")
connection = http.client.HTTPConnection(address.split("//")[1], timeout=20)
if rest:
    connection.request("POST", path, body, headers)
else:
    connection.request("GET", path)
reply = connection.getresponse()
print(reply.status)
print(reply.getheader("Location") or reply.read().decode("utf-8", "replace"))
