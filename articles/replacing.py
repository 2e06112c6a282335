"""Another file in the place of a photo's: what was frozen with the earlier one keeps it."""

from django.db import transaction

from articles.models import EarlierFile, Image, PhotoFile, Revision, RevisionImage
from articles.tasks import make_earlier_renditions

FACTS = [field.name for field in PhotoFile._meta.get_fields()]


@transaction.atomic
def keep_earlier(number: int) -> EarlierFile | None:
    """Give every revision that has the photo a file of its own: the present one.

    To be called before another takes its place, in the same transaction. None where no revision
    needs it. The row of the photo stays locked: no revision is frozen with it in between.
    """
    image = Image.objects.select_for_update().get(pk=number)
    frozen = RevisionImage.objects.filter(image=image, earlier=None)
    if not frozen.exists():
        return None
    facts = {name: getattr(image, name) for name in FACTS}
    earlier = EarlierFile.objects.create(image=image, **facts)
    frozen.update(earlier=earlier)
    Revision.objects.filter(lead_image=image, lead_file=None).update(lead_file=earlier)
    if not earlier.ready and not earlier.failure:
        make_earlier_renditions.enqueue(earlier.pk)
    return earlier
