"""What the page "Check a release" says, in the order in which it says it."""

from ..labels import N_

TITLE = N_("Check a release")
WHAT = N_(
    "Each release is published with its SHA-256: 64 digits and letters that follow from its text, "
    "and are others as soon as one character is. The same holds for each file. Whoever has a copy "
    "works out its SHA-256 and compares."
)
SUMS = N_("all files, each with its SHA-256")
RELEASES = N_("all releases with their files, for machines")
SIGNATURE = N_("the signature")
SIGNERS = N_("the public key")

FILE = N_("A file or a picture")
TERMINAL = N_("Open a terminal in the folder that holds the file, and type one line:")
WINDOWS = N_("Windows, command prompt")
ANSWER = N_(
    "What it answers has to stand in SHA256SUMS, and at the end of the release's page, under "
    "“Check this release”. Capitals and small letters mean the same here."
)

TEXT = N_("A text")
BESIDE = N_(
    "Beside each page lies the text of the release, without the look of the page. The newest:"
)
COMPARE = N_(
    "Save that file and check it like any other. Then compare with it what you were sent: what "
    "does not stand in it was not published here."
)

ARCHIVE = N_("The whole archive")
COPY = N_("In the folder of a complete copy, type one line; each file is named:")
PROGRAM = N_(
    "The program pressroom also reads the pages, and says in plain words what does not match; it "
    "needs no connection:"
)

WHO = N_("Who published it")
UNSIGNED = N_(
    "The lists of this press room are not signed: they show that a copy is what stands here, and "
    "nothing else. In doubt, call a press contact whose number you know already."
)
SIGNED = N_(
    "SHA256SUMS is signed. OpenSSH, which Linux, macOS and Windows have, checks that; save the "
    "four files named above into one folder, and type:"
)
SHELLS = N_("Linux, macOS, Windows command prompt")
GOOD = N_(
    "The answer begins with “Good” and ends with the fingerprint of the key. It has to be this one:"
)
ELSEWHERE = N_(
    "Who forges a page can forge this one too: compare the fingerprint with one that you have from "
    "elsewhere, or ask a press contact whose number you know already."
)
