"""What a file is, told from its first bytes; never from its name or from what a browser says."""

_BEGINNINGS = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP"),
)
PICTURES = ("JPEG", "PNG", "GIF", "WEBP")


def sniffed(content: bytes) -> str:
    """JPEG, PNG, GIF, WEBP, PDF, ZIP, or "" for anything else: text, perhaps."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return next((kind for start, kind in _BEGINNINGS if content.startswith(start)), "")
