"""How long a text takes to read.

English: 238 words a minute, the mean of silent reading of non-fiction over 190 studies (Brysbaert,
“How many words do we read per minute?”, Journal of Memory and Language 109, 2019). Other languages
say the same in more or fewer words and take as long for it: their figure is the English one in the
proportion of their rates in the same texts (Trauzettel-Klosinski and Dietz, “Standardized
assessment of reading performance”, IOVS 53, 2012: English 228, Arabic 138).
"""

import math

WORDS_A_MINUTE = {"en": 238, "ar": 144}


def word_count(text: str) -> int:
    """Return the number of words: what spaces part and holds a letter or a digit."""
    return sum(any(each.isalnum() for each in word) for word in text.split())


def reading_minutes(words: int, language: str) -> int:
    """Return how many minutes so many words take, rounded up; 0 for none."""
    return math.ceil(words / WORDS_A_MINUTE.get(language, WORDS_A_MINUTE["en"]))
