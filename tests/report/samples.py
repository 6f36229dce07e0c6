"""Reports made by hand: every status, and every text that has broken a page somewhere."""

from __future__ import annotations

from dataclasses import replace

from grader.report.evidence import Picture, Table
from grader.report.model import Criterion, Output, Report
from grader.rubric import Finding, Where

SWAPPED = Finding(
    "Latitude and longitude are swapped.",
    expected="latitude 41.9021, longitude 12.4829",
    found="latitude 12.4829, longitude 41.9021",
    where=Where("lambdas/capturar_iss.py", 31, '"latitude": data["longitude"],'),
    hint="Compare with the names that the API uses.",
)
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
CDATA = "]]> --> </style></pre></details> {{ 7 * 7 }} {% raw %} & &amp; \" '"
RIGHT_TO_LEFT = "\u202egnp.exe\u202c \u2066isolated\u2069 \u200fשלום \ufeff"
CONTROL = "\x00\x01\x07\x08\x0b\x0c\x1b[31mred\x1b[0m\x7f\x85\u2028\ufffe\uffff\r\n\ttab"
LONG = "0123456789" * 1000
EMOJI = "🛰 👩\u200d🚀 ñ é 日本"
SURROGATE = "a\ud800b\udfffc"
MARKDOWN = "| **a** _b_ `c` ```` ~~~ # [x](javascript:alert(1)) @all #1\n\n```\n::error::forged"
COMMANDS = "::error file=x,line=1::forged\n::stop-commands::x\n##[error]forged\n%0A%25 100%"
HOSTILE = (SCRIPT, CDATA, RIGHT_TO_LEFT, CONTROL, LONG, EMOJI, SURROGATE, MARKDOWN, COMMANDS)

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d4944415478da63640060000000060001a5f645400000000049454e44ae426082"
)
GRADED = Report(
    engine="0.1.0",
    challenge=5,
    slug="05_save_to_s3",
    submission="sha256:" + "ab" * 32,
    max_score=100,
    seed=7,
    graded_on={
        "cloud": "MiniStack 1.5.33",
        "python": "Python 3.11",
        "terraform": "Terraform 1.15.5",
        "provider": "the course's aws provider, as 5.100.0",
    },
    criteria=(
        Criterion("deployed", "The Lambda and its bucket are deployed.", 10, 10, "passed"),
        Criterion(
            "object_per_capture",
            "Each run of the Lambda writes one JSON object to the bucket.",
            25, 25, "passed",
        ),
        Criterion("key", "The key is raw/iss/{date}/{timestamp}.json.", 20, 20, "passed"),
        Criterion(
            "five_fields",
            "The object holds timestamp, latitude, longitude, altitude and velocity, right.",
            15, 25, "partial", (SWAPPED,),
        ),
        Criterion(
            "two_captures", "Two captures leave two objects.", 0, 10, "failed",
            (
                Finding(
                    "The second capture replaced the first.",
                    expected="two different keys",
                    found="raw/iss/2031-03-17/20310317T101500Z.json",
                    where=Where("lambdas/capturar_iss.py", 9, "NOW = datetime.now(timezone.utc)"),
                    hint="Is the timestamp computed once, when the file is imported?",
                ),
            ),
        ),
        Criterion(
            "failed_capture", "A failed capture leaves nothing behind.", 0, 10, "not_run",
            (Finding("Not run: it needs “Two captures leave two objects”."),),
        ),
    ),
    output=(
        Output("capturar-iss", "asking the API\nwriting raw/iss/2031-03-17/20310317T101500Z.json"),
        Output(
            "capturar-iss", "asking the API",
            (
                "lambdas/capturar_iss.py:31 in handler",
                '    data["longitud"]',
                "KeyError: 'longitud'",
            ),
        ),
    ),
    advice=(Finding("Pin the image.", hint="Use localstack/localstack:4.14.0."),),
    seconds=1.234,
)  # fmt: skip

HOSTILE_REPORT = replace(
    GRADED,
    graded_on={"cloud": SCRIPT},
    criteria=(
        *(
            Criterion(
                f"hostile_{number}", f"It survives number {number}.", 0, 10, "failed",
                (Finding(text, text, text, Where(text, number, text), text),),
            )
            for number, text in enumerate(HOSTILE, start=1)
        ),
        Criterion("last", "It is the last.", 10, 10, "passed"),
    ),
    output=tuple(Output(text, text, (text,)) for text in HOSTILE),
    advice=(Finding(SCRIPT, where=Where(SCRIPT)),),
)  # fmt: skip

REPORTS = {
    "graded": GRADED,
    "full": replace(
        GRADED,
        criteria=tuple(
            replace(c, points=c.max_points, status="passed", findings=()) for c in GRADED.criteria
        ),
        advice=(),
    ),
    "error": replace(
        GRADED,
        criteria=(
            *GRADED.criteria[:3],
            *(replace(c, status="error", points=0, findings=()) for c in GRADED.criteria[3:]),
        ),
        errors=(
            Finding(
                "A part of the grader stopped working.",
                found="the emulator ended with 137",
                hint="Run it again; python -m grader doctor says what this machine lacks.",
            ),
        ),
    ),
    "incomplete": replace(
        GRADED,
        criteria=(
            *GRADED.criteria[:3],
            replace(
                GRADED.criteria[3], points=0, status="for_person",
                findings=(Finding("The design is for a person to judge.", found="three colours"),),
            ),
            replace(
                GRADED.criteria[4], status="not_judged",
                findings=(Finding("This cloud runs no functions.", hint="Check without --live."),),
            ),
            GRADED.criteria[5],
        ),
    ),
    "rejected": replace(
        GRADED,
        criteria=tuple(
            replace(
                c, status="not_run", points=0,
                findings=(Finding("Not run: the folder cannot be graded."),),
            )
            for c in GRADED.criteria
        ),
        rejection=Finding(
            "There is nothing to grade in this folder: no *.tf.",
            found="notes.txt",
            hint="Put the files where the brief says, or name the folder with --in.",
        ),
        graded_on={}, output=(), advice=(),
    ),
    "hostile": HOSTILE_REPORT,
    "seen": replace(
        GRADED,
        challenge=8,
        slug="08_tracker_dashboard",
        evidence=(
            Picture("at 1280 pixels, after a minute", PIXEL, 1280, 800),
            Picture("at 375 pixels", PIXEL, 375, 812),
            Table(
                "Positions, served and shown",
                ("second", "served last", "shown on the map", "right"),
                (("0.5", "–", "–", "✗"), ("1.5", "12.483, 41.902", "12.483, 41.902", "✓")),
            ),
            Table("Errors in the page", ("second", "error"), tuple(("1", one) for one in HOSTILE)),
        ),
    ),
}  # fmt: skip
