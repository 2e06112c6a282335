"""What the desk says of readers: what they like, what they wrote, which votes are held."""

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.panels import MOST_ROWS, Desk, MakePanel, Panel, Row, filled
from articles.plain_text import in_line
from feedback import headlines as names
from feedback import liked
from feedback.models import Note, Tally

MOST_LIKED = 3  # of each language
EXCERPT = 110  # characters


def readers_like(desk: Desk) -> Panel | None:
    if not desk.user.has_perm("feedback.view_poll"):
        return None
    window = liked.Window(settings.LIKED_WINDOW)
    found = [
        each
        for language, name in settings.LANGUAGES
        for each in liked.ranking(language, window, desk.at, MOST_LIKED)
    ]
    panel = Panel(
        "liked",
        _("What readers like"),
        _("No article has votes enough yet."),
        all_of_them=(reverse("admin:feedback_poll_changelist"), _("What readers say")),
    )
    return filled(panel, map(_liked, found[:MOST_ROWS]))


def _liked(each: liked.Liked) -> Row:
    votes = ngettext("%(number)d vote", "%(number)d votes", each.votes) % {"number": each.votes}
    share = _("%(percent)d%% like it") % {"percent": each.percent}
    address = reverse("admin:feedback_poll_change", args=[each.row.article_id])
    return Row(each.row.headline, address, [share, votes, each.row.section.name])


def held(desk: Desk) -> Panel | None:
    if not desk.user.has_perm("feedback.view_tally"):
        return None
    rows = Tally.objects.filter(held__gt=0).order_by("-held", "-article")[: MOST_ROWS + 1]
    found = list(rows)
    headlines = names.of([row.article_id for row in found], desk.at)
    everything = (reverse("admin:feedback_tally_changelist"), _("All results"))
    if desk.user.has_perm("feedback.view_burst"):
        everything = (reverse("admin:feedback_burst_changelist"), _("All bursts"))
    panel = Panel("held", _("Votes held"), _("No votes are held."), all_of_them=everything)
    return filled(panel, (_held(row, headlines) for row in found))


def _held(row: Tally, headlines: dict[int, str]) -> Row:
    number = ngettext("%(number)d vote held", "%(number)d votes held", row.held)
    address = reverse("admin:feedback_tally_held", args=[row.article_id])
    return Row(
        headlines.get(row.article_id) or names.number(row.article_id),
        address,
        [number % {"number": row.held}],
    )


def notes(desk: Desk) -> Panel | None:
    if not desk.user.has_perm("feedback.view_note"):
        return None
    found = list(Note.objects.filter(status=Note.Status.NEW).order_by("-pk")[: MOST_ROWS + 1])
    headlines = names.of([note.article_id for note in found], desk.at)
    address = f"{reverse('admin:feedback_note_changelist')}?status__exact={Note.Status.NEW}"
    panel = Panel(
        "notes",
        _("Unread notes from readers"),
        _("All notes are read."),
        all_of_them=(address, _("All unread")),
    )
    return filled(panel, (_note(desk, note, headlines) for note in found))


def _note(desk: Desk, note: Note, headlines: dict[int, str]) -> Row:
    text = Truncator(in_line(note.text)).chars(EXCERPT) or _("(erased)")
    address = reverse("admin:feedback_note_change", args=[note.pk])
    moment = desk.clock(note.created_at, _("Received"))
    return Row(text, address, [headlines.get(note.article_id, "")], moment=moment)


PANELS: list[MakePanel] = [readers_like, held, notes]
