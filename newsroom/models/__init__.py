from newsroom.models.attempt import Attempt, Refused
from newsroom.models.staff_session import StaffSession

__all__ = ["Attempt", "Refused", "StaffSession"]
