"""All the pictures at once, drawn on every core. Needs no Django: other processes import it."""

import io
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from newsroom.demo import pictures


def draw_all() -> dict[str, bytes]:
    """Return every picture as a JPEG, by its key."""
    try:
        with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
            return dict(zip(pictures.KEYS, pool.map(jpeg, pictures.KEYS), strict=True))
    except OSError:  # no shared memory here, as in some containers: one core will do
        return {key: jpeg(key) for key in pictures.KEYS}


def jpeg(key: str) -> bytes:
    file = io.BytesIO()
    pictures.draw(key).save(file, "JPEG", quality=88)
    return file.getvalue()
