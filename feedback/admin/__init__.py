from feedback.admin import notes, polls, votes

__all__ = ["notes", "polls", "votes"]
