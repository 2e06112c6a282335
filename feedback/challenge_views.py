"""A challenge as a picture and as sound, for as long as it can be answered."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from feedback import audio, captcha, limits
from feedback.captcha import Challenge
from feedback.personal import personal_page
from feedback.picture import draw
from feedback.ranges import ranged
from feedback.reader import Reader


@require_safe
@cache_control(private=True, no_store=True)
@limits.limited("picture")
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """The picture of a challenge that can still be answered; 410 for every other key."""
    found = captcha.letters_of(key)
    if found is None:
        return HttpResponse(status=410)
    seed = salted_hmac("feedback.picture", key, algorithm="sha256").digest()
    return HttpResponse(draw(found, seed), content_type="image/png")


@require_safe
@personal_page
@limits.limited("clip")
def clip(request: HttpRequest, language: str, article_id: int, key: str) -> HttpResponse:
    """The letters of this reader's open challenge, spoken; 410 for every other, 503 if it fails."""
    reader = Reader.of(request, article_id)
    challenge = Challenge(key, request.GET.get("seal", ""))
    if reader is None or not audio.offered() or not challenge.is_open(reader.holder):
        return HttpResponse(status=410)
    letters = captcha.letters_of(key) or ""
    seed = salted_hmac("feedback.clip", f"{key}:{language}", algorithm="sha256").digest()
    name = f"feedback.clip.{language}.{key}"
    wav = cache.get(name)
    if wav is None:
        try:
            wav = audio.clip(letters, language, seed)
        except audio.SilentError:
            return HttpResponse(status=503, headers={"Retry-After": "5"})
        cache.set(name, wav, captcha.MINUTES * 60)
    return ranged(request, wav, "audio/wav")
