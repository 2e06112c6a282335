"""Times one part of a photo's way in this process: ``answer`` or ``renditions``; prints JSON.

``answer`` sends the file named second through Django's handler as an editor does; ``renditions``
makes the sizes of the photo that was sent last. ``bench_photos`` calls it, each time in a process
of its own, so that the peak of memory is that part's.
"""

import json
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.test import Client


def send(file: Path) -> None:
    from django.contrib.auth.models import User
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = Client(headers={"host": "localhost"})
    person, _ = User.objects.get_or_create(username="bench", is_staff=True, is_superuser=True)
    client.force_login(person)
    client.get("/healthz")
    photo = SimpleUploadedFile("photo.jpg", file.read_bytes(), "image/jpeg")
    words = {"credit": "Pell Aubrey", "focal_x": "0.5", "focal_y": "0.5", "original": photo}
    with measured():
        response = client.post("/admin/articles/image/add/", words)
    assert response.status_code == 302, response.status_code


def make() -> None:
    from articles.models import Image

    image = Image.objects.latest("pk")
    with measured():
        image.make_renditions()


@contextmanager
def measured() -> Iterator[None]:
    """Print the seconds on the clock and of the processor, and the peak of the process's memory."""
    clock, processor = time.perf_counter(), time.process_time()
    yield
    figures = {
        "seconds": time.perf_counter() - clock,
        "processor": time.process_time() - processor,
        "megabytes": peak(),
    }
    sys.stdout.write(json.dumps(figures))


def peak() -> float:
    """Return the most memory this process has had; ``getrusage`` begins with its parent's."""
    status = Path("/proc/self/status").read_text()
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0]) / 1024


if __name__ == "__main__":
    django.setup()
    send(Path(sys.argv[2])) if sys.argv[1] == "answer" else make()
