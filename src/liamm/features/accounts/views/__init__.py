"""Pages of accounts: the doors in, one's own account, organisations, the duties of the house."""

from liamm.features.accounts.views.duties import duties, entrust, finish_duty
from liamm.features.accounts.views.organisations import (
    add,
    add_affiliation,
    confirm_affiliation,
    edit,
    end_my_affiliation,
    forget_named,
    organisation,
    organisations,
    recognise,
    refuse_named,
)
from liamm.features.accounts.views.people import (
    ask_code,
    close_session,
    confirm_address,
    confirm_reset,
    confirm_sign_in,
    me,
    my_data,
    password_sign_in,
    resume,
    sign_up,
)

__all__ = [
    "add",
    "add_affiliation",
    "ask_code",
    "close_session",
    "confirm_address",
    "confirm_affiliation",
    "confirm_reset",
    "confirm_sign_in",
    "duties",
    "edit",
    "end_my_affiliation",
    "entrust",
    "finish_duty",
    "forget_named",
    "me",
    "my_data",
    "organisation",
    "organisations",
    "password_sign_in",
    "recognise",
    "refuse_named",
    "resume",
    "sign_up",
]
