"""Reports as JUnit XML: a test suite for each challenge, a test case for each criterion.

The format is the one of Maven Surefire as Jenkins describes it, which is also what pytest writes:
github.com/jenkinsci/xunit-plugin, src/main/resources/…/types/model/xsd/junit-10.xsd.
It has no properties in a test case, so a criterion's points stand in those of its suite.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from grader.locale import _
from grader.report.model import Criterion, Report
from grader.report.text import points_text, printed, status_text, told, visible
from grader.rubric import Finding

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KINDS = {
    "partial": "failure", "failed": "failure", "error": "error",
    "not_run": "skipped", "not_judged": "skipped", "for_person": "skipped",
}  # fmt: skip


def render(reports: Iterable[Report]) -> str:
    """Return one document for all reports, in UTF-8 characters."""
    return written(suite(report) for report in reports)


def written(suites: Iterable[Element]) -> str:
    """Return one document of test suites."""
    from xml.etree.ElementTree import Element, indent, tostring

    suites = list(suites)
    root = Element("testsuites", name="groundtrack")
    root.set("time", _seconds(float(suite.get("time", "0")) for suite in suites))
    for kind in ("tests", "failures", "errors"):
        root.set(kind, str(sum(int(suite.get(kind, "0")) for suite in suites)))
    root.extend(suites)
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode") + "\n"


def suite_of_one(name: str, title: str, tag: str, kind: str, finding: Finding) -> Element:
    """Return the suite of a challenge of which there is nothing but a finding."""
    from xml.etree.ElementTree import Element

    suite = Element("testsuite", name=name, tests="1")
    for attribute, own in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(int(tag == own)))
    case = Element("testcase", classname=name, name=visible(title))
    suite.append(_outcome(case, tag, kind, (finding,)))
    return suite


def suite(report: Report) -> Element:
    """Return the suite of a report."""
    from xml.etree.ElementTree import Element, SubElement

    cases = [*_cases_beside(report), *(_case(report, row) for row in report.criteria)]
    suite = Element("testsuite", name=report.slug, tests=str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    suite.set("time", _seconds((report.seconds,)))
    properties = SubElement(suite, "properties")
    for name, value in _properties(report):
        SubElement(properties, "property", name=name, value=visible(value))
    suite.extend(cases)
    if report.output:
        SubElement(suite, "system-out").text = "\n".join(_output(report))
    return suite


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield "engine", report.engine
    yield "submission", report.submission
    yield "seed", str(report.seed)
    yield "status", report.status
    if report.score is not None:
        yield "score", str(report.score)
    yield "score_min", str(report.score_min)
    yield "score_max", str(report.score_max)
    yield "max_score", str(report.max_score)
    for name, value in report.graded_on.items():
        yield f"graded_on.{name}", value
    for criterion in report.criteria:
        yield f"points.{criterion.id}", points_text(criterion)


def _cases_beside(report: Report) -> Iterator[Element]:
    """Yield what is wrong with no single criterion: with all skipped, a suite would look well."""
    if report.rejection is not None:
        yield _outcome(_testcase(report, _("The folder can be graded")), "failure", "rejected",
                       (report.rejection,))  # fmt: skip
    for error in report.errors:
        yield _outcome(_testcase(report, _("The grader worked")), "error", "error", (error,))


def _case(report: Report, criterion: Criterion) -> Element:
    case = _testcase(report, criterion.title.rstrip("."))
    if criterion.status == "passed":
        return case
    findings = criterion.findings or (Finding(status_text(criterion.status)),)
    return _outcome(case, KINDS[criterion.status], criterion.status, findings)


def _testcase(report: Report, name: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element("testcase", classname=report.slug, name=visible(name))


def _outcome(case: Element, tag: str, kind: str, findings: Iterable[Finding]) -> Element:
    from xml.etree.ElementTree import SubElement

    first, *_rest = every = tuple(findings)
    outcome = SubElement(case, tag, type=kind, message=visible(first.message))
    outcome.text = "\n\n".join(told(finding) for finding in every)
    return case


def _output(report: Report) -> Iterator[str]:
    for output in report.output:
        yield _("{name} printed:").format(name=visible(output.source))
        yield printed(output)


def _seconds(durations: Iterable[float]) -> str:
    return f"{sum(durations):.3f}"
