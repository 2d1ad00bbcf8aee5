"""What may be shown of texts and files that somebody else wrote: judged here, without Sphinx.

:mod:`.markup` knows the HTML that a release may hold, :mod:`.addresses` where its links may lead,
:mod:`.characters` which characters deceive, and :mod:`.active` which files run something.
"""
