"""Our own sentences among Terraform's: chosen in the child, said in the reader's language outside.

The child knows no language. It passes on which sentence is meant, with what belongs into it, and
that travels as text, through Terraform too, until the grader says it.
"""

from __future__ import annotations

import json
import re

from grader.locale import _

_MARKED = re.compile("\x02(.*?)\x03", re.DOTALL)


def N_(sentence: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark a sentence for translation where it is not yet said."""
    return sentence


OUTSIDE = N_("{name} is outside this course")
OUTSIDE_FILE = N_("A file outside the submission")
OUTSIDE_FILE_DETAIL = N_(
    '"{attribute}" leads out of the submission. Only files inside it can be used.'
)
READS_OUTSIDE = N_("A file outside the submission is read: only files inside it can be used.")
PROVISIONER = N_("Provisioners are not run")
PROVISIONER_DETAIL = N_(
    'The provisioner "{kind}" would run a program of its own. It is never run here.'
)
REMOTE_MODULE = N_("A module from elsewhere")
REMOTE_MODULE_DETAIL = N_(
    'The module source "{source}" is not in this folder. Modules from elsewhere are never fetched.'
)
DID_YOU_MEAN = N_('Did you mean "{name}"?')
NEEDS_NEWER = N_('"{value}" needs release 6.x of the aws provider')
NEEDS_NEWER_DETAIL = N_("Release 5.100 does not know it yet. It is accepted here.")
NO_REGION = N_("The provider block names no region; us-east-1 is used here.")
LONG_VALUE = N_("(a long value)")


def meant(sentence: str, **parts: str) -> str:
    """A sentence of this module, as the child passes it on."""
    return f"\x02{json.dumps([sentence, parts])}\x03"


def said(text: str) -> str:
    """Text that came from the child, with its sentences in the reader's language."""
    return _MARKED.sub(lambda found: _say(*json.loads(found.group(1))), text)


def _say(sentence: str, parts: dict[str, str]) -> str:
    return _(sentence).format(**parts)
