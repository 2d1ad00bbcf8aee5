"""Proof: what a release says, the lists of what was published, and their signature.

Knows files and text, and neither Sphinx nor the rest of the package: who checks needs no more.
"""
