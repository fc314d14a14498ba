"""Readers of strangers' files. They run in the sandbox child only and import nothing of Django.

Every operation is a generator of JSON answers; `{"refused": code, "facts": {...}}` is the last one of a
refusal.
"""
