"""The forms in which a value stands on the command line.

Each function makes a parser: it takes the text, returns the value, and raises ValueError with the
end of a sentence ("... must be ...") that says what would be right.
"""
import json


def integer(low, high):
    def parse(text):
        return _number(int, text, low, high, f'an integer from {low} to {high}')
    return parse


def seconds(low=0.0, high=1e6):
    def parse(text):
        return _number(float, text, low, high, f'a number of seconds from {low:g} to {high:g}')
    return parse


def seed():
    return integer(-2**63, 2**63 - 1)


def boolean():
    def parse(text):
        return choice('true', 'false')(text) == 'true'
    return parse


def choice(*words):
    def parse(text):
        if text not in words:
            raise ValueError(' or '.join(words))
        return text
    return parse


def listed(separator, element):
    """At least one element."""
    def parse(text):
        return [element(part) for part in text.split(separator)]
    return parse


def json_file():
    """Takes the name of a file, returns what is in it."""
    def parse(text):
        try:
            with open(text, encoding='utf-8') as file:
                return json.load(file)
        except (OSError, ValueError) as error:
            raise ValueError(f'a readable JSON file ({error})') from None
    return parse


def _number(kind, text, low, high, wanted):
    try:
        value = kind(text)
    except ValueError:
        raise ValueError(wanted) from None
    if not low <= value <= high:
        raise ValueError(wanted)
    return value
