"""Answers that hold a part of something, since Safari plays no sound that comes only as a whole."""

import re

from django.http import HttpRequest, HttpResponse

RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


def ranged(request: HttpRequest, content: bytes, content_type: str) -> HttpResponse:
    """Return the one range of bytes that is asked for (RFC 9110, 14), or else the whole."""
    length = len(content)
    headers = {"Accept-Ranges": "bytes"}
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if asked is None or asked.group() == "bytes=-":
        return HttpResponse(content, content_type=content_type, headers=headers)
    first, last = asked.groups()
    start = int(first) if first else max(0, length - int(last))
    stop = min(int(last) + 1, length) if first and last else length
    if start >= stop:
        headers["Content-Range"] = f"bytes */{length}"
        return HttpResponse(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{length}"
    part = content[start:stop]
    return HttpResponse(part, status=206, content_type=content_type, headers=headers)
