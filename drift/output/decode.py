"""JSON values -> the program's frozen values, by the types that their fields declare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]


@cache
def decoder(kind: Any) -> Decoder:
    """What makes a value of this type of what JSON has: a dataclass, tuple, dictionary, literal, union or plain value.

    The decoder raises TypeError or ValueError for what is no such value, a field too many or too few included.

    >>> decoder(tuple[int, ...])([1, 2])
    (1, 2)
    """
    arguments = get_args(kind)
    origin = get_origin(kind)
    if is_dataclass(kind):
        return _of_fields(kind)
    if origin is tuple:
        item = decoder(arguments[0])
        return lambda value: tuple(map(item, _checked(list, value)))
    if origin is dict:
        item = decoder(arguments[1])
        return lambda value: {name: item(part) for name, part in _checked(dict, value).items()}
    if origin is Literal:
        return lambda value: arguments[_place(arguments, value)]
    if origin in (Union, UnionType) and len(arguments) == 2 and NoneType in arguments:
        some = decoder(next(argument for argument in arguments if argument is not NoneType))
        return lambda value: None if value is None else some(value)
    if origin in (Union, UnionType):
        plain = tuple(_plain(argument) for argument in arguments)
        return lambda value: _checked(sum(plain, ()), value)
    return lambda value: _checked(_plain(kind), value)


def _of_fields(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    parts = {field.name: decoder(hints[field.name]) for field in fields(kind)}
    needed = {field.name for field in fields(kind) if field.default is field.default_factory is MISSING}

    def decode(value: Any) -> Any:
        row = _checked(dict, value)
        if not needed <= row.keys() <= parts.keys():
            raise ValueError(f"no {kind.__name__}")
        return kind(**{name: parts[name](part) for name, part in row.items()})

    return decode


def _plain(kind: Any) -> tuple[type, ...]:
    """The types of the values that stand for a plain type: JSON writes 1.0 as 1 here and there."""
    return (NoneType,) if kind is None else (float, int) if kind is float else (kind,)


def _checked(kinds: Any, value: Any) -> Any:
    if not isinstance(value, kinds):
        raise TypeError(f"{type(value).__name__} where {kinds} is needed")
    return value


def _place(known: tuple[Any, ...], value: Any) -> int:
    return known.index(value)
