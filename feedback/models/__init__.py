from feedback.models.burst import Burst
from feedback.models.choice import Choice, Reason, State
from feedback.models.day_count import DayCount, Path, Stage
from feedback.models.day_tally import DayTally
from feedback.models.entry import AppendOnlyError, Entry
from feedback.models.network_key import NetworkKey
from feedback.models.note import Note
from feedback.models.poll import Openness, Poll
from feedback.models.proof import SpentProof
from feedback.models.tally import Tally
from feedback.models.vote import Vote

__all__ = [
    "AppendOnlyError",
    "Burst",
    "Choice",
    "DayCount",
    "DayTally",
    "Entry",
    "NetworkKey",
    "Note",
    "Openness",
    "Path",
    "Poll",
    "Reason",
    "SpentProof",
    "Stage",
    "State",
    "Tally",
    "Vote",
]
