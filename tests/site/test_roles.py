"""The groups as a migration makes them from the table of roles."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission, User

from newsroom.roles import ROLES, grant
from tests.cast import Join


def permissions(role: str) -> set[str]:
    rows = Permission.objects.filter(group__name=role).values_list(
        "content_type__app_label", "codename"
    )
    return {f"{app}.{codename}" for app, codename in rows}


@pytest.mark.parametrize("role", ROLES)
def test_a_group_holds_what_the_table_says(join: Join, role: str) -> None:
    assert permissions(role) == set(ROLES[role])
    assert join(role).get_all_permissions() == set(ROLES[role])


@pytest.mark.django_db
def test_what_administrators_changed_stays_changed(join: Join) -> None:
    editors = Group.objects.get(name="Editor")
    editors.permissions.remove(Permission.objects.get(codename="publish_article"))
    mine = Permission.objects.get(codename="delete_section")
    editors.permissions.add(mine)
    grant(apps, {"Editor": ["articles.use_time_machine"]})
    assert permissions("Editor") == (
        set(ROLES["Editor"]) - {"articles.publish_article"} | {"articles.delete_section"}
    )


@pytest.mark.django_db
def test_permissions_are_made_before_django_makes_them() -> None:
    Permission.objects.all().delete()
    grant(apps, ROLES)
    names = dict(Permission.objects.values_list("codename", "name"))
    assert names["publish_article"] == "Can publish, schedule and withdraw articles"
    assert names["view_note"] == "Can view note from a reader"


@pytest.mark.django_db
def test_a_permission_that_nothing_declares_is_a_mistake() -> None:
    with pytest.raises(LookupError, match="no model of articles declares"):
        grant(apps, {"Editor": ["articles.fly"]})


MUST_NOT = {
    "Reporter": {
        "articles.publish_article",
        "articles.review_article",
        "articles.edit_any_article",
        "articles.curate_front",
        "articles.delete_article",
        "articles.change_section",
        "feedback.view_note",
        "auth.view_user",
    },
    "Photo editor": {"articles.add_article", "articles.publish_article", "feedback.view_note"},
    "Moderator": {"articles.change_article", "articles.publish_article", "articles.add_image"},
    "Editor": {"auth.change_user", "auth.change_group", "feedback.settle_vote"},
}


@pytest.mark.parametrize("role", MUST_NOT)
def test_what_no_role_may_slip_into(role: str) -> None:
    assert not MUST_NOT[role] & set(ROLES[role])


def test_nobody_is_made_a_superuser(join: Join) -> None:
    join("Administrator")
    assert not User.objects.filter(is_superuser=True).exists()
