"""`liamm createadmin`: the first person who may give duties; without a password, they come in by a mailed code."""

from __future__ import annotations

import argparse

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from liamm.features.accounts.actions.duties import give_duty
from liamm.features.accounts.actions.people import create_person
from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import Person
from liamm.kernel.access.actor import SYSTEM
from liamm.kernel.env import ConfigurationError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whom."""
    parser.add_argument("address", help="mail address of the person, at which they receive their codes")
    parser.add_argument("--name", default="", help="name of the person, when they have no account yet")


def run(arguments: argparse.Namespace) -> int:
    """Give the duty, to the account of this address if there is one."""
    try:
        validate_email(arguments.address)
    except ValidationError as error:
        raise ConfigurationError(f"« {arguments.address} » is no mail address; write name@example.org.") from error
    person = Person.objects.filter(email__iexact=arguments.address).first()
    if person is None:
        person = create_person(SYSTEM, email=arguments.address, name=arguments.name)
    if person.is_admin:
        print(f"{person.email} already has all rights of administration.")
        return 0
    give_duty(SYSTEM, person, duty=Duty.ADMIN)
    print(f"{person.email} now has all rights of administration, and signs in with a code sent to this address.")
    return 0
