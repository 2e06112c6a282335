"""The files that readers get of a photo: which, how, and that no crash leaves half of them."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from PIL import Image as Picture

from articles import renditions, uploads
from articles.models import Image
from articles.renditions import CUTS, FORMATS, RenditionError
from articles.tasks import make_renditions
from tests.articles import photos
from tests.articles.photos import near, opened, saved

ROOT = Path(__file__).resolve().parents[2]


def stored(content: bytes) -> Image:
    return uploads.store(ContentFile(content), alt="", caption="", credit="Pell Aubrey")


def read(name: str) -> bytes:
    with default_storage.open(name) as file:
        return file.read()


def files(image: Image) -> dict[str, bytes]:
    """Return every file that the row says exists, by its name."""
    names = [renditions.name(image.digest, width, end) for width in image.widths for end in FORMATS]
    return {name: read(name) for name in names}


def ready(content: bytes) -> Image:
    image = stored(content)
    image.make_renditions()
    image.refresh_from_db()
    return image


# Which


@pytest.mark.parametrize(
    ("width", "height", "widths"),
    [
        (2500, 1700, [320, 480, 640, 960, 1280, 1920]),
        (1000, 600, [320, 480, 640, 960]),
        (320, 320, [320]),
        (200, 100, [200]),
        (1000, 8000, [320, 480]),  # no rendition is higher than 4096
    ],
)
def test_there_is_a_file_of_each_width_in_each_format(
    db: None, width: int, height: int, widths: list[int]
) -> None:
    image = ready(saved(photos.noisy(width, height)))
    assert image.widths == widths
    for name, content in files(image).items():
        picture = opened(content)
        wide = int(Path(name).stem)
        assert (picture.width, picture.height) == (wide, round(wide * height / width))
        assert Picture.MIME[picture.format or ""] == FORMATS[Path(name).suffix[1:]]


def test_readers_are_offered_every_format_the_best_first(db: None) -> None:
    image = stored(saved(photos.noisy(700, 500)))
    assert (image.sources, image.thumbnail) == ([], image.src)
    image = ready(saved(photos.noisy(700, 500)))
    assert [source["type"] for source in image.sources] == [
        "image/avif",
        "image/webp",
        "image/jpeg",
    ]
    address = default_storage.url(f"renditions/{image.digest[:32]}")
    assert image.sources[0]["srcset"] == ", ".join(
        f"{address}/{width}.avif {width}w" for width in (320, 480, 640)
    )
    assert image.src == f"{address}/640.jpg"
    assert image.thumbnail == f"{address}/320.jpg"


@pytest.mark.parametrize(
    ("focal", "size", "colours"),
    [
        # The left half is blue with red at its top; the right half is green.
        ((0, 0), (1200, 630), ((255, 0, 0), (0, 255, 0))),
        ((0.5, 1), (1200, 630), ((0, 0, 255), (0, 255, 0))),
    ],
)
def test_the_picture_of_a_link_is_cut_around_the_focal_point(
    db: None, focal: tuple[float, float], size: tuple[int, int], colours: Any
) -> None:
    content = ContentFile(saved(photos.corners(1400, 2000), quality=95))
    image = uploads.store(content, alt="", caption="", credit="P. Aubrey", focal=focal)
    assert image.card == image.src  # until it is cut
    image.make_renditions()
    image.refresh_from_db()
    assert image.card.endswith(f"card-{focal[0] * 10:.0f}-{focal[1] * 10:.0f}.jpg")
    picture = opened(read(renditions.cut_name(image.digest, "card", image.focus)))
    assert picture.size == size
    assert near(picture.getpixel((200, 300)), colours[0], 12)
    assert near(picture.getpixel((1000, 300)), colours[1], 12)


@pytest.mark.parametrize("size", [(300, 200), (200, 300), (16, 16), (640, 336), (97, 61)])
@pytest.mark.parametrize("focus", [(0, 0), (3, 7), (10, 10)])
def test_a_small_photo_is_cut_and_not_enlarged(
    size: tuple[int, int], focus: tuple[int, int]
) -> None:
    card = renditions.cut(photos.corners(*size), focus, "card")
    assert card.width <= size[0]
    assert card.height <= size[1]
    assert card.width in (size[0], round(size[1] * 1200 / 630))


def test_a_point_that_moved_is_followed_by_the_card_alone(db: None) -> None:
    image = ready(saved(photos.noisy(700, 500)))
    before = image.card
    Image.objects.filter(pk=image.pk).update(focal_x=0.9)
    image.refresh_from_db()
    assert image.card == before  # the old one, which is there
    for name in files(image):
        default_storage.delete(name)
    make_renditions.call(image.pk)
    image.refresh_from_db()
    assert image.card_focus == "9-5"
    assert read(renditions.cut_name(image.digest, "card", (9, 5)))
    assert not default_storage.exists(renditions.name(image.digest, 320, "jpg"))


# What is in them


def test_no_rendition_has_anything_that_the_camera_wrote(db: None) -> None:
    image = ready(photos.camera_jpeg(700, 500))
    assert image.widths == [320, 480]
    for name, content in files(image).items():
        picture = opened(content)
        assert not set(picture.info) & {"exif", "xmp", "icc_profile", "comment", "photoshop"}, name
        assert not picture.getexif(), name
        leaks = [*photos.PLANTED, b"Exif", b"EXIF", b"8BIM", b"ICC", b"XMP", b"xmpmeta"]
        assert not [words for words in leaks if words in content], name


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_renditions_are_upright_and_in_srgb(db: None, kind: str) -> None:
    scene = Picture.new("RGB", (800, 400), (100, 150, 100))
    scene.paste((255, 255, 255), (0, 0, 100, 100))
    image = ready(saved(scene, kind, exif=photos.exif(6), icc_profile=photos.adobe_rgb()))
    assert (image.width, image.height, image.widths) == (400, 800, [320])
    for name, content in files(image).items():
        picture = opened(content).convert("RGB")
        assert near(picture.getpixel((300, 20)), (255, 255, 255), 12), name  # was top left
        assert near(picture.getpixel((100, 400)), (66, 151, 97), 8), name


def test_making_them_again_makes_the_same(db: None) -> None:
    image = ready(saved(photos.noisy(500, 400)))
    before = files(image)
    image.make_renditions()
    assert files(image) == before


# When something goes wrong


def test_a_file_replaced_meanwhile_does_not_get_the_old_widths(db: None) -> None:
    image = stored(saved(photos.noisy(700, 500)))
    in_the_worker = Image.objects.get(pk=image.pk)
    uploads.place(uploads.read(ContentFile(saved(photos.noisy(330, 200)))), image)
    image.save()
    in_the_worker.make_renditions()
    image.refresh_from_db()
    assert image.widths == []
    image.make_renditions()
    image.refresh_from_db()
    assert image.widths == [320]
    assert len(files(image)) == len(FORMATS)


def test_a_write_that_fails_leaves_neither_half_a_file_nor_a_draft(db: None) -> None:
    name = "renditions/" + "0" * 32 + "/320.jpg"
    renditions.write(name, b"the old file", "image/jpeg")
    with pytest.raises(TypeError):
        renditions.write(name, "no bytes", "image/jpeg")
    assert read(name) == b"the old file"
    assert default_storage.listdir(str(Path(name).parent)) == ([], ["320.jpg"])


def test_a_file_is_replaced_as_a_whole(db: None) -> None:
    name = "renditions/" + "1" * 32 + "/320.jpg"
    renditions.write(name, b"the old file", "image/jpeg")
    with default_storage.open(name) as being_read:
        renditions.write(name, b"the new file", "image/jpeg")
        assert being_read.read() == b"the old file"
    assert read(name) == b"the new file"


def test_a_storage_without_paths_gets_the_same_files(db: None, settings: Any) -> None:
    memory = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    settings.STORAGES = settings.STORAGES | {"default": memory}
    image = ready(saved(photos.noisy(500, 400)))
    assert image.widths == [320, 480]
    assert {opened(content).width for content in files(image).values()} == {320, 480}
    folder = str(Path(renditions.fallback_name(image.digest)).parent)
    assert len(default_storage.listdir(folder)[1]) == 2 * len(FORMATS) + 1 + len(CUTS)


def lose_original(image: Image) -> None:
    storages["originals"].delete(image.original.name)


def test_a_lost_original_is_named_and_changes_nothing(db: None) -> None:
    image = stored(saved(photos.noisy(400, 300)))
    lose_original(image)
    with pytest.raises(RenditionError, match=f"photo {image.pk} .*{image.original.name}"):
        image.make_renditions()
    image.refresh_from_db()
    assert image.widths == []
    assert read(renditions.fallback_name(image.digest))


def test_a_task_for_a_photo_that_is_ready_or_gone_does_nothing(db: None) -> None:
    image = ready(saved(photos.noisy(400, 300)))
    lose_original(image)
    make_renditions.call(image.pk)
    make_renditions.call(image.pk + 1)
    image.refresh_from_db()
    assert image.widths == [320]


# The command


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("renditions", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def ready_tasks() -> list[int]:
    tasks = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    return sorted(task.args_kwargs["args"][0] for task in tasks)


def test_the_command_enqueues_what_is_lacking_and_not_waited_for(db: None) -> None:
    waiting, killed, forgotten = (stored(saved(photos.noisy(64, 48 + n))) for n in range(3))
    ready(saved(photos.noisy(64, 64)))
    tasks = DBTaskResult.objects.order_by("enqueued_at")
    running, *others = tasks[1:]
    running.claim("a worker that was killed")
    DBTaskResult.objects.filter(pk__in=[task.pk for task in others]).delete()
    assert ready_tasks() == [waiting.pk]
    assert run() == "2 photos enqueued.\n"
    assert ready_tasks() == [waiting.pk, killed.pk, forgotten.pk]
    assert run() == "0 photos enqueued.\n"


def test_the_command_can_make_them_itself_and_one_failure_stops_no_other(db: None) -> None:
    lost, whole = stored(saved(photos.noisy(400, 300))), stored(saved(photos.noisy(330, 300)))
    lose_original(lost)
    with pytest.raises(CommandError, match="1 photos could not be made ready"):
        run("--now")
    whole.refresh_from_db()
    assert whole.widths == [320]
    lost.delete()
    assert run("--now") == "0 photos made ready.\n"


# The worker, as it runs in production


@pytest.fixture
def environment(transactional_db: None) -> Iterator[dict[str, str]]:
    """The environment in which another process has this test's database and files."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    else:
        address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    yield {**os.environ, "DATABASE_URL": address, "DATA_DIR": str(settings.DATA_DIR)} | {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings"
    }


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def wait_for(name: str, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not default_storage.exists(name):
        assert time.monotonic() < end, f"{name} did not appear"
        time.sleep(0.002)


def test_a_worker_killed_in_the_middle_loses_nothing(environment: dict[str, str]) -> None:
    content = saved(photos.noisy(3000, 2400), quality=90)
    image = stored(content)
    worker = subprocess.Popen(
        manage("db_worker", "--no-startup-delay"), env=environment, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(renditions.name(image.digest, 1920, "avif"))
    finally:
        worker.send_signal(signal.SIGKILL)
        worker.wait()
    image.refresh_from_db()
    assert image.widths == []
    assert not default_storage.exists(renditions.name(image.digest, 320, "jpg"))
    assert image.sources == []
    assert read(renditions.fallback_name(image.digest))
    assert DBTaskResult.objects.get().status == TaskResultStatus.RUNNING

    for command in (["renditions"], ["db_worker", "--batch", "--no-startup-delay"]):
        subprocess.run(manage(*command), env=environment, check=True, capture_output=True)
    image.refresh_from_db()
    assert image.widths == list(renditions.WIDTHS)
    assert all(
        opened(content).width == int(Path(name).stem) for name, content in files(image).items()
    )
    assert ready_tasks() == []


def test_a_lost_original_is_logged_once_and_blocks_no_other(environment: dict[str, str]) -> None:
    lost, whole = stored(saved(photos.noisy(400, 300))), stored(saved(photos.noisy(330, 300)))
    lose_original(lost)
    done = subprocess.run(
        manage("db_worker", "--batch", "--no-startup-delay"),
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    whole.refresh_from_db()
    assert whole.widths == [320]
    assert done.stdout.count("ERROR") == 1
    assert f"RenditionError: No renditions of photo {lost.pk} " in done.stdout
