"""Values that are made by the thousand for each article, and so must cost little to make."""

from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

_Value = TypeVar("_Value")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Value]) -> type[_Value]:
    """A dataclass with slots, compared and hashed by its fields, that nobody may change.

    It is mypy that refuses to set a field. ``dataclass(frozen=True)`` refuses it at run time too, and pays
    for that with each field of each value it makes: a tenth of the time that an article takes.
    """
    return dataclass(slots=True, unsafe_hash=True)(cls)
