"""The roles of a newsroom: which group may do what. A migration makes the groups from this table.

They are ordinary groups from then on: what administrators change stays changed. Where a release
brings a new permission, its migration calls ``grant`` with that permission alone. Whose articles a
person may see and edit is decided for each article, in ``articles.models.workflow``.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import apps as installed
from django.apps.registry import Apps

# The four that Django makes for each model.
ALL = ("view", "add", "change", "delete")
ADD = ("view", "add")
EDIT = ("view", "add", "change")
LOOK = ("view",)
SETTLE = ("view", "change")


def each(actions: Iterable[str], *models: str) -> list[str]:
    """Return the permissions for some actions on some models: ``articles.view_topic``."""
    pairs = (model.split(".") for model in models)
    return [f"{app}.{action}_{model}" for app, model in pairs for action in actions]


WRITING = [
    *each(EDIT, "articles.article"),
    *each(ALL, "articles.articleauthor"),
    *each(ADD, "articles.image"),
    *each(LOOK, "articles.section", "articles.topic", "articles.author", "articles.correction"),
]
EDITING = [
    *WRITING,
    *each(ALL, "articles.article", "articles.topic"),
    *each(EDIT, "articles.image", "articles.author"),
    *each(ADD, "articles.correction"),
    "articles.edit_any_article",
    "articles.review_article",
    "articles.publish_article",
    "articles.use_time_machine",
    "articles.curate_front",
    *each(EDIT, "redirects.redirect", "newsroom.housepage"),
    *each(SETTLE, "feedback.poll", "feedback.note"),
    *each(LOOK, "feedback.tally"),
]
PHOTOS = [
    *each(ALL, "articles.image"),
    *each(SETTLE, "articles.article"),
    *each(LOOK, "articles.articleauthor", "articles.section", "articles.topic", "articles.author"),
]
MODERATING = [
    *each(LOOK, "articles.article", "articles.section"),
    *each(SETTLE, "feedback.poll", "feedback.note"),
    *each(LOOK, "feedback.tally", "feedback.vote", "feedback.burst", "feedback.entry"),
    "feedback.settle_vote",
    "feedback.erase_note",
]
ADMINISTERING = [
    *EDITING,
    *PHOTOS,
    *MODERATING,
    *each(ALL, "articles.section", "articles.author", "auth.user", "auth.group"),
    *each(ALL, "redirects.redirect", "newsroom.housepage"),
    "admin.view_logentry",
]

ROLES: dict[str, list[str]] = {
    "Reporter": WRITING,
    "Editor": EDITING,
    "Photo editor": PHOTOS,
    "Moderator": MODERATING,
    "Administrator": ADMINISTERING,
}


def grant(apps: Apps, roles: Mapping[str, Iterable[str]]) -> None:
    """Give groups permissions, making both where they are missing; nothing is taken away."""
    Group = apps.get_model("auth", "Group")
    for name, wanted in roles.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(_permission(apps, label) for label in dict.fromkeys(wanted)))


def _permission(apps: Apps, label: str) -> Any:
    """Return a permission, made as Django itself makes it once all migrations are through."""
    app, codename = label.split(".")
    model, name = _described(app, codename)
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = content_types.get_or_create(app_label=app, model=model)
    permission, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=codename, defaults={"name": name}
    )
    return permission


def _described(app: str, codename: str) -> tuple[str, str]:
    """Return the model that a permission belongs to, and its name in words.

    Raises ``LookupError`` where no model declares it.
    """
    for model in installed.get_app_config(app).get_models():
        options = model._meta
        own = dict(options.permissions)
        for action in options.default_permissions:
            own[f"{action}_{options.model_name}"] = f"Can {action} {options.verbose_name_raw}"
        if codename in own:
            return str(options.model_name), str(own[codename])
    raise LookupError(f"no model of {app} declares the permission {codename}")
