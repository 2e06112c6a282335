"""Pages from the page cache, against a bare Django view and against nginx serving a file."""

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import servers
from tests.benchmarks.report import Row, keep, span
from tests.benchmarks.servers import SMOKE, Load, Target, in_turns, ratios
from tests.site.conftest import Site

ARTICLES = "100" if SMOKE else "1000"
FIND = """
from articles.models import Revision, Section, Topic
row = Revision.objects.filter(live_from__isnull=False, language="en").last()
topic = Topic.objects.filter(language="en").first()
print(row.get_absolute_url(), row.section.get_absolute_url(), topic.get_absolute_url())
"""
GZIP = {"Accept-Encoding": "gzip"}


@contextmanager
def archive_served(folder: Path, **more: str) -> Iterator[tuple[Site, str, str, str]]:
    """Serve an archive; yield the site, and the addresses of an article, a section and a topic."""
    commands = ["generate_articles", ARTICLES]
    with servers.prepared(folder / "data", commands) as environment:
        article, section, topic = servers.manage(environment, FIND).split()
        with servers.gunicorn(environment | more, folder / "log") as site:
            yield site, article, section, topic


def bench_kept_pages(tmp_path: Path) -> None:
    rows = []
    data = tmp_path / "data"
    with (
        archive_served(tmp_path) as (site, article, section, _topic),
        servers.nginx(tmp_path / "nginx", site.port, data) as front,
    ):
        for name, path in {"article": article, "front page": "/en/", "section": section}.items():
            page = site.get(path)
            assert page.status == 200
            assert "hit" in site.get(path).headers["Cache-Status"]
            file = data / "static" / "page.html"
            file.write_bytes(page.body)
            tag = {"If-None-Match": page.headers["ETag"]}
            base, behind = f"http://127.0.0.1:{site.port}", f"http://127.0.0.1:{front.port}"
            with servers.bare(tmp_path, page.body) as bare:
                loads = in_turns(
                    {
                        "bare": bare,
                        "kept": Target(f"{base}{path}", site.process),
                        "packed": Target(f"{base}{path}", site.process, GZIP),
                        "unchanged": Target(f"{base}{path}", site.process, tag),
                        "nginx": Target(f"{behind}{path}", front.process),
                        "file": Target(f"{behind}/static/page.html", front.process),
                    }
                )
            rates = {kind: [each.rate for each in found] for kind, found in loads.items()}
            against = ratios(rates["kept"], rates["bare"])
            rows += [
                Row(
                    f"{name} from the page cache, against a bare view",
                    f"{span(against)}; {each(loads['kept'])} against {each(loads['bare'])}",
                    "≥ 1.0",
                    against[1] >= 1,
                    {kind: [vars(each) for each in found] for kind, found in loads.items()},
                ),
                Row(
                    f"{name}, compressed, against a bare view",
                    span(ratios(rates["packed"], rates["bare"])),
                ),
                Row(
                    f"{name}, 304 against the page itself",
                    span(unchanged := ratios(rates["unchanged"], rates["kept"])),
                    "≥ 1.0",
                    unchanged[1] >= 1,
                ),
                Row(
                    f"{name} through nginx, against nginx serving a file",
                    f"{span(through := ratios(rates['nginx'], rates['file']))};"
                    f" {each(loads['nginx'])} against {each(loads['file'])}",
                    "≥ 0.8",
                    through[1] >= 0.8,
                ),
            ]
    keep("pages", rows)


def each(loads: list[Load]) -> str:
    """Write how much of a processor one request took, in the middle of the rounds."""
    return f"{1000 * statistics.median(load.processor for load in loads):.2f} ms"


def bench_pages_that_nobody_kept(tmp_path: Path) -> None:
    """How much of a processor a page takes that is made anew for each request."""
    rows = []
    with archive_served(tmp_path, PAGE_CACHE_SECONDS="0") as (site, article, section, topic):
        pages = {
            "article": (article, 20),
            "front page": ("/en/", 33),
            "section": (section, 33),
            "topic": (topic, 33),
            "search": ("/en/search/?q=rareword0", 33),
            "feed": ("/en/feed/", None),
        }
        for name, (path, most) in pages.items():
            page = site.get(path)
            assert page.status == 200
            with servers.bare(tmp_path, page.body) as bare:
                made = Target(f"http://127.0.0.1:{site.port}{path}", site.process)
                # One reader for each worker: threads that wait for each other would count, too.
                loads = in_turns({"bare": bare, "made": made}, clients=2)
            times = sorted(
                one.processor / other.processor
                for one, other in zip(loads["made"], loads["bare"], strict=True)
            )
            least = min(load.processor for load in loads["made"]) * 1000
            rows.append(
                Row(
                    f"{name} made anew: processor time, times a bare view's",
                    f"{times[len(times) // 2]:.0f} ({least:.1f} ms)",
                    f"≤ {most}" if most else "",
                    times[len(times) // 2] <= most if most else None,
                    {kind: [vars(each) for each in found] for kind, found in loads.items()},
                )
            )
    keep("cold", rows)
