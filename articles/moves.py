"""What a page leaves behind when its address changes: the old one leads to the new one."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.db import transaction
from django.utils.encoding import uri_to_iri


@transaction.atomic
def leave(moved: Mapping[str, str]) -> None:
    """Lead from each old address to its new one, and let no way end in the middle.

    Where there was a way from the new address, none is left: a page stands there.
    """
    site = Redirect.objects.filter(site=settings.SITE_ID)
    for before, after in moved.items():
        old, new = uri_to_iri(before), uri_to_iri(after)
        site.filter(old_path=new).delete()
        site.filter(new_path__in=[old, before]).update(new_path=new)
        Redirect.objects.update_or_create(
            site_id=settings.SITE_ID, old_path=old, defaults={"new_path": new}
        )
