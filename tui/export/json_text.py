"""JSON in which money keeps every digit and nothing can steer a terminal."""

from collections.abc import Mapping
from decimal import Decimal
from json.encoder import encode_basestring

from tui.display import json_safe

Json = str | int | Decimal | None


def json_value(value: Json) -> str:
    """One value. A decimal is written digit by digit: 12.50 is not 12.5."""
    if isinstance(value, str):
        return json_safe(encode_basestring(value))
    if value is None:
        return "null"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def json_object(fields: Mapping[str, Json]) -> str:
    """One object on one line."""
    pairs = (f'"{name}": {json_value(value)}' for name, value in fields.items())
    return "{" + ", ".join(pairs) + "}"
