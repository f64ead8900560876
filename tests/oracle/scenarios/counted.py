"""Counts of things in what a program prints."""


def counted(count, noun):
    """"1 job", "2 jobs": a count of what the English noun, which takes an s, names."""
    return f'{count} {noun}' if count == 1 else f'{count} {noun}s'
