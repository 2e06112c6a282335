"""Pictures for the demonstration: drawn here, so that none has to be kept or licensed."""

from __future__ import annotations

from collections.abc import Callable

from PIL import Image

from .scenes import (
    bakery_window,
    bicycle_street,
    bridge_at_night,
    city_rooftops,
    concert_hall,
    ferry_at_dawn,
    football_floodlights,
    kite_festival,
    lemon_terraces,
    library_reading_room,
    market_morning,
    night_sky_observatory,
    old_lighthouse,
    orchard_in_bloom,
    rowing_crew,
    school_garden,
    seabird_cliffs,
    snow_hills,
    theatre_stage,
    tidal_pools,
    tram_in_rain,
    wind_turbines_offshore,
)

_SCENES: dict[str, Callable[[], Image.Image]] = {
    "ferry-at-dawn": ferry_at_dawn.paint,
    "old-lighthouse": old_lighthouse.paint,
    "market-morning": market_morning.paint,
    "tram-in-rain": tram_in_rain.paint,
    "library-reading-room": library_reading_room.paint,
    "school-garden": school_garden.paint,
    "night-sky-observatory": night_sky_observatory.paint,
    "tidal-pools": tidal_pools.paint,
    "wind-turbines-offshore": wind_turbines_offshore.paint,
    "football-floodlights": football_floodlights.paint,
    "rowing-crew": rowing_crew.paint,
    "theatre-stage": theatre_stage.paint,
    "kite-festival": kite_festival.paint,
    "bakery-window": bakery_window.paint,
    "bridge-at-night": bridge_at_night.paint,
    "snow-hills": snow_hills.paint,
    "seabird-cliffs": seabird_cliffs.paint,
    "orchard-in-bloom": orchard_in_bloom.paint,
    "bicycle-street": bicycle_street.paint,
    "concert-hall": concert_hall.paint,
    "lemon-terraces": lemon_terraces.paint,
    "city-rooftops": city_rooftops.paint,
}

KEYS: tuple[str, ...] = tuple(_SCENES)


def draw(key: str) -> Image.Image:
    """Draw one picture, 1600 by 1067; the same key always gives the same picture."""
    return _SCENES[key]()
