"""How much a body may hold; said to the editor, never cut off in silence."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from articles.body.figures import FIGURE, of_match
from articles.body.references import article_ids

MOST_ROWS = 60
MOST_COLUMNS = 10
MOST_PHOTOS = 60
MOST_LINKS = 100
TABLE = re.compile("<table>.*?</table>", re.DOTALL)
ROW = re.compile("<tr>.*?</tr>", re.DOTALL)


def problems(html: str) -> Iterator[str]:
    """Yield what is too much in a cleaned body."""
    for table in TABLE.findall(html):
        rows = ROW.findall(table)
        if len(rows) > MOST_ROWS or len(re.findall("</t[hd]>", rows[0])) > MOST_COLUMNS:
            yield _("A table has at most %(rows)s rows and %(columns)s columns.") % {
                "rows": MOST_ROWS,
                "columns": MOST_COLUMNS,
            }
    if any(len(of_match(found).photos) > MOST_PHOTOS for found in FIGURE.finditer(html)):
        yield _("A gallery has at most %s photos.") % MOST_PHOTOS
    if len(article_ids(html)) > MOST_LINKS:
        yield _("A text links to at most %s of our articles.") % MOST_LINKS
