"""Every way to name an object is read; an item's scalars are found wherever they stand."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.capture.items import StoredItem
from grader.capture.paths import leads_to

BUCKET, KEY = "mi-data-lake", "raw/iss/2031-03-17/2031-03-17T14:26:53+00:00 ñ.json"
HERE = frozenset({(BUCKET, KEY)})
ESCAPED = "raw/iss/2031-03-17/2031-03-17T14%3A26%3A53%2B00%3A00%20%C3%B1.json"
RIGHT = [
    f"s3://{BUCKET}/{KEY}",
    f"S3://{BUCKET}/{KEY}",
    f"s3a://{BUCKET}/{KEY}",
    f" s3://{BUCKET}/{KEY}\n",
    KEY,
    f"/{KEY}",
    f"{BUCKET}/{KEY}",
    f"arn:aws:s3:::{BUCKET}/{KEY}",
    f"https://{BUCKET}.s3.amazonaws.com/{ESCAPED}",
    f"https://{BUCKET}.s3.eu-west-1.amazonaws.com/{ESCAPED}?X-Amz-Expires=60",
    f"https://s3.amazonaws.com/{BUCKET}/{ESCAPED}",
    f"http://localhost:4566/{BUCKET}/{KEY}",
    f"http://{BUCKET}.s3.localhost.localstack.cloud:4566/{ESCAPED}",
]
WRONG = [
    "",
    f"s3://{BUCKET}",
    f"s3://datalake/{KEY}",
    f"s3://{BUCKET}//{KEY}",
    f"s3://{BUCKET}/{KEY}.json",
    f"s3://{BUCKET}/{KEY.replace('53', '54')}",
    KEY.rpartition("/")[2],
    f"https://datalake.s3.amazonaws.com/{ESCAPED}",
    f"https://s3.amazonaws.com/{KEY}",
    f"ftp://{BUCKET}/{KEY}",
    f"http://[{BUCKET}/{KEY}",
    "raw/iss/{fecha}/{timestamp}.json",
]


@pytest.mark.parametrize("text", RIGHT)
def test_a_path_that_leads_there(text: str) -> None:
    assert leads_to(text, HERE)


@pytest.mark.parametrize("text", WRONG)
def test_a_path_that_does_not(text: str) -> None:
    assert not leads_to(text, HERE)


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    assert not leads_to(f"{text}\0", HERE)


@given(st.from_regex(r"[a-z0-9][a-z0-9-]{2,20}", fullmatch=True), st.text(min_size=1))
def test_the_usual_form_always_leads_there(bucket: str, key: str) -> None:
    if key == key.strip():
        assert leads_to(f"s3://{bucket}/{key}", frozenset({(bucket, key)}))


def item(**attributes: object) -> StoredItem:
    return StoredItem("capturas-iss", "us-east-1", "x", json.dumps(attributes))


def test_scalars_inside_maps_lists_and_texts_of_json() -> None:
    found = item(
        position={"M": {"lat": {"N": "1.5"}, "more": {"L": [{"S": "a"}, {"BOOL": True}]}}},
        data={"S": '{"longitude": 2.5, "deep": [{"altitude": 3}]}'},
    )
    leaves = {(one.attribute, one.name, one.mark, one.content) for one in found.leaves()}
    assert ("position", "lat", "N", "1.5") in leaves
    assert ("position", "more", "S", "a") in leaves
    assert ("data", "longitude", "S", "2.5") in leaves
    assert ("data", "altitude", "S", "3") in leaves


TYPED = st.recursive(
    st.one_of(
        st.fixed_dictionaries({"S": st.text()}),
        st.fixed_dictionaries({"N": st.integers().map(str)}),
        st.fixed_dictionaries({"NULL": st.just(True)}),
        st.fixed_dictionaries({"SS": st.lists(st.text())}),
    ),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"L": st.lists(inner)}),
        st.fixed_dictionaries({"M": st.dictionaries(st.text(), inner)}),
    ),
)


@given(st.dictionaries(st.text(), TYPED))
def test_any_item_is_read(attributes: dict[str, object]) -> None:
    found = item(**{f"a{name}": value for name, value in attributes.items()})
    assert all(one.attribute in found.attributes for one in found.leaves())
    assert isinstance(found.shown_within(100), str)
