from newsroom.models.attempt import Attempt, Refused
from newsroom.models.house_page import HousePage
from newsroom.models.staff_session import StaffSession

__all__ = ["Attempt", "HousePage", "Refused", "StaffSession"]
