"""Importing this ends the program unless it runs on Debian 12's CPython, whose schedule is ours.

3.12 has another wait_for and eager tasks; 3.11.7 already has another timeout().
"""
import sys

if sys.version_info[:3] != (3, 11, 2) or sys.implementation.name != 'cpython':
    sys.exit("The oracle is the asyncio of CPython 3.11.2, Debian 12's own /usr/bin/python3, "
             f'but this is {sys.implementation.name} {sys.version.split()[0]}.')
