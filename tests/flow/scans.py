"""Files that try to hurt whoever reads them, into the folder given: a huge
MediaBox, a hundred thousand pages, deep and endless objects, pictures that
unpack to gigapixels, a TIFF of many pages and one that points at itself."""
import os
import struct
import sys
import zlib

OUT = sys.argv[1]
os.makedirs(OUT)


def save(name, data):
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)


def pdf(objects):
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    return out + (b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF"
                  % (len(objects) + 1, start))


CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"


def page(box, extra=b""):
    return b"<< /Type /Page /Parent 2 0 R /MediaBox %s %s >>" % (box, extra)


save("huge-box.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    page(b"[0 0 100000 100000]")]))
save("many-pages.pdf", pdf([
    CATALOGUE,
    b"<< /Type /Pages /Kids [" + b"3 0 R " * 100000 + b"] /Count 100000 >>",
    page(b"[0 0 20 20]")]))
save("liar.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>",
    page(b"[0 0 20 20]")]))
save("deep.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    page(b"[0 0 200 200]", b"/X " + b"[" * 200000 + b"]" * 200000)]))
save("endless.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"]))
FORM = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " \
    b"<< /XObject << /F 4 0 R >> >> /Length 10 >>\nstream\n/F Do /F Do\nendstream"
save("itself.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    page(b"[0 0 200 200]", b"/Contents 5 0 R /Resources << /XObject "
         b"<< /F 4 0 R >> >>"),
    FORM, b"<< /Length 5 >>\nstream\n/F Do\nendstream"]))
BOMB = zlib.compress(b"0 0 200 200 re f\n" * 100000, 9)
save("bomb.pdf", pdf([
    CATALOGUE, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    page(b"[0 0 200 200]", b"/Contents 4 0 R"),
    b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
    % (len(BOMB), BOMB)]))


def chunk(kind, data):
    return (struct.pack(">I", len(data)) + kind + data
            + struct.pack(">I", zlib.crc32(kind + data)))


def png(width, height, rows):
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


save("bomb.png", png(60000, 60000, bytes(60001) * 200))
save("cut.png", png(500, 500, bytes(501) * 500)[:120])


def tiff(pages, loop):
    out = b"II*\0" + struct.pack("<I", 8)
    for number in range(pages):
        place = len(out)
        last = number == pages - 1
        after = (8 if loop else 0) if last else place + 2 + 8 * 12 + 4 + 8
        rows = [(256, 3, 8), (257, 3, 8), (258, 3, 8), (259, 3, 1),
                (262, 3, 1), (273, 4, place + 2 + 8 * 12 + 4), (278, 3, 8),
                (279, 4, 8)]
        out += struct.pack("<H", len(rows))
        for tag, kind, value in rows:
            out += struct.pack("<HHII", tag, kind, 1, value)
        out += struct.pack("<I", after) + b"\xff" * 8
    return out


save("many.tif", tiff(3000, False))
save("loop.tif", tiff(1, True))
