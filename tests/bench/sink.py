#!/usr/bin/python3
"""An SMTP server with TLS from the first byte that takes every letter and
forgets it. Usage: sink.py CERTIFICATE KEY     Prints its port."""
import socket
import ssl
import sys
import threading

ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n",
           b"QUIT": b"221 bye\r\n"}


def serve(sock):
    lines = sock.makefile("rb")
    sock.sendall(b"220 sink\r\n")
    for line in lines:
        word = line[:4].upper()
        sock.sendall(ANSWERS.get(word, b"250 ok\r\n"))
        if word == b"DATA":
            while lines.readline() != b".\r\n":
                pass
            sock.sendall(b"250 taken\r\n")
        elif word == b"QUIT":
            return


def main(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        sock, _ = listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            threading.Thread(target=serve, daemon=True, args=(
                context.wrap_socket(sock, True),)).start()
        except OSError:
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
