"""The desk's lists of articles: in review, mine, scheduled, live with unpublished changes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article, Revision, Stage
from articles.models.stage import IN_WORK
from articles.models.translating import is_stale
from articles.models.workflow import CHANGE, REVIEW, sees_all
from articles.panels import MOST_ROWS, Desk, MakePanel, Panel, Row, filled
from articles.people import name_of


def in_review(desk: Desk) -> Panel | None:
    if not desk.user.has_perm(REVIEW):
        return None
    rows = _soonest(Article.objects.filter(stage=Stage.IN_REVIEW))
    panel = Panel(
        "in-review",
        _("In review"),
        _("Nothing waits for review."),
        all_of_them=(_list("stage=in_review"), _("All in review")),
    )
    return filled(panel, (_row(desk, row, writer=True) for row in rows))


def mine(desk: Desk) -> Panel | None:
    if not desk.user.has_perm(CHANGE):
        return None
    rows = _soonest(Article.objects.own(desk.user).filter(stage__in=IN_WORK))
    panel = Panel(
        "mine",
        _("Mine"),
        _("Nothing is assigned to you, and you have no drafts."),
        all_of_them=(_list("mine=own"), _("All of mine")),
    )
    return filled(panel, (_row(desk, row, chip=True) for row in rows))


def scheduled(desk: Desk) -> Panel | None:
    if not desk.user.has_perm(CHANGE):
        return None
    ahead = Revision.objects.filter(live_from__gt=desk.at).order_by("live_from", "article")
    if not sees_all(desk.user):
        ahead = ahead.filter(article__in=Article.objects.own(desk.user))
    live = Revision.objects.filter(article=OuterRef("article")).live(desk.at)
    rows = ahead.select_related("section").defer("body").annotate(update=Exists(live))
    panel = Panel(
        "scheduled",
        _("Scheduled"),
        _("Nothing is scheduled."),
        all_of_them=(_list("state=scheduled"), _("All scheduled")),
    )
    return filled(panel, (_scheduled(desk, row) for row in rows[: MOST_ROWS + 1]))


def _scheduled(desk: Desk, row: Any) -> Row:
    facts = [row.section.name, _("Update") if row.update else _("First publication")]
    moment = desk.clock(row.live_from, _("Public from"))
    return Row(row.headline, _form(row.article_id), facts, moment=moment)


def changed(desk: Desk) -> Panel | None:
    """Return what readers have in another text than the newest."""
    if not desk.user.has_perm(CHANGE):
        return None
    revisions = Revision.objects.filter(article=OuterRef("pk"))
    given = revisions.filter(number=OuterRef("version"), live_from__isnull=False)
    rows = Article.objects.filter(
        Exists(revisions.live(desk.at)), ~Exists(given), stage__in=IN_WORK
    ).order_by("-updated_at", "-pk")
    if not sees_all(desk.user):
        rows = rows.own(desk.user)
    panel = Panel(
        "changed",
        _("Live, with unpublished changes"),
        _("No live article waits with changes."),
        all_of_them=(_list("state=changed"), _("All with changes")),
    )
    return filled(
        panel, (_row(desk, row, chip=True, moved=True) for row in _with_people(rows)[:_MOST])
    )


def stale(desk: Desk) -> Panel | None:
    """Return translations whose source readers have in another text than was translated."""
    if not desk.user.has_perm(CHANGE):
        return None
    public = Exists(Revision.objects.filter(article=OuterRef("pk")).live(desk.at))
    behind = Article.objects.filter(is_stale(desk.at)).filter(Q(stage__in=IN_WORK) | Q(public))
    rows = behind.order_by("-updated_at", "-pk")
    if not sees_all(desk.user):
        rows = rows.own(desk.user)
    panel = Panel(
        "stale",
        _("Translations gone stale"),
        _("No translation is behind its source."),
        all_of_them=(_list("translation=stale"), _("All that are behind")),
    )
    return filled(panel, (_row(desk, row, chip=True) for row in _with_people(rows)[:_MOST]))


_MOST = MOST_ROWS + 1
PANELS: list[MakePanel] = [in_review, mine, scheduled, changed, stale]


def _with_people(rows: QuerySet[Article]) -> QuerySet[Article]:
    people = ("section", "created_by", "submitted_by", "assigned_to")
    return rows.select_related(*people).defer("body")


def _soonest(rows: QuerySet[Article]) -> Iterable[Article]:
    """Return the first of them by their due times, then by how long they have waited."""
    return _with_people(rows.order_by(F("due_at").asc(nulls_last=True), "updated_at", "pk"))[:_MOST]


def _row(
    desk: Desk, row: Article, *, writer: bool = False, chip: bool = False, moved: bool = False
) -> Row:
    facts = [row.section.name]
    if writer and (wrote := row.submitted_by or row.created_by):
        facts.append(name_of(wrote))
    if row.assigned_to is not None and row.assigned_to_id != desk.user.pk:
        facts.append(_("with %(name)s") % {"name": name_of(row.assigned_to)})
    moment = None
    if row.due_at is not None:
        late = row.due_at <= desk.at
        moment = desk.clock(row.due_at, _("Overdue since") if late else _("Due"), late=late)
    elif moved:
        moment = desk.clock(row.updated_at, _("Changed"))
    stage = Stage(row.stage)
    return Row(
        row.headline,
        _form(row.pk),
        facts,
        (stage.value, str(stage.label)) if chip else None,
        moment,
    )


def _form(pk: int) -> str:
    return reverse("admin:articles_article_change", args=[pk])


def _list(query: str) -> str:
    return f"{reverse('admin:articles_article_changelist')}?{query}"
