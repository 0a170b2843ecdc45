#!/usr/bin/python3
"""An SMTP server with TLS from the first byte that takes every letter and
forgets it. Usage: sink.py CERTIFICATE KEY     Prints its port."""
import socket
import ssl
import sys
import threading

ANSWERS = {b"EHLO": b"250-sink\r\n250 8BITMIME\r\n", b"DATA": b"354 go on\r\n",
           b"QUIT": b"221 bye\r\n"}
END = b"\r\n.\r\n"


def serve(sock):
    """A client waits for each answer, so that what has come is one command,
    or a part of one letter."""
    sock.sendall(b"220 sink\r\n")
    while True:
        text = sock.recv(65536)
        while text and not text.endswith(b"\r\n"):
            text += sock.recv(65536)
        word = text[:4].upper()
        sock.sendall(ANSWERS.get(word, b"250 ok\r\n"))
        if word == b"DATA":
            letter = b""
            while not letter.endswith(END):
                letter = letter[-len(END):] + sock.recv(65536)
            sock.sendall(b"250 taken\r\n")
        elif word in (b"QUIT", b""):
            return


def serve_quietly(sock):
    try:
        serve(sock)
    except OSError:
        pass
    sock.close()


def main(certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    listener = socket.create_server(("127.0.0.1", 0))
    print(listener.getsockname()[1], flush=True)
    while True:
        sock, _ = listener.accept()
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            threading.Thread(target=serve_quietly, daemon=True, args=(
                context.wrap_socket(sock, True),)).start()
        except OSError:
            continue


if __name__ == "__main__":
    main(*sys.argv[1:])
